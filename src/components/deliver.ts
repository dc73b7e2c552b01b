import { readActor, readPrivateTarget } from '../views/readOrigin.ts'
import type { Component } from './component.ts'

/** Shows a finished video to its owner in a private message. */
export const deliver: Component = {
  prefix: 'deliver',
  execute: async (interaction, generationId, { generations }) => ({
    kind: 'defer',
    ephemeral: true,
    proceed: async () => {
      await generations.redeliver(generationId, readActor(interaction), readPrivateTarget(interaction))
      return undefined
    },
  }),
}
