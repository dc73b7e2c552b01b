import { type ButtonInteraction, MessageFlags } from 'discord.js'
import type { Generations } from '../domain/contracts/generations.ts'
import { renderCancelOutcome } from '../views/clickAnswers.ts'
import { readActor, readToken } from '../views/readOrigin.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Component } from './component.ts'

/** Cancel, in the status message and in `/kling queue`. Asks first where the video can no longer be stopped. */
export const cancel: Component = {
  prefix: 'cancel',
  execute: async (interaction, generationId, { generations }) => ({
    kind: 'deferUpdate',
    proceed: async () => {
      const actor = readActor(interaction)
      if (await isInStatusMessage(interaction, generationId, generations)) {
        await generations.refresh(generationId, actor, readToken(interaction))
      }
      return renderCancelOutcome(
        selectTexts(interaction.locale),
        await generations.cancel(generationId, actor, false),
        generationId,
      )
    },
  }),
}

/**
 * Whether the button stands in the status message: then the token of the click shows what it cancels, or how that has ended,
 * also where the bot cannot reach the message any more. A click in `/kling queue`, which is private, must not lend its token: it
 * would edit the list.
 */
async function isInStatusMessage(
  { message, user }: ButtonInteraction,
  id: string,
  generations: Generations,
): Promise<boolean> {
  if (!message.flags.has(MessageFlags.Ephemeral)) return true
  const entries = await generations.list(user.id)
  const entry = entries.find(({ generation }) => generation.id === id)
  return entry?.generation.origin.messageId === message.id
}
