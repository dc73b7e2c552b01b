import { optionTypes } from '../../discord/flags.ts'
import { type JsonObject, objectsIn } from '../../discord/json.ts'
import type { EnteredValue } from './enteredValue.ts'
import { findFileProblem } from './findFileProblem.ts'
import { valueWords } from './valueWords.ts'

/**
 * What Discord's client says of a value before it sends a command, in its own words; nothing where it is content.
 *
 * @param option as Discord's API lists it
 * @param value nothing where the person entered none
 * @param uploadLimit bytes per file
 */
export function findValueProblem(
  option: JsonObject,
  value: EnteredValue | undefined,
  uploadLimit: number,
): string | undefined {
  if (value === undefined) return option.required === true ? valueWords.required : undefined
  const choices = objectsIn(option.choices)
  const plain = plainValue(value)
  if (choices.length > 0 && !choices.some((choice) => choice.value === plain)) return valueWords.choice
  switch (option.type) {
    case optionTypes.string:
      if (value.kind !== 'text') return valueWords.text
      return value.text === '' ? valueWords.required : findLengthProblem(value.text, option)
    case optionTypes.integer:
      if (value.kind !== 'number' || !Number.isSafeInteger(value.number)) return valueWords.integer
      return findRangeProblem(value.number, option)
    case optionTypes.number:
      if (value.kind !== 'number' || !Number.isFinite(value.number)) return valueWords.number
      return findRangeProblem(value.number, option)
    case optionTypes.boolean:
      return value.kind === 'boolean' ? undefined : valueWords.boolean
    case optionTypes.attachment:
      return value.kind === 'file' ? findFileProblem(value, option.file_types, uploadLimit) : valueWords.file
    default:
      return value.kind === 'reference' ? undefined : valueWords.reference
  }
}

function plainValue(value: EnteredValue): unknown {
  if (value.kind === 'text') return value.text
  if (value.kind === 'number') return value.number
  return undefined
}

function findRangeProblem(number: number, { min_value: least, max_value: most }: JsonObject): string | undefined {
  if (typeof least === 'number' && number < least) return valueWords.atLeast(least)
  return typeof most === 'number' && number > most ? valueWords.atMost(most) : undefined
}

function findLengthProblem(text: string, { min_length: least, max_length: most }: JsonObject): string | undefined {
  if (typeof least === 'number' && text.length < least) return valueWords.shortest(least)
  return typeof most === 'number' && text.length > most ? valueWords.longest(most) : undefined
}
