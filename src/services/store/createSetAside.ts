import type { Clock } from '../../domain/clock.ts'
import type { Log } from '../../log.ts'
import type { Row, Table } from './openTable.ts'

/** Moves a row that cannot be read out of the way and reports it. Never throws. */
export type SetAside = (table: Table, row: Row, problem: string) => Promise<void>

interface SetAsideDependencies {
  /** Where unreadable rows go, for a person to look at. */
  readonly unreadable: Table
  readonly clock: Clock
  readonly log: Log
}

export function createSetAside({ unreadable, clock, log }: SetAsideDependencies): SetAside {
  return async (table, { key, value }, problem) => {
    const newKey = `${table.name}/${String(key)}/${clock.now()}`
    try {
      await unreadable.keyv.set(newKey, { stored: value, problem })
      // Not what may have been written over it in the meantime.
      await table.query(`DELETE FROM ${table.name} WHERE key = ? AND value IS ?`, key, value)
      log.error({ table: table.name, key, problem, setAsideAs: `${unreadable.name}: ${newKey}` }, 'Unreadable record')
    } catch (error) {
      log.error({ table: table.name, key, problem, error }, 'Unreadable record, and it could not be set aside')
    }
  }
}
