import { optionTypes } from '../flags.ts'
import { type JsonObject, objectsIn } from '../json.ts'
import { ClientRefusal } from './optionValue.ts'

/** The subcommand that a name such as `kling video` leads to, and how it is wrapped in the event. */
export interface CommandPath {
  readonly options: readonly JsonObject[]
  wrap(options: JsonObject[]): JsonObject[]
}

export function findSubcommand(command: JsonObject | undefined, names: readonly string[], isRaw: boolean): CommandPath {
  let options = objectsIn(command?.options)
  const steps: { name: string; type: number }[] = []
  for (const [index, name] of names.entries()) {
    const found = options.find((each) => each.name === name)
    if (found === undefined && !isRaw) throw new ClientRefusal(`There is no command ${name}`)
    const isLast = index === names.length - 1
    steps.push({ name, type: Number(found?.type ?? (isLast ? optionTypes.subcommand : optionTypes.group)) })
    options = objectsIn(found?.options)
  }
  const isIncomplete = options.some(({ type }) => type === optionTypes.subcommand || type === optionTypes.group)
  if (isIncomplete && !isRaw) throw new ClientRefusal('A subcommand is missing')
  return {
    options,
    wrap: (filled) => steps.reduceRight<JsonObject[]>((inner, step) => [{ ...step, options: inner }], filled),
  }
}
