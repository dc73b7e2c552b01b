import { InteractionResponseType, MessageFlags, type REST, Routes } from 'discord.js'
import { seconds } from '../domain/clock.ts'
import type { MessageView } from '../domain/message.ts'
import type { Acknowledgement } from '../domain/origin.ts'
import { type AcknowledgementDependencies, AnswerUnclear, acknowledge } from './acknowledge.ts'
import { isRefused, wasNeverSent } from './discordErrors.ts'

/** What identifies an interaction to Discord; the token is a secret. */
export interface InteractionAddress {
  readonly id: string
  readonly token: string
  readonly applicationId: string
  /** Aborts when Discord takes no first answer any more. */
  readonly deadline: AbortSignal
}

/**
 * The few calls that answer an interaction. The first four throw what Discord said where the answer was certainly not taken,
 * and AnswerUnclear where that is not known.
 */
export interface InteractionResponses {
  reply(address: InteractionAddress, view: MessageView, ephemeral: boolean): Promise<void>
  defer(address: InteractionAddress, ephemeral: boolean): Promise<Acknowledgement>
  update(address: InteractionAddress, view: MessageView): Promise<void>
  deferUpdate(address: InteractionAddress): Promise<void>
  /** After an unclear answer: where it stands after all. Looks for half a minute. */
  find(address: InteractionAddress): Promise<Acknowledgement | undefined>
  /** Edits the deferred answer. */
  edit(address: InteractionAddress, view: MessageView): Promise<void>
  /** An ephemeral message after an acknowledged click. */
  followUp(address: InteractionAddress, view: MessageView): Promise<void>
}

export interface InteractionResponsesDependencies extends AcknowledgementDependencies {
  readonly rest: Pick<REST, 'patch'>
  readonly unretriedRest: Pick<REST, 'post'>
}

const pausesBetweenAttempts = [seconds(1), seconds(4), seconds(15)]
const pausesBetweenLooks = [seconds(2), seconds(4), seconds(8), seconds(16)]

/**
 * Speaks the interaction callbacks of Discord's REST v10.
 *
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding
 */
export function createInteractionResponses(dependencies: InteractionResponsesDependencies): InteractionResponses {
  const { rest, unretriedRest, answers, clock } = dependencies
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      clock.after(milliseconds, resolve)
    })

  /** The person waits for these words: they are sent again where that does no harm. */
  async function insist(send: () => Promise<unknown>, mayRepeat: (error: unknown) => boolean): Promise<void> {
    for (const milliseconds of pausesBetweenAttempts) {
      try {
        await send()
        return
      } catch (error) {
        if (!mayRepeat(error)) throw error
      }
      await pause(milliseconds)
    }
    await send()
  }

  return {
    async reply(address, view, ephemeral) {
      const data = ephemeral ? makeEphemeral(view) : view.body
      await acknowledge(dependencies, address, { type: InteractionResponseType.ChannelMessageWithSource, data })
    },

    async defer(address, ephemeral) {
      const body = {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        ...(ephemeral && { data: { flags: MessageFlags.Ephemeral } }),
      }
      const taken = await acknowledge(dependencies, address, body)
      if (taken.kind === 'stands') return taken.acknowledgement
      const { response_message_id: messageId, response_message_ephemeral } = taken.response?.interaction ?? {}
      if (messageId !== undefined) return { messageId, ephemeral: response_message_ephemeral ?? ephemeral }
      const standing = await answers.findByToken({ ...address, interactionId: address.id })
      if (standing.kind === 'stands') return standing.acknowledgement
      throw new AnswerUnclear({ cause: new Error('Discord named no message for a deferred answer') })
    },

    async update(address, view) {
      await acknowledge(dependencies, address, { type: InteractionResponseType.UpdateMessage, data: view.body })
    },

    async deferUpdate(address) {
      await acknowledge(dependencies, address, { type: InteractionResponseType.DeferredMessageUpdate })
    },

    async find(address) {
      for (const milliseconds of pausesBetweenLooks) {
        await pause(milliseconds)
        const standing = await answers.findByToken({ ...address, interactionId: address.id })
        if (standing.kind === 'stands') return standing.acknowledgement
      }
      return undefined
    },

    async edit({ applicationId, token }, view) {
      const path = Routes.webhookMessage(applicationId, token)
      const edit = () => rest.patch(path, { body: view.body, auth: false })
      await insist(edit, (error) => !isRefused(error))
    },

    async followUp({ applicationId, token }, view) {
      const path = Routes.webhook(applicationId, token)
      const post = () => unretriedRest.post(path, { body: makeEphemeral(view), auth: false })
      // Follow-ups have no nonce: a repeated one would be a second message.
      await insist(post, wasNeverSent)
    },
  }
}

function makeEphemeral(view: MessageView): Record<string, unknown> {
  const flags = typeof view.body.flags === 'number' ? view.body.flags : 0
  return { ...view.body, flags: flags | MessageFlags.Ephemeral }
}
