import { findGeneration } from '../interactions/access.ts'
import type { Button } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'

/** Try again: the same request once more, as private as the message it is asked from. */
export const retry: Button = {
  kind: 'button',
  name: 'retry',
  access: { find: findGeneration, allowed: 'owner', places: ['message', 'private'] },
  pays: 'once',
  accept: ({ recordId, interaction, actor: { isAlone } }, { generations }) =>
    generations.acceptAgain(recordId, readOrigin(interaction, isAlone)),
}
