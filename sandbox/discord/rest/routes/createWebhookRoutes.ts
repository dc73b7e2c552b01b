import { apiErrors } from '../../apiError.ts'
import type { FaultBook } from '../../faults.ts'
import type { InteractionRecord, Interactions } from '../../interactions/createInteractions.ts'
import { postResponse } from '../../interactions/postResponse.ts'
import type { MessageStore } from '../../messages/createMessageStore.ts'
import { describeMessage } from '../../messages/describeMessage.ts'
import type { MessageRecord } from '../../messages/messageRecord.ts'
import { prepareMessage } from '../../messages/prepareMessage.ts'
import { messageRules } from '../../validation/checkMessage.ts'
import type { World } from '../../world/world.ts'
import { type Call, noContent, ok, param, type Reply, type Route } from '../route.ts'

const mostUserFollowUps = 5

/** Messages by an interaction's token. @see https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages */
export function createWebhookRoutes(dependencies: {
  world: World
  interactions: Interactions
  messages: MessageStore
  faults: FaultBook
}): Route[] {
  const { world, interactions, messages, faults } = dependencies

  const findInteraction = (call: Call): InteractionRecord =>
    interactions.findByToken(param(call, 'application'), param(call, 'token'))

  const describe = (message: MessageRecord) => {
    const { reference } = message
    const referenced = reference === undefined ? undefined : messages.find(reference.channelId, reference.messageId)
    return describeMessage(message, world, referenced)
  }

  /** The token reaches its own answers only: `@original` and the follow-ups. */
  function findMessage(call: Call, interaction: InteractionRecord): MessageRecord {
    const wanted = param(call, 'message')
    const own = [interaction.original, ...interaction.followUps]
    const message = wanted === '@original' ? interaction.original : own.find((each) => each?.id === wanted)
    if (message === undefined || message.isDeleted || interaction.channel.isDeleted) throw apiErrors.unknownMessage()
    return message
  }

  async function edit(call: Call, interaction: InteractionRecord, existing: MessageRecord): Promise<Reply> {
    if (interaction.channel.isArchived) throw apiErrors.archivedThread()
    const draft = { body: call.body, uploads: call.uploads, uploadLimit: interaction.uploadLimit } as const
    const input = prepareMessage({ ...draft, rules: messageRules.tokenEdit, route: 'token', existing }, faults)
    await messages.edit(existing, input)
    return ok(describe(existing))
  }

  async function followUp(call: Call): Promise<Reply> {
    const interaction = findInteraction(call)
    if (interaction.channel.isDeleted) throw apiErrors.unknownChannel()
    if (interaction.channel.isArchived) throw apiErrors.archivedThread()
    const { original, followUps, channel } = interaction
    const isUserOnly = !('0' in interaction.owners)
    if (isUserOnly && interaction.followUpsUsed >= mostUserFollowUps) throw apiErrors.tooManyFollowUps()
    const draft = { body: call.body, uploads: call.uploads, uploadLimit: interaction.uploadLimit } as const
    const input = prepareMessage({ ...draft, rules: messageRules.followUp, route: 'token' }, faults)
    // "Backwards compatibility": the first follow-up after a defer is an edit of the deferred answer.
    if (original?.isLoading === true && !original.isDeleted) {
      await messages.edit(original, input)
      return ok(describe(original))
    }
    const reference = original === undefined ? {} : { reference: { channelId: channel.id, messageId: original.id } }
    interaction.followUpsUsed += 1
    const message = await postResponse(interaction, input, { world, messages, ...reference })
    followUps.push(message)
    return ok(describe(message))
  }

  const all = '/webhooks/:application/:token'
  const one = `${all}/messages/:message`
  const route = (method: string, path: string, limit: Route['limit'], handle: Route['handle']): Route => ({
    method,
    path,
    access: 'interaction',
    limit,
    handle,
  })
  return [
    route('POST', all, 'webhook', followUp),
    route('GET', one, 'read', (call) => ok(describe(findMessage(call, findInteraction(call))))),
    route('PATCH', one, 'webhook', (call) => {
      const interaction = findInteraction(call)
      return edit(call, interaction, findMessage(call, interaction))
    }),
    route('DELETE', one, 'webhook', (call) => {
      messages.delete(findMessage(call, findInteraction(call)))
      return noContent
    }),
  ]
}
