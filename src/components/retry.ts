import { MessageFlags } from 'discord.js'
import { renderRepeated } from '../views/clickAnswers.ts'
import { readActor, readOrigin } from '../views/readOrigin.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Component } from './component.ts'

/** Try again: the same request once more, once. As private as the message it is asked from. */
export const retry: Component = {
  prefix: 'retry',
  execute: async (interaction, generationId, { generations }) => {
    const ephemeral = interaction.message.flags.has(MessageFlags.Ephemeral)
    const { generation, isRepeated } = await generations.acceptAgain(
      generationId,
      readActor(interaction),
      readOrigin(interaction, ephemeral),
    )
    if (isRepeated)
      return { kind: 'reply', view: renderRepeated(selectTexts(interaction.locale), generation), ephemeral: true }
    return {
      kind: 'defer',
      ephemeral,
      proceed: async (acknowledgement) => {
        await generations.begin(generation.id, acknowledgement)
        return undefined
      },
      failed: () => generations.abort(generation.id),
      unclear: () => generations.lookForAnswer(generation.id),
    }
  },
}
