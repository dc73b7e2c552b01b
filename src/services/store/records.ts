import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Migration } from '../../domain/contracts/store.ts'

/** How records of one kind are read. */
export interface RecordFormat<T> {
  readonly schema: z.ZodType<T>
  /** The first turns format 1 into 2. */
  readonly migrations?: readonly Migration[] | undefined
}

export type ParsedRecord<T> =
  | {
      readonly readable: true
      readonly record: T
      /** What a newer version of the bot has written into it; not in `record`. */
      readonly unknown: UnknownParts | undefined
    }
  /** What is wrong with it, without anything that stands in it. */
  | { readonly readable: false; readonly problem: string }

/** The format in which records are written. */
export const formatOf = ({ migrations = [] }: Pick<RecordFormat<never>, 'migrations'>): number => migrations.length + 1

const envelope = z.object({ value: z.unknown(), format: z.number().int().positive().default(1) })
const composite = z.record(z.string(), z.unknown())

function migrate(value: unknown, format: number, migrations: readonly Migration[]): unknown {
  const parsed = composite.safeParse(value)
  if (!parsed.success) return value
  return migrations.slice(format - 1).reduce((stored, step) => step(stored), parsed.data)
}

/** A stored text, `{"value": …}` as Keyv writes it, back to the record it was. Never throws. */
export function parseRecord<T>({ schema, migrations = [] }: RecordFormat<T>, stored: unknown): ParsedRecord<T> {
  let content: unknown
  try {
    content = JSON.parse(String(stored))
  } catch {
    // The error of JSON.parse quotes the text.
    return { readable: false, problem: 'It is not JSON' }
  }
  const opened = envelope.safeParse(content)
  if (!opened.success) return { readable: false, problem: z.prettifyError(opened.error) }
  const { format } = opened.data
  if (format > formatOf({ migrations }))
    return { readable: false, problem: `Its format is ${format}, of a newer version` }
  const value = migrate(opened.data.value, format, migrations)
  const parsed = schema.safeParse(value)
  if (!parsed.success) return { readable: false, problem: z.prettifyError(parsed.error) }
  return { readable: true, record: parsed.data, unknown: findUnknownParts(value, parsed.data) }
}

/** A word that was read as another one, since this version does not know it. */
interface UnknownWord {
  readonly stored: unknown
  readonly read: unknown
}

/** What this version of the bot does not know of a stored record, by where it stands. */
export interface UnknownParts {
  /** Fields, with all that is in them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Known fields whose value says something unknown. */
  readonly words: Readonly<Record<string, UnknownWord>>
  /** Unknown parts inside of known fields. */
  readonly inside: Readonly<Record<string, UnknownParts>>
}

type Composite = Readonly<Record<string, unknown>>

const isComposite = (value: unknown): value is Composite => typeof value === 'object' && value !== null
const isAlike = (one: unknown, other: unknown) => isComposite(one) && isComposite(other)

/** What stands in a stored record and was left out, or read as something else, when it was parsed. Nothing where all of it is known. */
function findUnknownParts(stored: unknown, known: unknown): UnknownParts | undefined {
  if (!isComposite(stored) || !isComposite(known)) return undefined
  const fields: Record<string, unknown> = {}
  const words: Record<string, UnknownWord> = {}
  const inside: Record<string, UnknownParts> = {}
  for (const [name, value] of Object.entries(stored)) {
    if (!Object.hasOwn(known, name)) fields[name] = value
    else if (!isAlike(value, known[name])) {
      if (value !== known[name]) words[name] = { stored: value, read: known[name] }
    } else {
      const inner = findUnknownParts(value, known[name])
      if (inner !== undefined) inside[name] = inner
    }
  }
  const isAny = [fields, words, inside].some((parts) => Object.keys(parts).length > 0)
  return isAny ? { fields, words, inside } : undefined
}

/**
 * The record with those parts at their places, as far as there are these places still. A word is put back where nobody has said
 * anything else in the meantime.
 */
export function addUnknownParts<T>(record: T, unknown: UnknownParts | undefined): T {
  if (unknown === undefined || !isComposite(record)) return record
  const copy = (Array.isArray(record) ? [...record] : { ...unknown.fields, ...record }) as Record<string, unknown>
  for (const [name, { stored, read }] of Object.entries(unknown.words)) {
    if (isDeepStrictEqual(copy[name], read)) copy[name] = stored
  }
  for (const [name, inner] of Object.entries(unknown.inside)) {
    if (Object.hasOwn(copy, name)) copy[name] = addUnknownParts(copy[name], inner)
  }
  return copy as T
}
