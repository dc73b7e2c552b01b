import type { LimitedOption } from '../domain/chooseModels.ts'
import type { FrameRole } from '../domain/request.ts'
import type { Texts } from './text/en.ts'

/** What Discord sends us as the name of an option; a person sees the name in their own language. */
export type OptionName = keyof Texts['optionNames']

export const limitedOptionNames: Readonly<Record<LimitedOption, OptionName>> = {
  endFrame: 'end_image',
  negativePrompt: 'negative_prompt',
  guidance: 'guidance',
  shots: 'shots',
  elements: 'elements',
  cuts: 'cuts',
}

export const frameOptionNames: Readonly<Record<FrameRole, OptionName>> = { start: 'image', end: 'end_image' }

/** The option as the person sees it; what is none of ours stays as it came. */
export function nameOption({ optionNames }: Texts, option: string): string {
  return Object.entries(optionNames).find(([name]) => name === option)?.[1] ?? option
}
