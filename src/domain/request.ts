import { z } from 'zod'

export const qualities = ['standard', 'pro', '4k'] as const
export const quality = z.enum(qualities)
export type Quality = z.infer<typeof quality>

export const aspectRatios = ['16:9', '9:16', '1:1'] as const
export const aspectRatio = z.enum(aspectRatios)
export type AspectRatio = z.infer<typeof aspectRatio>

/** A picture as Discord described it; nothing of it is trusted before it was fetched and sniffed. */
export const attachment = z.object({
  id: z.string(),
  url: z.string(),
  fileName: z.string(),
  /** Bytes, as claimed. */
  size: z.number().int().nonnegative(),
})
export type Attachment = z.infer<typeof attachment>

/** So many of one request fit into one message, and into what somebody compares. */
export const mostVariants = 4
export const variants = z.number().int().min(1).max(mostVariants)

/** Whole seconds. */
export const duration = z.number().int().positive()

const promptText = z.string().trim().min(1)

/** What is to be seen: one prompt, or shots in one video, whose durations sum to that of the request; a storyboard may have none yet. */
const scene = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('prompt'), prompt: promptText }),
  z.object({ kind: z.literal('shots'), shots: z.array(z.object({ prompt: promptText, duration })) }),
])
export type Scene = z.infer<typeof scene>
export type Shot = Extract<Scene, { kind: 'shots' }>['shots'][number]

/** Whether one prompt becomes one shot, or Kling decides where to cut. */
export const cuts = z.enum(['one', 'auto'])

/** A subject that keeps its looks: pictures of it, and optionally a video of its motion. Public https addresses. */
export const element = z.object({
  frontalImageUrl: z.url({ protocol: /^https$/ }),
  referenceImageUrls: z.array(z.url({ protocol: /^https$/ })).default([]),
  videoUrl: z.url({ protocol: /^https$/ }).optional(),
})
export type Element = z.infer<typeof element>

/**
 * What the person asked for: checked, provider-neutral, never changed afterwards. How long, how many and how much is a matter
 * of the models, and looked at when it is accepted: a record is read whatever they take today.
 */
export const request = z.object({
  scene,
  /** Of a prompt; without it each model does as it usually does. Shots say themselves where the cuts are. */
  cuts: cuts.optional(),
  negativePrompt: promptText.optional(),
  startImage: attachment.optional(),
  endImage: attachment.optional(),
  elements: z.array(element).min(1).optional(),
  /** Seconds. */
  duration,
  /** Ignored by the providers where there is a start image: the video then follows the image. */
  aspectRatio,
  /** What the person explicitly asked for beside a start image, so that they can be told that the image decides. */
  ignoredAspectRatio: aspectRatio.optional(),
  quality,
  sound: z.boolean(),
  /** How closely the model follows the prompt, 0 to 1. */
  guidance: z.number().min(0).max(1).optional(),
  /** How many of it are made at once; each is a generation of its own, whose record says nothing of the others here. */
  variants: variants.optional(),
  /** The server's preset that it was made with, as it was then, and what the person typed for it. */
  preset: z.object({ name: z.string(), template: z.string(), prompt: promptText }).optional(),
})
export type Request = z.infer<typeof request>

/** Everything that was written for the video, in its order. */
export function promptsOf({ scene }: Pick<Request, 'scene'>): readonly string[] {
  return scene.kind === 'prompt' ? [scene.prompt] : scene.shots.map(({ prompt }) => prompt)
}

/** The same as one text, as people read it. */
export function joinPrompts(request: Pick<Request, 'scene'>): string {
  return promptsOf(request).join('\n')
}

/** A prompt with what to leave out in it, for a model that has no field for that. */
export function writeWithout(prompt: string, negativePrompt: string): string {
  return `${prompt}\nAvoid: ${negativePrompt}`
}

/** Whether the shots, where there are any, take exactly as long as the whole video. */
export function fillsDuration({ scene, duration }: Pick<Request, 'scene' | 'duration'>): boolean {
  return scene.kind === 'prompt' || scene.shots.reduce((sum, shot) => sum + shot.duration, 0) === duration
}

export const requestDefaults = {
  duration: 5,
  aspectRatio: '16:9',
  quality: 'standard',
  sound: true,
} as const satisfies Partial<Request>

export const frameRoles = ['start', 'end'] as const
export type FrameRole = (typeof frameRoles)[number]

export const pictureFormats = ['png', 'jpeg', 'webp', 'bmp'] as const
const pictureFormat = z.enum(pictureFormats)
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

/** What is wrong with a picture of this size, if anything, whichever way it is turned. */
export function findSizeProblem(
  { width, height }: { readonly width: number; readonly height: number },
  mostPixels: number = pictureLimits.pixels,
): PictureProblem | undefined {
  const { shortestSide, narrowest, widest } = pictureLimits
  if (width * height > mostPixels) return { kind: 'tooManyPixels', limit: mostPixels }
  if (Math.min(width, height) < shortestSide) return { kind: 'tooSmall', width, height, shortestSide }
  const ratio = width / height
  return ratio < narrowest || ratio > widest ? { kind: 'badRatio', width, height } : undefined
}

/** What Discord says about an attached file: the type from its name alone, and a size in pixels where it could read one. */
interface ClaimedFile {
  /** Bytes. */
  readonly size: number
  readonly contentType?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** Images that cannot be read here. */
const unreadableTypes = ['image/heic', 'image/heif', 'image/svg+xml', 'image/tiff']

/** Why a file cannot be used, as far as it is known without its bytes. What Discord does not say is found out later. */
export function findClaimedProblem({ size, contentType, width, height }: ClaimedFile): PictureProblem | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'image/*'
  const mayBePicture = type.startsWith('image/') || type === 'application/octet-stream'
  if (!mayBePicture || unreadableTypes.includes(type)) return { kind: 'notAPicture' }
  if (size > pictureLimits.bytes) return { kind: 'tooManyBytes', limit: pictureLimits.bytes }
  return width === undefined || height === undefined ? undefined : findSizeProblem({ width, height })
}
