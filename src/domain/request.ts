import { z } from 'zod'
import { countCharacters } from './text.ts'

export const qualities = ['standard', 'pro', '4k'] as const
export const quality = z.enum(qualities)
export type Quality = z.infer<typeof quality>

export const aspectRatios = ['16:9', '9:16', '1:1'] as const
export const aspectRatio = z.enum(aspectRatios)
export type AspectRatio = z.infer<typeof aspectRatio>

/**
 * Characters, as people count them. Discord holds the option to as many code points, of which there are never fewer; what a
 * provider takes stands in its models.
 *
 * @see https://github.com/discord/discord-api-docs/issues/1315 (how Discord counts)
 */
export const promptLimit = 2_500
export const shortestDuration = 3
export const longestDuration = 15

/** A picture as Discord described it; nothing of it is trusted before it was fetched and sniffed. */
export const attachment = z.object({
  id: z.string(),
  url: z.string(),
  fileName: z.string(),
  /** Bytes, as claimed. */
  size: z.number().int().nonnegative(),
})
export type Attachment = z.infer<typeof attachment>

export const duration = z.number().int().min(shortestDuration).max(longestDuration)

/** There are never more characters than units, so that most texts need no counting. */
const promptText = z
  .string()
  .trim()
  .min(1)
  .refine((text) => text.length <= promptLimit || countCharacters(text) <= promptLimit)

export const shot = z.object({ prompt: promptText, duration })
export type Shot = z.infer<typeof shot>

/** A subject that keeps its looks: pictures of it, and optionally a video of its motion. Public https addresses. */
export const element = z.object({
  frontalImageUrl: z.url({ protocol: /^https$/ }),
  referenceImageUrls: z.array(z.url({ protocol: /^https$/ })).default([]),
  videoUrl: z.url({ protocol: /^https$/ }).optional(),
})
export type Element = z.infer<typeof element>

/** What the person asked for: checked, provider-neutral, never changed afterwards. */
export const request = z.object({
  prompt: promptText,
  /** Several shots in one video; their durations sum to `duration`. */
  shots: z.array(shot).min(1).max(5).optional(),
  negativePrompt: promptText.optional(),
  startImage: attachment.optional(),
  endImage: attachment.optional(),
  elements: z.array(element).min(1).max(3).optional(),
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
