import {
  InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema,
  InteractionApplicationCommandAutocompleteCallbackNumberDataSchema,
  InteractionApplicationCommandAutocompleteCallbackStringDataSchema,
  ModalInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod'
import { componentTypes, messageFlags, optionTypes } from '../flags.ts'
import { isAbsent, isObject, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkRepetitions, checkSelect, walkComponents } from './checkComponents.ts'
import { checkSpecification } from './checkSpecification.ts'
import { badLength, type FormError, formError, requiredField, under } from './formError.ts'

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export const callbackTypes = { reply: 4, defer: 5, deferUpdate: 6, update: 7, autocomplete: 8, modal: 9 } as const

export const interactionTypes = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const

/** What is answered: the type of the interaction, whether it comes from a message, and the type of a completed option. */
export interface AnsweredInteraction {
  readonly type: number
  readonly isFromMessage: boolean
  readonly optionType?: unknown
}

/** The frame of a callback; the message in `data` has rules of its own. */
export function checkCallback(body: JsonObject, answered: AnsweredInteraction): FormError[] {
  const errors = Object.keys(body)
    .filter((key) => key !== 'type' && key !== 'data')
    .map((key) => formError([key], 'UNKNOWN_FIELD', `Discord knows no field "${key}" here.`))
  if (body.type === undefined) return [...errors, requiredField(['type'])]
  const possible = possibleTypes(answered)
  if (!possible.some((type) => type === body.type)) {
    const message = `Value must be one of ${JSON.stringify(possible)}.`
    return [...errors, formError(['type'], 'BASE_TYPE_CHOICES', message)]
  }
  return [...errors, ...checkData(body, answered)]
}

function possibleTypes({ type, isFromMessage }: AnsweredInteraction): number[] {
  const { reply, defer, deferUpdate, update, autocomplete, modal } = callbackTypes
  if (type === interactionTypes.autocomplete) return [autocomplete]
  const updates = isFromMessage ? [deferUpdate, update] : []
  const modals = type === interactionTypes.modalSubmit ? [] : [modal]
  return [reply, defer, ...updates, ...modals]
}

function checkData(body: JsonObject, { optionType }: AnsweredInteraction): FormError[] {
  switch (body.type) {
    case callbackTypes.reply:
    case callbackTypes.update:
      return isObject(body.data) ? [] : [requiredField(['data'])]
    case callbackTypes.defer:
      return checkDefer(body.data)
    case callbackTypes.deferUpdate:
      return isAbsent(body.data) ? [] : [formError(['data'], 'UNKNOWN_FIELD', 'A deferred update has no data.')]
    case callbackTypes.autocomplete:
      return under(checkChoices(body.data, optionType), 'data')
    default:
      return checkModal(body)
  }
}

/** A deferred reply may say that it is ephemeral, and nothing else: IS_COMPONENTS_V2 belongs to the later edit. */
function checkDefer(data: unknown): FormError[] {
  if (isAbsent(data)) return []
  if (!isObject(data)) return [formError(['data'], 'DICT_TYPE_CONVERT', 'Only dictionaries may be used.')]
  return Object.entries(data).flatMap(([key, value]) => {
    if (key !== 'flags') return [formError(['data', key], 'UNKNOWN_FIELD', 'A deferred reply has flags only.')]
    if (isAbsent(value) || value === 0 || value === messageFlags.ephemeral) return []
    return [formError(['data', 'flags'], 'MESSAGE_FLAGS_FORBIDDEN', 'Only EPHEMERAL is valid for a deferred reply.')]
  })
}

const longestValue = 100

/** The suggestions for an option of this type. @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete */
function checkChoices(data: unknown, optionType: unknown): FormError[] {
  if (!isObject(data)) return [requiredField([])]
  if (!Array.isArray(data.choices)) return [requiredField(['choices'])]
  const specification = checkSpecification(schemaOf(optionType), data)
  if (specification.length > 0) return specification
  return objectsIn(data.choices).flatMap(({ value }, index) => {
    const place = ['choices', index, 'value']
    if (optionType === optionTypes.integer && !Number.isInteger(value)) {
      return [formError(place, 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`)]
    }
    if (textIn(value).length <= longestValue) return []
    return [formError(place, 'BASE_TYPE_MAX_LENGTH', `Must be ${longestValue} or fewer in length.`)]
  })
}

function schemaOf(optionType: unknown) {
  if (optionType === optionTypes.integer) return InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema
  if (optionType === optionTypes.number) return InteractionApplicationCommandAutocompleteCallbackNumberDataSchema
  return InteractionApplicationCommandAutocompleteCallbackStringDataSchema
}

const mostParts = 5

/** A callback that opens a modal. @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
function checkModal(body: JsonObject): FormError[] {
  const specification = checkSpecification(ModalInteractionCallbackRequestSchema, body)
  if (specification.length > 0 || !isObject(body.data)) return specification
  const { components } = body.data
  const placed = walkComponents(components)
  const errors = [
    ...(objectsIn(components).length > mostParts ? [badLength(['components'], 1, mostParts)] : []),
    ...checkRepetitions(placed),
    ...placed.flatMap(({ component, path }) =>
      under([...checkSelect(component, []), ...checkInput(component)], ...path),
    ),
    ...placed.flatMap(({ component, path }) => under(checkRow(component), ...path)),
  ]
  return under(errors, 'data')
}

/** The least must not exceed the most, nor what is preset either of them. */
function checkInput(input: JsonObject): FormError[] {
  if (input.type !== componentTypes.textInput) return []
  const least = numberIn(input.min_length)
  const most = typeof input.max_length === 'number' ? input.max_length : 4_000
  const preset = textIn(input.value).length
  return [
    ...(least > most ? [formError(['min_length'], 'TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX', 'Exceeds max_length.')] : []),
    ...(preset > most ? [badLength(['value'], least, most)] : []),
  ]
}

/** A text input in a row of its own, as modals had them before there were labels, brings its label along. */
function checkRow(row: JsonObject): FormError[] {
  if (row.type !== componentTypes.actionRow) return []
  return objectsIn(row.components).flatMap(({ label }, index) =>
    textIn(label) === '' ? [requiredField(['components', index, 'label'])] : [],
  )
}
