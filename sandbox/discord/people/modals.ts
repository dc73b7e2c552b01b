import { findFieldProblem, kindOfField } from '../client/fieldRules.ts'
import type { EnteredField } from '../client/values.ts'
import { componentTypes } from '../flags.ts'
import type { InteractionRecord } from '../interactions/createInteractions.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { describeMessage } from '../messages/describeMessage.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import { createResolved, type Resolved } from './interaction.ts'
import type { Presence, SentInteraction } from './presence.ts'
import { type ChosenFile, ClientRefusal, type FieldValue, type FieldValues } from './values.ts'

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

/** What a field holds when the modal opens. */
function findPreset(field: JsonObject): FieldValue | undefined {
  const chosen = objectsIn(field.options).filter((option) => option.default === true)
  if (field.type === componentTypes.textInput) return textIn(field.value)
  if (field.type === componentTypes.checkbox) return field.default === true
  if (field.type === componentTypes.radioGroup) return textIn(chosen[0]?.value)
  if (field.type === componentTypes.fileUpload) return undefined
  return [...chosen.map(({ value }) => value), ...objectsIn(field.default_values).map(({ id }) => id)].map(textIn)
}

const isFiles = (value: readonly unknown[]): value is readonly ChosenFile[] =>
  value.some((each) => typeof each === 'object')

/** The value as the client's checks look at it. */
function describeField(value: FieldValue | undefined): EnteredField | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'boolean') return { kind: 'tick', isTicked: value }
  if (!isFiles(value)) return { kind: 'values', values: value }
  return { kind: 'files', files: value.map(({ name, bytes }) => ({ name, size: bytes.length })) }
}

/**
 * A field as the event gives it.
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-component-interaction-response-structures
 */
async function answerField(field: JsonObject, value: FieldValue | undefined, resolved: Resolved): Promise<JsonObject> {
  const { type, id, custom_id } = field
  const answer = { type, id, custom_id }
  const kind = kindOfField(type)
  if (kind === 'tick') return { ...answer, value: value === true }
  if (kind === 'text') {
    const text = typeof value === 'string' ? value : ''
    return { ...answer, value: type === componentTypes.radioGroup && text === '' ? null : text }
  }
  const values: string[] = []
  for (const each of Array.isArray(value) ? value : []) {
    if (typeof each === 'string') values.push(each)
    else values.push(await resolved.addFile(each))
  }
  if (!('options' in field) && kind === 'values') for (const each of values) resolved.addReference(each)
  return { ...answer, values }
}
