import { messageFlags } from '../flags.ts'
import { isAbsent, isObject, type JsonObject } from '../json.ts'
import { checkChoices } from './checkChoices.ts'
import { checkModal } from './checkModal.ts'
import { type FormError, formError, requiredField, under } from './formError.ts'

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
