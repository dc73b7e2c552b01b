import {
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type REST,
  type RESTGetAPIInteractionOriginalResponseResult,
  RESTJSONErrorCodes,
  type RESTPostAPIInteractionCallbackWithResponseResult,
  Routes,
} from 'discord.js'
import type { MessageView } from '../domain/message.ts'
import type { Acknowledgement } from '../domain/origin.ts'

/** What identifies an interaction to Discord; the token is a secret. */
export interface InteractionAddress {
  readonly id: string
  readonly token: string
  readonly applicationId: string
}

/** The few calls that answer an interaction. Every one is sent at most once by us; Discord refuses a second callback. */
export interface InteractionResponses {
  reply(address: InteractionAddress, view: MessageView, ephemeral: boolean): Promise<void>
  defer(address: InteractionAddress, ephemeral: boolean): Promise<Acknowledgement>
  update(address: InteractionAddress, view: MessageView): Promise<void>
  deferUpdate(address: InteractionAddress): Promise<void>
  /** Edits the deferred answer. */
  edit(address: InteractionAddress, view: MessageView): Promise<void>
  /** An ephemeral message after an acknowledged click. */
  followUp(address: InteractionAddress, view: MessageView): Promise<void>
}

interface Callback {
  readonly type: InteractionResponseType
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * Speaks the interaction callbacks of Discord's REST v10. The calls carry no authorization: the token in the path is the
 * authorization, and a 401 on an authorized call would make discord.js drop the bot token.
 *
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding
 */
export function createInteractionResponses(rest: REST, unretriedRest: REST): InteractionResponses {
  async function callBack(address: InteractionAddress, body: Callback, withResponse = false): Promise<unknown> {
    const query = new URLSearchParams({ with_response: String(withResponse) })
    return rest.post(Routes.interactionCallback(address.id, address.token), { body, query, auth: false })
  }

  return {
    async reply(address, view, ephemeral) {
      await callBack(address, {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: ephemeral ? makeEphemeral(view) : view.body,
      })
    },

    async defer(address, ephemeral) {
      const body = {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        ...(ephemeral && { data: { flags: MessageFlags.Ephemeral } }),
      }
      const answer = await callBack(address, body, true).catch((error: unknown) => {
        // discord.js repeats a callback after a 5xx or a timeout; that the first one had arrived shows only here.
        if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) return undefined
        throw error
      })
      if (answer === undefined) return findAnswer(rest, address)
      const { interaction } = answer as RESTPostAPIInteractionCallbackWithResponseResult
      if (interaction.response_message_id === undefined)
        throw new Error('Discord named no message for a deferred answer')
      return {
        messageId: interaction.response_message_id,
        ephemeral: interaction.response_message_ephemeral ?? ephemeral,
      }
    },

    async update(address, view) {
      await callBack(address, { type: InteractionResponseType.UpdateMessage, data: view.body })
    },

    async deferUpdate(address) {
      await callBack(address, { type: InteractionResponseType.DeferredMessageUpdate })
    },

    async edit(address, view) {
      await rest.patch(Routes.webhookMessage(address.applicationId, address.token), { body: view.body, auth: false })
    },

    async followUp(address, view) {
      // Follow-ups have no nonce: a repeated one would be a second message.
      await unretriedRest.post(Routes.webhook(address.applicationId, address.token), {
        body: makeEphemeral(view),
        auth: false,
      })
    },
  }
}

async function findAnswer(rest: REST, address: InteractionAddress): Promise<Acknowledgement> {
  const route = Routes.webhookMessage(address.applicationId, address.token)
  const message = (await rest.get(route, { auth: false })) as RESTGetAPIInteractionOriginalResponseResult
  return { messageId: message.id, ephemeral: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0 }
}

/** Whether Discord refused with this code. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function hasCode(error: unknown, ...codes: readonly RESTJSONErrorCodes[]): boolean {
  return error instanceof DiscordAPIError && (codes as readonly (string | number)[]).includes(error.code)
}

function makeEphemeral(view: MessageView): Record<string, unknown> {
  const flags = typeof view.body.flags === 'number' ? view.body.flags : 0
  return { ...view.body, flags: flags | MessageFlags.Ephemeral }
}
