import { z } from 'zod'
import { type Clock, days } from '../../domain/clock.ts'
import { type Generation, result, settlement, state } from '../../domain/generation.ts'
import { microDollars } from '../../domain/money.ts'
import { frames } from '../../domain/request.ts'
import { isFinal } from '../../domain/stateMachine.ts'
import type { Log } from '../../log.ts'
import { type Connection, type Row, serialize, type Table, type TableChange } from './connection.ts'
import { type ParsedRecord, parseRecord } from './records.ts'

/** A row that cannot be read, as it was. */
export interface UnreadableRow {
  readonly key: string
  readonly stored: unknown
  /** When it was quarantined, in milliseconds since the epoch. */
  readonly at: number
}

/** A table from which rows are quarantined. */
export interface QuarantinedTable extends Table {
  /** What is left of a row where something has to count on: written with its quarantine, and removed when it comes back. */
  readonly remains?: {
    readonly table: string
    /** Never throws. */
    salvage(row: UnreadableRow): Promise<object>
  }
}

type Readable<T> = Extract<ParsedRecord<T>, { readable: true }>

/** Rows that cannot be read: by a defect, or by an older bot than the one that wrote them. They are kept, whole. */
export interface Quarantine {
  /** Moves a row out of the way and reports it. Never throws. */
  put(table: QuarantinedTable, row: Row, problem: string): Promise<void>
  /**
   * Gives back what can be read by now; `restore` says how. What cannot be given back stays, for the next time. Never throws.
   */
  takeBack<T>(
    table: QuarantinedTable,
    parse: (stored: unknown) => ParsedRecord<T>,
    restore: (key: string, parsed: Readable<T>) => Promise<readonly TableChange[]>,
  ): Promise<void>
}

