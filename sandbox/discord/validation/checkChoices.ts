import {
  InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema,
  InteractionApplicationCommandAutocompleteCallbackNumberDataSchema,
  InteractionApplicationCommandAutocompleteCallbackStringDataSchema,
} from 'discord-api-spec/zod'
import { optionTypes } from '../flags.ts'
import { isObject, objectsIn, textIn } from '../json.ts'
import { checkSpecification } from './checkSpecification.ts'
import { type FormError, formError, requiredField } from './formError.ts'

const longestValue = 100

/** The suggestions for an option of this type. @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete */
export function checkChoices(data: unknown, optionType: unknown): FormError[] {
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
