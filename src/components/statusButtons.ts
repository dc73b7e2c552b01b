import { findGeneration } from '../interactions/access.ts'
import type { Button } from '../interactions/handler.ts'
import { readOrigin, readPrivateTarget, readToken } from '../interactions/origin.ts'

/** Check: brings the status message up to date with the token of the click, which lives for another 15 minutes. */
export const check: Button = {
  kind: 'button',
  name: 'check',
  access: { find: findGeneration, allowed: 'anyone', places: ['message'] },
  acknowledge: 'update',
  async proceed({ recordId, interaction }, { generations }) {
    await generations.refresh(recordId, readToken(interaction))
    return undefined
  },
}

/** Shows a finished video to its owner in a private message. */
export const deliver: Button = {
  kind: 'button',
  name: 'deliver',
  access: { find: findGeneration, allowed: 'owner', places: ['message', 'private'] },
  acknowledge: 'privateMessage',
  async proceed({ recordId, interaction }, { generations }) {
    await generations.redeliver(recordId, readPrivateTarget(interaction))
    return undefined
  },
}

/** Try again: the same request once more, as private as the message it is asked from. */
export const retry: Button = {
  kind: 'button',
  name: 'retry',
  access: { find: findGeneration, allowed: 'owner', places: ['message', 'private'] },
  pays: 'once',
  accept: ({ recordId, interaction, actor: { isAlone } }, { generations }) =>
    generations.acceptAgain(recordId, readOrigin(interaction, isAlone)),
}
