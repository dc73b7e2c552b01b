import { join } from 'node:path'
import type { Generation } from '../../src/domain/generation.ts'
import { createLog } from '../../src/log.ts'
import { createStore } from '../../src/services/store/createStore.ts'
import { createSystemClock } from '../../src/system.ts'

/** The stored generations of a house, open and finished, the oldest first; as a second reader, beside the running bot. */
export async function readGenerations(directory: string): Promise<Generation[]> {
  const url = `sqlite://${join(directory, 'kling.sqlite')}`
  const log = createLog({ level: 'silent', secrets: [] })
  const store = await createStore({ url, clock: createSystemClock(), log })
  try {
    const { items } = await store.generations.find({ order: 'oldest', limit: 10_000 })
    return [...items]
  } finally {
    await store.close()
  }
}
