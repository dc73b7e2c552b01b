import { ModalInteractionCallbackRequestSchema } from 'discord-api-spec/zod'
import { componentTypes } from '../flags.ts'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkRepetitions, checkSelect } from './checkComponents.ts'
import { checkSpecification } from './checkSpecification.ts'
import { badLength, type FormError, formError, requiredField, under } from './formError.ts'
import { walkComponents } from './walkComponents.ts'

const mostParts = 5

/** A callback that opens a modal. @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
export function checkModal(body: JsonObject): FormError[] {
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
