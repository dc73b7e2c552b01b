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

/** Whole seconds. */
export const duration = z.number().int().positive()

const promptText = z.string().trim().min(1)

export const shot = z.object({ prompt: promptText, duration })
export type Shot = z.infer<typeof shot>

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
  prompt: promptText,
  /** Several shots in one video; their durations sum to `duration`. */
  shots: z.array(shot).min(1).optional(),
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
})
export type Request = z.infer<typeof request>

export const requestDefaults = {
  duration: 5,
  aspectRatio: '16:9',
  quality: 'standard',
  sound: true,
} as const satisfies Partial<Request>
