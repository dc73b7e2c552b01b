import type { ButtonInteraction } from 'discord.js'
import { hasChannelRoute } from '../domain/channelRoute.ts'
import type { Generations } from '../domain/contracts/generations.ts'
import { readActor, readToken } from '../views/readOrigin.ts'
import { renderCancelOutcome } from '../views/renderCancelOutcome.ts'
import type { Component } from './component.ts'

/** Cancel, in the status message and in `/kling queue`. Asks first where the video can no longer be stopped. */
export const cancel: Component = {
  prefix: 'cancel',
  execute: async (interaction, generationId, { generations }) => ({
    kind: 'deferUpdate',
    proceed: async () => {
      const actor = readActor(interaction)
      if (needsToken(interaction, generationId, generations)) {
        await generations.refresh(generationId, actor, readToken(interaction))
      }
      return renderCancelOutcome(await generations.cancel(generationId, actor, false), generationId)
    },
  }),
}

/**
 * Whether the cancelled state can only be shown with the token of this click. A click in `/kling queue` must not lend its
 * token: it would edit the list.
 */
function needsToken(interaction: ButtonInteraction, generationId: string, generations: Generations): boolean {
  const entry = generations.list(interaction.user.id).find(({ generation }) => generation.id === generationId)
  const origin = entry?.generation.origin
  return origin !== undefined && origin.messageId === interaction.message.id && !hasChannelRoute(origin)
}
