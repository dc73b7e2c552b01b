import { z } from 'zod'

export const frameRoles = ['start', 'end'] as const
export type FrameRole = (typeof frameRoles)[number]

export const pictureFormats = ['png', 'jpeg', 'webp', 'bmp'] as const
export const pictureFormat = z.enum(pictureFormats)
export type PictureFormat = z.infer<typeof pictureFormat>

/** A start or end frame after it was fetched, sniffed, checked, turned upright and stored as media. */
export const frame = z.object({
  hash: z.string(),
  format: pictureFormat,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Bytes of the stored file. */
  size: z.number().int().positive(),
  /**
   * Where the very same bytes can be read without a key, and until when (milliseconds since the epoch). Absent when
   * the stored picture differs from the attached one (rotated, converted, first frame of an animation).
   */
  source: z.object({ url: z.string(), expiresAt: z.number() }).optional(),
})
export type Frame = z.infer<typeof frame>

export const frames = z.object({ start: frame.optional(), end: frame.optional() })
export type Frames = z.infer<typeof frames>

/** Limits on pictures, the strictest that all providers share. @see https://kling.ai/document-api */
export const pictureLimits = {
  bytes: 20 * 1024 * 1024,
  pixels: 50_000_000,
  shortestSide: 300,
  /** Width divided by height. */
  narrowest: 1 / 2.5,
  widest: 2.5,
} as const

/** Why a picture cannot be used. Each has its own sentence. */
export const pictureProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('foreignOrigin') }),
  z.object({ kind: z.literal('unreachable') }),
  /** It was stored for an earlier try, and deleted since. */
  z.object({ kind: z.literal('notKept') }),
  z.object({ kind: z.literal('tooManyBytes'), limit: z.number() }),
  z.object({ kind: z.literal('tooManyPixels'), limit: z.number() }),
  z.object({ kind: z.literal('notAPicture') }),
  z.object({ kind: z.literal('broken') }),
  /** To read it takes more memory or time than there is for one picture. */
  z.object({ kind: z.literal('tooDemanding') }),
  /** Too many other pictures are being checked. */
  z.object({ kind: z.literal('busy') }),
  z.object({ kind: z.literal('tooSmall'), width: z.number(), height: z.number(), shortestSide: z.number() }),
  z.object({ kind: z.literal('badRatio'), width: z.number(), height: z.number() }),
])
export type PictureProblem = z.infer<typeof pictureProblem>
