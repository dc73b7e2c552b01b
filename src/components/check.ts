import { readActor, readToken } from '../views/readOrigin.ts'
import type { Component } from './component.ts'

/** Check: brings the status message up to date with the token of the click, which lives for another 15 minutes. */
export const check: Component = {
  prefix: 'check',
  execute: async (interaction, generationId, { generations }) => ({
    kind: 'deferUpdate',
    proceed: async () => {
      await generations.refresh(generationId, readActor(interaction), readToken(interaction))
      return undefined
    },
  }),
}
