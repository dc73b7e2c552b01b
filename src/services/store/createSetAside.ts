import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { Log } from '../../log.ts'
import { insist } from './createPatience.ts'
import type { Row, Table } from './openTable.ts'
import { type ParsedRecord, parseRecord } from './parseRecord.ts'

/** A row that cannot be read, as it was. */
export interface UnreadableRow {
  readonly key: string
  readonly stored: unknown
  /** When it was set aside, in milliseconds since the epoch. */
  readonly at: number
}

type Readable<T> = Extract<ParsedRecord<T>, { readable: true }>

/** Rows that cannot be read: by a defect, or by an older bot than the one that wrote them. They are kept, whole. */
export interface SetAside {
  /** Moves a row out of the way and reports it. Never throws. */
  put(table: Table, row: Row, problem: string): Promise<void>
  /** What was taken out of the table. Throws what the driver throws. */
  list(table: Pick<Table, 'name'>): Promise<UnreadableRow[]>
  /** Gives back what can be read by now. What cannot be given back stays, for the next time. Never throws. */
  takeBack<T>(
    table: Table,
    parse: (stored: unknown) => ParsedRecord<T>,
    restore: (key: string, parsed: Readable<T>) => Promise<void>,
  ): Promise<void>
}

interface SetAsideDependencies {
  /** Where unreadable rows go, for a person to look at. */
  readonly unreadable: Table
  readonly clock: Clock
  readonly log: Log
}

const content = z.object({ stored: z.unknown() })

/** `finished_generations/the key/1767225600000` */
function readName(name: string, table: string): Pick<UnreadableRow, 'key' | 'at'> {
  const end = name.lastIndexOf('/')
  return { key: name.slice(table.length + 1, end), at: Number(name.slice(end + 1)) }
}

export function createSetAside({ unreadable, clock, log }: SetAsideDependencies): SetAside {
  /** Rows that could not be moved, by table: they count all the same. */
  const stuck = new Map<string, Map<string, UnreadableRow>>()

  async function read(table: Pick<Table, 'name'>) {
    const prefix = `${table.name}/`
    const rows = await unreadable.query(
      `SELECT key, value FROM ${unreadable.name} WHERE substr(key, 1, ?) = ? ORDER BY key`,
      prefix.length,
      prefix,
    )
    return rows.flatMap(({ key: name, value }) => {
      const parsed = parseRecord(content, value)
      if (!parsed.readable) return []
      return { name, ...readName(String(name), table.name), stored: parsed.record.stored }
    })
  }

  return {
    async put(table, { key, value }, problem) {
      const newKey = `${table.name}/${String(key)}/${clock.now()}`
      try {
        await insist(() => unreadable.keyv.set(newKey, { stored: value, problem }))
        // Not what may have been written over it in the meantime.
        await table.query(`DELETE FROM ${table.name} WHERE key = ? AND value IS ?`, key, value)
        log.error({ table: table.name, key, problem, setAsideAs: `${unreadable.name}: ${newKey}` }, 'Unreadable record')
      } catch (error) {
        const rows = stuck.get(table.name) ?? new Map()
        stuck.set(table.name, rows.set(String(key), { key: String(key), stored: value, at: clock.now() }))
        log.error({ table: table.name, key, problem, error }, 'Unreadable record, and it could not be set aside')
      }
    },

    list: async (table) => [...(await read(table)), ...(stuck.get(table.name)?.values() ?? [])],

    async takeBack(table, parse, restore) {
      // Where this table cannot be read, whoever lists it for the budgets says so.
      const rows = await read(table).catch(() => [])
      try {
        for (const { name, key, stored } of rows) {
          const parsed = parse(stored)
          if (!parsed.readable) continue
          await restore(key, parsed)
          await unreadable.query(`DELETE FROM ${unreadable.name} WHERE key = ?`, name)
          log.info({ table: table.name, key }, 'A record that was set aside can be read again')
        }
      } catch (error) {
        log.error(
          { table: table.name, error },
          'A record that was set aside can be read again, and could not be put back',
        )
      }
    },
  }
}
