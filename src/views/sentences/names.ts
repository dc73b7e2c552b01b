import type { LimitedOption } from '../../domain/chooseModels.ts'
import type { Quality } from '../../domain/request.ts'

export const qualityNames: Readonly<Record<Quality, string>> = {
  standard: 'Standard (720p)',
  pro: 'Pro (1080p)',
  '4k': '4K',
}

/** The options as the command names them. */
export const optionNames: Readonly<Record<LimitedOption, string>> = {
  endFrame: 'end_image',
  negativePrompt: 'negative_prompt',
  guidance: 'guidance',
  shots: 'shots',
  elements: 'elements',
}
