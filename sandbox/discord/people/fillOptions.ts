import { findValueProblem } from '../client/optionRules.ts'
import type { EnteredValue } from '../client/values.ts'
import { optionTypes } from '../flags.ts'
import { type JsonObject, textIn } from '../json.ts'
import type { Resolved } from './createResolved.ts'
import { ClientRefusal, isChosenFile, type OptionValue, type OptionValues } from './optionValue.ts'

/** Turns what the person entered into the `options` of the event, and uploads files on the way. */
export async function fillOptions(
  registered: readonly JsonObject[],
  values: OptionValues,
  situation: { resolved: Resolved; uploadLimit: number; isRaw: boolean },
): Promise<JsonObject[]> {
  const { resolved, uploadLimit, isRaw } = situation
  if (!isRaw) checkValues(registered, values, uploadLimit)
  const options: JsonObject[] = []
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const option = registered.find((each) => each.name === name)
    const type = option !== undefined && fits(option, value) ? Number(option.type) : guessType(value)
    options.push({ name, type, value: await resolve(value, resolved) })
  }
  return options
}

/** Throws a ClientRefusal with what the client says of the first value that it does not take. */
function checkValues(registered: readonly JsonObject[], values: OptionValues, uploadLimit: number): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && !registered.some((each) => each.name === name)) {
      throw new ClientRefusal(`There is no option ${name}`, name)
    }
  }
  for (const option of registered) {
    const name = textIn(option.name)
    const value = values[name]
    const problem = findValueProblem(option, value === undefined ? undefined : describeEntered(value), uploadLimit)
    if (problem !== undefined) throw new ClientRefusal(problem, name)
  }
}

function describeEntered(value: OptionValue): EnteredValue {
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'number') return { kind: 'number', number: value }
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value }
  if (isChosenFile(value)) return { kind: 'file', name: value.name, size: value.bytes.length }
  return { kind: 'reference', id: value.id }
}

/** A raw value of another shape goes out as what it is. */
function fits(option: JsonObject, value: OptionValue): boolean {
  const type = Number(option.type)
  if (type === optionTypes.string) return typeof value === 'string'
  if (type === optionTypes.integer || type === optionTypes.number) return typeof value === 'number'
  if (type === optionTypes.boolean) return typeof value === 'boolean'
  return typeof value === 'object'
}

function guessType(value: OptionValue): number {
  if (typeof value === 'string') return optionTypes.string
  if (typeof value === 'boolean') return optionTypes.boolean
  if (typeof value === 'number') return Number.isInteger(value) ? optionTypes.integer : optionTypes.number
  return isChosenFile(value) ? optionTypes.attachment : optionTypes.user
}

async function resolve(value: OptionValue, resolved: Resolved): Promise<string | number | boolean> {
  if (typeof value !== 'object') return value
  if (isChosenFile(value)) return resolved.addFile(value)
  resolved.addReference(value.id)
  return value.id
}
