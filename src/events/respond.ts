import { InteractionResponseType, MessageFlags, type REST, Routes } from 'discord.js'
import { seconds } from '../domain/clock.ts'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Acknowledgement } from '../domain/origin.ts'
import type { Choice, Deferral, InteractionResponse, OpenedModal } from '../interactions/handler.ts'
import {
  type AcknowledgementDependencies,
  AnswerUnclear,
  acknowledge,
  type InteractionAddress,
  isRefused,
  wasNeverSent,
} from './acknowledge.ts'

/**
 * The few calls that answer an interaction. Those of a first answer throw what Discord said where the answer was certainly not taken,
 * and AnswerUnclear where that is not known.
 */
export interface Responder {
  reply(address: InteractionAddress, view: MessageView, ephemeral: boolean): Promise<void>
  defer(address: InteractionAddress, ephemeral: boolean): Promise<Acknowledgement>
  update(address: InteractionAddress, view: MessageView): Promise<void>
  deferUpdate(address: InteractionAddress): Promise<void>
  openModal(address: InteractionAddress, modal: OpenedModal['modal']): Promise<void>
  suggest(address: InteractionAddress, choices: readonly Choice[]): Promise<void>
  /** After an unclear answer: where it stands after all. Looks for half a minute. */
  find(address: InteractionAddress): Promise<Acknowledgement | undefined>
  /** Edits the deferred answer. */
  edit(address: InteractionAddress, view: MessageView): Promise<void>
  /** An ephemeral message after an acknowledged click. */
  followUp(address: InteractionAddress, view: MessageView): Promise<void>
}

interface ResponderDependencies extends AcknowledgementDependencies {
  readonly rest: Pick<REST, 'patch'>
  readonly unretriedRest: Pick<REST, 'post'>
}

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete */
const mostChoices = 25
const pausesBetweenAttempts = [seconds(1), seconds(4), seconds(15)]
const pausesBetweenLooks = [seconds(2), seconds(4), seconds(8), seconds(16)]

/**
 * Speaks the interaction callbacks of Discord's REST v10.
 *
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding
 */
export function createResponder(dependencies: ResponderDependencies): Responder {
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

    async openModal(address, modal) {
      await acknowledge(dependencies, address, { type: InteractionResponseType.Modal, data: { ...modal } })
    },

    async suggest(address, choices) {
      const data = { choices: choices.slice(0, mostChoices) }
      await acknowledge(dependencies, address, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data,
      })
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
      const files = view.documents?.map(({ name, text }) => ({ name, data: Buffer.from(text) }))
      const edit = () => rest.patch(path, { body: view.body, auth: false, ...(files !== undefined && { files }) })
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

/** Turns what a handler threw into what the person reads, alone or with everybody in the channel. */
type Explain = (error: unknown, isPrivate: boolean) => MessageView

/**
 * Sends what a handler wants answered. An error of the handler's second half is explained in the message that was promised.
 * Throws what stood in the way when an answer did not reach Discord, or may not have, after the handler was told.
 */
export async function sendResponse(
  responder: Responder,
  address: InteractionAddress,
  response: InteractionResponse,
  explain: Explain,
): Promise<void> {
  switch (response.kind) {
    case 'reply':
      return responder.reply(address, response.view, response.ephemeral)
    case 'update':
      return responder.update(address, response.view)
    case 'modal':
      return responder.openModal(address, response.modal)
    case 'choices':
      return responder.suggest(address, response.choices)
    case 'defer': {
      const acknowledgement = await defer(responder, address, response)
      const view = await response.proceed(acknowledgement).catch((error: unknown) => explain(error, response.ephemeral))
      if (view !== undefined) await responder.edit(address, view)
      return
    }
    case 'deferUpdate': {
      await responder.deferUpdate(address).catch((error: unknown) => {
        // The click was made, and its message stands whether Discord took our word or not.
        if (!(error instanceof AnswerUnclear)) throw error
      })
      let { redraws = false }: { readonly redraws?: boolean } = response
      const view = await response.proceed().catch((error: unknown) => {
        redraws = false
        return explain(error, true)
      })
      if (view !== undefined) await (redraws ? responder.edit(address, view) : responder.followUp(address, view))
      return
    }
  }
}

async function defer(
  responder: Responder,
  address: InteractionAddress,
  { ephemeral, failed, unclear }: Deferral,
): Promise<Acknowledgement> {
  try {
    return await responder.defer(address, ephemeral)
  } catch (error) {
    if (!(error instanceof AnswerUnclear)) {
      await failed?.()
      throw error
    }
    // Whoever has saved something finds out by itself, whatever becomes of this process.
    const found = unclear === undefined ? await responder.find(address) : unclear()
    if (found === undefined) throw error
    return found
  }
}
