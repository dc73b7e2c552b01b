import { type Collection, StaleVersion, type Versioned } from '../../src/domain/contracts/store.ts'

/** Records that are kept in memory only. */
export function createMemoryCollection<T extends Versioned>(): Collection<T> {
  const records = new Map<string, T>()
  return {
    get: async (key) => records.get(key),
    all: async () => [...records.values()],
    find: async () => [],
    deleteRange: async () => 0,
    async put(key, record) {
      records.set(key, record)
    },
    async update(key, next) {
      if (records.get(key)?.version !== next.version) throw new StaleVersion(key)
      const saved = { ...next, version: next.version + 1 }
      records.set(key, saved)
      return saved
    },
    async delete(key) {
      records.delete(key)
    },
  }
}
