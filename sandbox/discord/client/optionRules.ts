import { optionTypes } from '../flags.ts'
import { type JsonObject, objectsIn } from '../json.ts'
import { type EnteredValue, findFileProblem, findLengthProblem, valueWords } from './values.ts'

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
  const isRequired = option.required === true
  if (value === undefined) return isRequired ? valueWords.required : undefined
  if (value.kind === 'text' && value.text.trim() === '') return isRequired ? valueWords.required : explainType(option)
  const choices = objectsIn(option.choices)
  if (choices.length > 0) {
    return choices.some((choice) => choice.value === plainValue(value)) ? undefined : valueWords.choice
  }
  if (option.type === optionTypes.attachment && value.kind === 'file') {
    return findFileProblem(value, option.file_types, uploadLimit)
  }
  if (!fits(option, value)) return explainType(option)
  // What completes itself is not measured: the bot alone knows which values are right.
  if (option.autocomplete === true) return undefined
  if (value.kind === 'text') return findLengthProblem(value.text.trim(), option.min_length, option.max_length)
  return value.kind === 'number' ? findRangeProblem(value.number, option) : undefined
}

function plainValue(value: EnteredValue): unknown {
  if (value.kind === 'text') return value.text
  return value.kind === 'number' ? value.number : undefined
}

function fits({ type }: JsonObject, value: EnteredValue): boolean {
  if (type === optionTypes.string) return value.kind === 'text'
  if (type === optionTypes.boolean) return value.kind === 'boolean'
  if (type === optionTypes.integer) return value.kind === 'number' && Number.isSafeInteger(value.number)
  if (type === optionTypes.number) return value.kind === 'number' && Math.abs(value.number) <= Number.MAX_SAFE_INTEGER
  return type !== optionTypes.attachment && value.kind === 'reference'
}

function explainType({ type }: JsonObject): string {
  if (type === optionTypes.integer) return valueWords.integer
  if (type === optionTypes.number) return valueWords.number
  return type === optionTypes.boolean ? valueWords.boolean : valueWords.general
}

function findRangeProblem(number: number, option: JsonObject): string | undefined {
  const least = typeof option.min_value === 'number' ? option.min_value : undefined
  const most = typeof option.max_value === 'number' ? option.max_value : undefined
  const isOutside = (least !== undefined && number < least) || (most !== undefined && number > most)
  return isOutside ? valueWords.numberRange(least, most) : undefined
}
