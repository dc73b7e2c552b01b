import { matchesFileTypes } from '../cdn/contentTypes.ts'
import { type JsonObject, objectsIn, textIn } from '../json.ts'
import { optionTypes } from '../validation/checkCommandOptions.ts'
import { ClientRefusal, isChosenFile, type OptionValue } from './optionValue.ts'

/** What the client checks before it sends: types, choices, ranges, lengths, extensions and sizes of files. */
export function checkOptionValue(option: JsonObject, value: OptionValue, uploadLimit: number): void {
  const choices = objectsIn(option.choices)
  const isChoice = choices.length === 0 || choices.some((choice) => choice.value === value)
  const problem = isChoice ? findProblem(option, value, uploadLimit) : 'not one of the choices'
  if (problem !== undefined) throw new ClientRefusal(`${textIn(option.name)}: ${problem}`)
}

function findProblem(option: JsonObject, value: OptionValue, uploadLimit: number): string | undefined {
  switch (option.type) {
    case optionTypes.string:
      if (typeof value !== 'string' || value === '') return 'must be a text'
      return findRangeProblem(value.length, option.min_length, option.max_length)
    case optionTypes.integer:
      if (typeof value !== 'number' || !Number.isInteger(value)) return 'must be a whole number'
      return findRangeProblem(value, option.min_value, option.max_value)
    case optionTypes.number:
      if (typeof value !== 'number') return 'must be a number'
      return findRangeProblem(value, option.min_value, option.max_value)
    case optionTypes.boolean:
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case optionTypes.attachment:
      return findFileProblem(option, value, uploadLimit)
    default:
      return typeof value === 'object' && 'id' in value ? undefined : 'must have an id'
  }
}

function findRangeProblem(size: number, least: unknown, most: unknown): string | undefined {
  if (typeof least === 'number' && size < least) return `must be at least ${least}`
  return typeof most === 'number' && size > most ? `must be at most ${most}` : undefined
}

function findFileProblem(option: JsonObject, value: OptionValue, uploadLimit: number): string | undefined {
  if (typeof value !== 'object' || !isChosenFile(value)) return 'must be a file'
  if (value.bytes.length > uploadLimit) return 'your files are too powerful'
  const types = Array.isArray(option.file_types) ? option.file_types.map(textIn) : []
  if (types.length === 0 || matchesFileTypes(value.name, types)) return undefined
  return `must be of the types ${types.join(', ')}`
}
