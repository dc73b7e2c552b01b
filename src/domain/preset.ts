import { z } from 'zod'
import { aspectRatio, duration, joinPrompts, quality, type Request } from './request.ts'

/** Where the words of whoever uses a preset go. */
export const placeholder = '{prompt}'

/** Longer names would not fit a select or the grey line of a card. */
export const longestName = 40
/** Of one server: as many as a person can look through. */
export const mostPresets = 50

const text = z.string().trim().min(1)
/** A word of a newer version counts as not given. */
const option = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined)

/** What a server has prepared for its members: a prompt with a gap, and the options that go with it. */
export const preset = z.object({
  version: z.number().int().nonnegative(),
  id: z.string(),
  guildId: z.string(),
  name: text,
  template: text,
  negativePrompt: option(text),
  quality: option(quality),
  aspectRatio: option(aspectRatio),
  duration: option(duration),
  sound: option(z.boolean()),
  /** Milliseconds since the epoch, and by whom; absent where that person had their data deleted. */
  changedAt: z.number().int(),
  changedBy: z.string().optional(),
})
export type Preset = z.infer<typeof preset>

/** The prompt as it is sent: every gap is filled with the person's words. */
export function fillTemplate(template: string, prompt: string): string {
  return template.replaceAll(placeholder, () => prompt)
}

/** A text without a gap gets one in front, so that nobody's words are lost. */
export function completeTemplate(template: string): string {
  return template.includes(placeholder) ? template : `${placeholder}, ${template}`
}

/** What the person typed for a preset, while the prompt is still made of it: a change of the prompt is all their own. */
export function findOwnWords(request: Pick<Request, 'scene' | 'preset'>): { name: string; prompt: string } | undefined {
  const { preset: used } = request
  if (used === undefined || fillTemplate(used.template, used.prompt) !== joinPrompts(request)) return undefined
  return { name: used.name, prompt: used.prompt }
}

/** What people read as the name of a video: the person's own words, without those of a preset. */
export function headlineOf(request: Pick<Request, 'scene' | 'preset'>): string {
  return findOwnWords(request)?.prompt ?? joinPrompts(request)
}
