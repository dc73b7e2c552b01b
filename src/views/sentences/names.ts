import type { ProviderId } from '../../domain/operation.ts'
import type { Quality } from '../../domain/request.ts'
import type { LimitedOption } from '../../domain/routeRequest.ts'

export const qualityNames: Readonly<Record<Quality, string>> = {
  standard: 'Standard (720p)',
  pro: 'Pro (1080p)',
  '4k': '4K',
}

export const providerNames: Readonly<Record<ProviderId, string>> = { runcomfy: 'RunComfy', runware: 'Runware' }

/** The options as the command names them. */
export const optionNames: Readonly<Record<LimitedOption, string>> = {
  endFrame: 'end_image',
  negativePrompt: 'negative_prompt',
  guidance: 'guidance',
  shots: 'shots',
  elements: 'elements',
}
