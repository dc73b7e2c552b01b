import type { Collection, GenerationCollection } from '../../domain/contracts/store.ts'
import { type Generation, isClosed } from '../../domain/generation.ts'
import type { StoredCollection } from './collection.ts'

/** The open and the finished generations as if they stood in two tables, for callers of the earlier contract. */
export function createLegacyViews(
  generations: GenerationCollection,
  records: StoredCollection<Generation>,
): Record<'openGenerations' | 'finishedGenerations', Collection<Generation>> {
  const filter = (isWanted: (record: Generation) => boolean): Pick<Collection<Generation>, 'get' | 'delete'> => ({
    async get(key) {
      const record = await records.get(key)
      return record !== undefined && isWanted(record) ? record : undefined
    },
    async delete(key) {
      const record = await records.get(key)
      if (record === undefined || isWanted(record)) await records.delete(key)
    },
  })
  const shared = { put: records.put, update: records.update, find: records.find }
  return {
    openGenerations: { ...shared, ...filter((record) => !isClosed(record)), all: () => generations.open() },
    finishedGenerations: {
      ...shared,
      ...filter(isClosed),
      all: async () => (await records.all()).filter(isClosed),
    },
  }
}
