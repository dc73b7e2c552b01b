import { renderCancelOutcome } from '../views/clickAnswers.ts'
import { readActor } from '../views/readOrigin.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Component } from './component.ts'

/** The answer to the question that Cancel asks: stop waiting, although what it costs counts. */
export const abandon: Component = {
  prefix: 'abandon',
  execute: async (interaction, generationId, { generations }) => ({
    kind: 'deferUpdate',
    proceed: async () =>
      renderCancelOutcome(
        selectTexts(interaction.locale),
        await generations.cancel(generationId, readActor(interaction), true),
        generationId,
      ),
  }),
}
