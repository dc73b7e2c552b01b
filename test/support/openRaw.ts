import KeyvSqlite from '@keyv/sqlite'
import { onTestFinished } from 'vitest'

/** The database of an open store as another program sees it: past our collections, on a connection of its own. */
export function openRaw(file: string) {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, table: 'settings', busyTimeout: 5_000 })
  const close = () => adapter.close()
  onTestFinished(() => close().catch(() => undefined))
  return {
    query: async (sql: string, ...parameters: unknown[]): Promise<Record<string, unknown>[]> =>
      adapter.query(sql, ...parameters),
    close,
  }
}
