import { apiErrors, invalidFormBody } from '../../apiError.ts'
import type { FaultBook } from '../../faults.ts'
import { messageFlags } from '../../flags.ts'
import type { Choice, InteractionRecord, Interactions } from '../../interactions/createInteractions.ts'
import { postResponse } from '../../interactions/postResponse.ts'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../json.ts'
import type { MessageStore } from '../../messages/createMessageStore.ts'
import { describeMessage } from '../../messages/describeMessage.ts'
import { prepareMessage } from '../../messages/prepareMessage.ts'
import { numberComponents } from '../../messages/resolveComponents.ts'
import { callbackTypes, checkCallback } from '../../validation/checkCallback.ts'
import { messageRules } from '../../validation/checkMessage.ts'
import { formError } from '../../validation/formError.ts'
import type { World } from '../../world/world.ts'
import { type Call, noContent, ok, param, type Reply, type Route } from '../route.ts'

/** The first answer to an interaction. @see https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response */
export function createCallbackRoute(dependencies: {
  world: World
  interactions: Interactions
  messages: MessageStore
  faults: FaultBook
}): Route {
  const { world, interactions, messages, faults } = dependencies

  function check(call: Call, interaction: InteractionRecord): JsonObject {
    const { body } = call
    if (!isObject(body)) throw invalidFormBody([formError([], 'DICT_TYPE_CONVERT', 'Only dictionaries may be used.')])
    const { type, source, completed } = interaction
    const errors = checkCallback(body, { type, isFromMessage: source !== undefined, optionType: completed?.type })
    if (errors.length > 0) throw invalidFormBody(errors)
    return body
  }

  /** Everything is checked before the interaction counts as answered: a refused answer may be sent again. */
  async function apply(call: Call, interaction: InteractionRecord, body: JsonObject): Promise<void> {
    const { source } = interaction
    const type = numberIn(body.type)
    const data = isObject(body.data) ? body.data : {}
    const draft = { body: data, uploads: call.uploads, uploadLimit: interaction.uploadLimit, place: ['data'] }
    if (type === callbackTypes.update && source !== undefined) {
      if (source.isDeleted) throw apiErrors.unknownMessage()
      const input = prepareMessage(
        { ...draft, rules: messageRules.update, route: 'callback', existing: source },
        faults,
      )
      const tell = interactions.acknowledge(interaction, type)
      interaction.original = source
      await messages.edit(source, input)
      tell()
      return
    }
    const rules = messageRules.reply
    const input =
      type === callbackTypes.reply ? prepareMessage({ ...draft, rules, route: 'callback' }, faults) : undefined
    const tell = interactions.acknowledge(interaction, type)
    if (input !== undefined) interaction.original = await postResponse(interaction, input, { world, messages })
    if (type === callbackTypes.defer) {
      const loading = { body: { flags: data.flags }, uploads: [], attachments: nothing, route: 'callback' } as const
      interaction.original = await postResponse(interaction, loading, { world, messages, isLoading: true })
    }
    if (type === callbackTypes.deferUpdate && source !== undefined) interaction.original = source
    if (type === callbackTypes.modal) interaction.modal = numberModal(data)
    if (type === callbackTypes.autocomplete) interaction.choices = objectsIn(data.choices).map(readChoice)
    tell()
  }

  async function handle(call: Call): Promise<Reply> {
    const interaction = interactions.findUnanswered(param(call, 'interaction'), param(call, 'token'))
    const body = check(call, interaction)
    await apply(call, interaction, body)
    return call.query.get('with_response') === 'true' ? ok(describeResponse(interaction, world)) : noContent
  }

  return {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    access: 'interaction',
    limit: 'none',
    handle,
  }
}

/** A modal with the ids that Discord gives to components that have none. */
function numberModal(modal: JsonObject): JsonObject {
  const components = structuredClone(objectsIn(modal.components))
  numberComponents(components)
  return { ...modal, components }
}

const readChoice = ({ name, value }: JsonObject): Choice => ({
  name: textIn(name),
  value: typeof value === 'number' ? value : textIn(value),
})

const nothing = { errors: [], retained: [], fileNames: [] } as const

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object */
function describeResponse(interaction: InteractionRecord, world: World): JsonObject {
  const { original, acknowledgedAs } = interaction
  const showsMessage = acknowledgedAs === callbackTypes.reply || acknowledgedAs === callbackTypes.update
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channel.id,
      ...(original === undefined
        ? {}
        : {
            response_message_id: original.id,
            response_message_loading: original.isLoading,
            response_message_ephemeral: (original.flags & messageFlags.ephemeral) !== 0,
          }),
    },
    resource: {
      type: acknowledgedAs,
      ...(showsMessage && original !== undefined ? { message: describeMessage(original, world) } : {}),
    },
  }
}
