import { findModel, type Mode, type Model } from '../domain/models.ts'
import type { ProviderId } from '../domain/operation.ts'
import { type Quality, qualities } from '../domain/request.ts'

/** A limited option of `/kling video`, as the catalogue names it. */
export type CommandOption = 'endFrame' | 'negativePrompt' | 'guidance'

/** Where a limited option is looked for: an end frame makes sense only with a start frame. */
const modes: Readonly<Record<CommandOption, readonly Mode[]>> = {
  endFrame: ['imageToVideo'],
  negativePrompt: ['textToVideo', 'imageToVideo'],
  guidance: ['textToVideo', 'imageToVideo'],
}

/** The qualities at which at least one of the providers takes the option in every mode that makes sense. */
export function listQualities(option: CommandOption, providers: readonly ProviderId[]): Quality[] {
  return qualities.filter((quality) =>
    modes[option].every((mode) => providers.some((provider) => findModel(provider, quality, mode).supports[option])),
  )
}

/** The price that the first provider in the operator's order asks. */
export function findPrice(quality: Quality, providers: readonly ProviderId[]): Model['price'] {
  const [first] = providers
  if (first === undefined) throw new Error('No provider is configured')
  return findModel(first, quality, 'textToVideo').price
}