interface QuarantineDependencies {
  readonly connection: Pick<Connection, 'writeTogether'>
  /** Where unreadable rows go, for a person to look at. */
  readonly unreadable: Pick<Table, 'name' | 'query'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const content = z.object({ stored: z.unknown() })

/** `generations/the key/1767225600000` */
function readName(name: string, table: string): Pick<UnreadableRow, 'key' | 'at'> {
  const end = name.lastIndexOf('/')
  return { key: name.slice(table.length + 1, end), at: Number(name.slice(end + 1)) }
}

/** What was taken out of the table. Throws what the driver throws. */
export async function listUnreadable(
  unreadable: Pick<Table, 'name' | 'query'>,
  table: string,
): Promise<readonly (UnreadableRow & { readonly name: string })[]> {
  const prefix = `${table}/`
  const rows = await unreadable.query(
    `SELECT key, value FROM ${unreadable.name} WHERE substr(key, 1, ?) = ? ORDER BY key`,
    prefix.length,
    prefix,
  )
  return rows.flatMap(({ key: name, value }) => {
    const parsed = parseRecord({ schema: content }, value)
    if (!parsed.readable) return []
    return { name: String(name), ...readName(String(name), table), stored: parsed.record.stored }
  })
}

export function createQuarantine({ connection, unreadable, clock, log }: QuarantineDependencies): Quarantine {
  return {
    async put(table, { key: keyOfRow, value }, problem) {
      const key = String(keyOfRow)
      const at = clock.now()
      const name = `${table.name}/${key}/${at}`
      try {
        const remains = await table.remains?.salvage({ key, stored: value, at })
        await connection.writeTogether([
          { table: unreadable.name, key: name, stored: serialize({ value: { stored: value, problem } }, 1) },
          { table: table.name, key, stored: undefined },
          ...(table.remains === undefined
            ? []
            : [{ table: table.remains.table, key, stored: serialize({ value: remains }, 1) }]),
        ])
        log.error({ table: table.name, key, problem, setAsideAs: `${unreadable.name}: ${name}` }, 'Unreadable record')
      } catch (error) {
        // It stays where it is, and counts there with what the database knows of it.
        log.error({ table: table.name, key, problem, error }, 'Unreadable record, and it could not be set aside')
      }
    },

    async takeBack(table, parse, restore) {
      const facts = { table: table.name }
      // Where this table cannot be read, whoever quarantines something says so.
      const rows = await listUnreadable(unreadable, table.name).catch(() => [])
      try {
        for (const { name, key, stored, at } of rows) {
          const parsed = parse(stored)
          const { remains } = table
          if (!parsed.readable) {
            // What is left of it may count for less by now.
            if (remains === undefined) continue
            const value = await remains.salvage({ key, stored, at })
            await connection.writeTogether([{ table: remains.table, key, stored: serialize({ value }, 1) }])
            continue
          }
          await connection.writeTogether([
            ...(remains === undefined ? [] : [{ table: remains.table, key, stored: undefined }]),
            ...(await restore(key, parsed)),
            { table: unreadable.name, key: name, stored: undefined },
          ])
          log.info({ ...facts, key }, 'A record that was set aside can be read again')
        }
      } catch (error) {
        log.error({ ...facts, error }, 'A record that was set aside can be read again, and could not be put back')
      }
    },
  }
}

/** One that nobody can go on with counts as open for no longer than a readable one is looked for. */
const openFor = days(2)

const text = z.string().min(1).optional().catch(undefined)
const amount = microDollars.optional().catch(undefined)
const knownState = state.optional().catch(undefined)

const remains = z.object({
  id: text,
  state: knownState,
  createdAt: z.number().int().positive().optional().catch(undefined),
  retryOf: text,
  claim: text,
  reserved: amount,
  settlement: settlement.optional().catch(undefined),
  frames: frames.catch({}),
  result: result.optional().catch(undefined),
  origin: z
    .object({
      interactionId: text,
      userId: text,
      guildId: text,
      installation: z.enum(['guild', 'user']).catch('guild'),
    })
    .catch({ interactionId: undefined, userId: undefined, guildId: undefined, installation: 'guild' }),
})

/** The fields that stand in a text which is no JSON. What a person wrote is in quotes of its own, and not taken for one. */
function findFields(stored: string): unknown {
  const word = (name: string) => new RegExp(`(?<!\\\\)"${name}":"([^"\\\\]+)"`).exec(stored)?.[1]
  const number = (name: string) => {
    const digits = new RegExp(`(?<!\\\\)"${name}":(\\d{1,16})\\b`).exec(stored)?.[1]
    return digits === undefined ? undefined : Number(digits)
  }
  return {
    id: word('id'),
    state: word('state'),
    createdAt: number('createdAt'),
    retryOf: word('retryOf'),
    claim: word('claim'),
    reserved: number('reserved'),
    settlement: { counted: number('counted'), spent: number('spent'), basis: word('basis') },
    origin: {
      interactionId: word('interactionId'),
      userId: word('userId'),
      guildId: word('guildId'),
      installation: word('installation'),
    },
  }
}

function open(stored: unknown): unknown {
  try {
    const content: unknown = JSON.parse(String(stored))
    return z.object({ value: z.unknown() }).parse(content).value
  } catch {
    return findFields(String(stored))
  }
}

/** Where nobody can tell any more how it ended, the money counts as spent, and for the person as well. */
function findState(known: Generation['state'] | undefined, isOpen: boolean): Generation['state'] {
  if (isOpen) return known ?? 'running'
  return known !== undefined && isFinal({ state: known, settlement: undefined }) ? known : 'succeeded'
}

/**
 * What can still be read of a generation that was quarantined, with something harmless in the place of the rest: enough to count
 * it in every budget, to know its interaction and its button again and to keep its files, and for nothing else.
 */
export function salvageGeneration({ key, stored, at }: UnreadableRow, wasOpen: boolean, now: number): Generation {
  const found = remains.catch(remains.parse({ origin: {} })).parse(open(stored))
  const createdAt = found.createdAt ?? at
  const { interactionId = '', userId = '', guildId, installation } = found.origin
  const isOver = found.settlement !== undefined || now - createdAt > openFor
  return {
    id: found.id ?? key,
    version: 0,
    state: findState(found.state, wasOpen && !isOver),
    stateSince: createdAt,
    createdAt,
    request: {
      scene: { kind: 'prompt', prompt: '-' },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'standard',
      sound: true,
    },
    origin: {
      interactionId,
      applicationId: '',
      token: '',
      tokenExpiresAt: 0,
      userId,
      ...(guildId !== undefined && { guildId }),
      channelId: '',
      ageRestricted: false,
      installation,
      botInGuild: false,
      context: 0,
      permissions: '0',
      uploadLimit: 1,
      locale: 'en-US',
      ephemeral: true,
    },
    ...(found.retryOf !== undefined && { retryOf: found.retryOf }),
    ...(found.claim !== undefined && { claim: found.claim }),
    frames: found.frames,
    ...(found.result !== undefined && { result: found.result }),
    reserved: found.reserved ?? 0,
    ...(found.settlement !== undefined && { settlement: found.settlement }),
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}
