import { join } from 'node:path'
import type { Store } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { createLog } from '../../src/log.ts'
import { createStore } from '../../src/services/store/createStore.ts'
import { createSystemClock } from '../../src/system.ts'

async function read<T>(directory: string, work: (generations: Store['generations']) => Promise<T>): Promise<T> {
  const url = `sqlite://${join(directory, 'kling.sqlite')}`
  const log = createLog({ level: 'silent', secrets: [] })
  const store = await createStore({ url, clock: createSystemClock(), log })
  try {
    return await work(store.generations)
  } finally {
    await store.close()
  }
}

/** The stored generations of a house, open and finished, the oldest first; as a second reader, beside the running bot. */
export function readGenerations(directory: string): Promise<Generation[]> {
  return read(directory, async (generations) => [...(await generations.find({ order: 'oldest', limit: 10_000 })).items])
}

/** One of them, also where it was deleted. */
export function readGeneration(directory: string, id: string): Promise<Generation | undefined> {
  return read(directory, (generations) => generations.get(id))
}
