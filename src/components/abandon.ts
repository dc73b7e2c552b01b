import { readActor } from '../views/readOrigin.ts'
import { renderCancelOutcome } from '../views/renderCancelOutcome.ts'
import type { Component } from './component.ts'

/** The answer to the question that Cancel asks: stop waiting, although what it costs counts. */
export const abandon: Component = {
  prefix: 'abandon',
  execute: async (interaction, generationId, { generations }) => ({
    kind: 'deferUpdate',
    proceed: async () =>
      renderCancelOutcome(await generations.cancel(generationId, readActor(interaction), true), generationId),
  }),
}
