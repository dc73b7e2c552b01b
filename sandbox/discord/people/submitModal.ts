import { findFieldProblem } from '../client/fieldRules.ts'
import { componentTypes } from '../flags.ts'
import type { InteractionRecord } from '../interactions/createInteractions.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { describeMessage } from '../messages/describeMessage.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import type { Presence } from './createPresence.ts'
import { createResolved, type Resolved } from './createResolved.ts'
import { answerField, describeField, findPreset } from './fieldAnswers.ts'
import { ClientRefusal, type FieldValues } from './optionValue.ts'
import type { SentInteraction } from './sentInteraction.ts'

/**
 * Sends the modal that the bot opened in answer to an interaction: a new interaction with a token of its own. Fields that
 * are not given stay as the bot preset them; `isRaw` leaves out the client's own checks.
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure
 */
export async function submitModal(
  presence: Presence,
  opened: SentInteraction,
  values: FieldValues,
  isRaw: boolean,
): Promise<SentInteraction> {
  const opener = findOpener(presence, opened)
  const modal = opener.modal ?? {}
  const fields = fieldsOf(modal)
  const filled: FieldValues = Object.fromEntries(
    fields.map((field) => [field.custom_id, values[textIn(field.custom_id)] ?? findPreset(field)]),
  )
  if (!isRaw) checkFields(fields, values, filled, presence.uploadLimit)
  // Counts from here on: another sending while the files go up would be one too many.
  const { owners, source } = opener
  const resolved = createResolved(presence)
  opener.isSubmitting = true
  const components = await answerAll(objectsIn(modal.components), filled, resolved).finally(() => {
    opener.isSubmitting = false
  })
  const record = presence.start({ type: interactionTypes.modalSubmit, owners, source, opener })
  opener.submission = record
  const data = { custom_id: modal.custom_id, components, ...resolved.describe() }
  const message = source === undefined ? undefined : describeMessage(source, presence.world)
  return presence.send(record, { data, message })
}

/** The client keeps a modal open until the bot has answered its sending, and lets it be sent again if the bot did not. */
function findOpener(presence: Presence, opened: SentInteraction): InteractionRecord {
  const opener = presence.interactions.find(opened.id)
  if (opener?.modal === undefined) throw new ClientRefusal('No modal was opened')
  const isOwn = opener.user.id === presence.user.id && opener.channel.id === presence.channel.id
  if (!isOwn) throw new ClientRefusal('The modal was opened for somebody else, or elsewhere')
  const isSent = opener.submission !== undefined && opener.submission.didNotRespond !== true
  if (isSent || opener.isSubmitting === true) throw new ClientRefusal('The modal was sent already')
  return opener
}

/** The components of a modal that take an answer. */
function fieldsOf(modal: JsonObject): JsonObject[] {
  return objectsIn(modal.components).flatMap((part) =>
    isObject(part.component) ? [part.component] : objectsIn(part.components),
  )
}

function checkFields(
  fields: readonly JsonObject[],
  values: FieldValues,
  filled: FieldValues,
  uploadLimit: number,
): void {
  const stranger = Object.keys(values).find((customId) => !fields.some((field) => field.custom_id === customId))
  if (stranger !== undefined) throw new ClientRefusal(`There is no field ${stranger}`, stranger)
  for (const field of fields) {
    const customId = textIn(field.custom_id)
    const problem = findFieldProblem(field, describeField(filled[customId]), uploadLimit)
    if (problem !== undefined) throw new ClientRefusal(problem, customId)
  }
}

async function answerAll(parts: readonly JsonObject[], filled: FieldValues, resolved: Resolved): Promise<JsonObject[]> {
  const answered: JsonObject[] = []
  for (const part of parts) {
    const { type, id } = part
    if (isObject(part.component)) {
      const component = await answerField(part.component, filled[textIn(part.component.custom_id)], resolved)
      answered.push({ type, id, component })
    } else if (type === componentTypes.actionRow) {
      const components: JsonObject[] = []
      for (const field of objectsIn(part.components)) {
        components.push(await answerField(field, filled[textIn(field.custom_id)], resolved))
      }
      answered.push({ type, id, components })
    } else {
      answered.push({ type, id })
    }
  }
  return answered
}
