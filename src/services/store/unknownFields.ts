/** Fields that this version of the bot does not know, by where they stand. */
export interface UnknownFields {
  /** With all that is in them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Those inside of known fields. */
  readonly inside: Readonly<Record<string, UnknownFields>>
}

type Composite = Readonly<Record<string, unknown>>

const isComposite = (value: unknown): value is Composite => typeof value === 'object' && value !== null

/** What stands in a stored record and was left out when it was parsed. Nothing where all of it is known. */
export function findUnknownFields(stored: unknown, known: unknown): UnknownFields | undefined {
  if (!isComposite(stored) || !isComposite(known)) return undefined
  const fields: Record<string, unknown> = {}
  const inside: Record<string, UnknownFields> = {}
  for (const [name, value] of Object.entries(stored)) {
    if (!Object.hasOwn(known, name)) fields[name] = value
    const inner = Object.hasOwn(known, name) ? findUnknownFields(value, known[name]) : undefined
    if (inner !== undefined) inside[name] = inner
  }
  return Object.keys(fields).length + Object.keys(inside).length > 0 ? { fields, inside } : undefined
}

/** The record with those fields at their places, as far as there are these places still. */
export function addUnknownFields<T>(record: T, unknown: UnknownFields | undefined): T {
  if (unknown === undefined || !isComposite(record)) return record
  const copy = (Array.isArray(record) ? [...record] : { ...unknown.fields, ...record }) as Record<string, unknown>
  for (const [name, inner] of Object.entries(unknown.inside)) {
    if (Object.hasOwn(copy, name)) copy[name] = addUnknownFields(copy[name], inner)
  }
  return copy as T
}
