/**
 * Small rules for JSON bodies. The bot checks with its own schemas; these are written from the vendors' pages a second
 * time and with other means, so that a mistake is not made twice alike.
 */
export interface Problem {
  readonly kind: 'missing' | 'unknown' | 'invalid'
  readonly path: readonly (string | number)[]
  readonly message: string
}

export type Rule = (value: unknown, path: Problem['path']) => readonly Problem[]

const invalid = (path: Problem['path'], message: string): Problem[] => [{ kind: 'invalid', path, message }]

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Lengths are counted in code points, as pydantic and JSON Schema do. */
export const text =
  (shortest: number, longest: number): Rule =>
  (value, path) => {
    if (typeof value !== 'string') return invalid(path, 'Input should be a valid string')
    if (value.trim().length < shortest) return invalid(path, `String should have at least ${shortest} characters`)
    return [...value].length > longest ? invalid(path, `String should have at most ${longest} characters`) : []
  }

export const integer =
  (least: number, most: number): Rule =>
  (value, path) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? []
      : invalid(path, `Input should be an integer between ${least} and ${most}`)

export const number =
  (least: number, most: number): Rule =>
  (value, path) =>
    typeof value === 'number' && value >= least && value <= most
      ? []
      : invalid(path, `Input should be a number between ${least} and ${most}`)

export const truth: Rule = (value, path) =>
  typeof value === 'boolean' ? [] : invalid(path, 'Input should be a valid boolean')

export const choice =
  (...choices: readonly unknown[]): Rule =>
  (value, path) =>
    choices.includes(value)
      ? []
      : invalid(path, `Input should be ${choices.map((each) => JSON.stringify(each)).join(' or ')}`)

export const matching =
  (isRight: (value: string) => boolean, message: string): Rule =>
  (value, path) =>
    typeof value === 'string' && isRight(value) ? [] : invalid(path, message)

export const list =
  (item: Rule, least: number, most: number): Rule =>
  (value, path) => {
    if (!Array.isArray(value)) return invalid(path, 'Input should be a valid list')
    if (value.length < least) return invalid(path, `List should have at least ${least} items`)
    if (value.length > most) return invalid(path, `List should have at most ${most} items`)
    return value.flatMap((each, index) => item(each, [...path, index]))
  }

export const record =
  (fields: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule =>
  (value, path) => {
    if (!isRecord(value)) return invalid(path, 'Input should be a valid object')
    const missing = required
      .filter((name) => value[name] === undefined)
      .map((name): Problem => ({ kind: 'missing', path: [...path, name], message: 'Field required' }))
    const others = Object.entries(value).flatMap(([name, each]): readonly Problem[] => {
      const rule = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (rule !== undefined) return rule(each, [...path, name])
      return [{ kind: 'unknown', path: [...path, name], message: 'Extra inputs are not permitted' }]
    })
    return [...missing, ...others]
  }
