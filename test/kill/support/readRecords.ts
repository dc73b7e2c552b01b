import { join } from 'node:path'
import type { Generation } from '../../../src/domain/generation.ts'
import { isClosed } from '../../../src/domain/stateMachine.ts'
import { createLog } from '../../../src/log.ts'
import { createStore } from '../../../src/services/store/createStore.ts'
import { createSystemClock } from '../../../src/system.ts'

export interface Records {
  readonly open: readonly Generation[]
  readonly finished: readonly Generation[]
}

/** What a process has left behind. */
export async function readRecords(directory: string): Promise<Records> {
  const url = `sqlite://${join(directory, 'kling.sqlite')}`
  const log = createLog({ level: 'silent', secrets: [] })
  const store = await createStore({ url, clock: createSystemClock(), log })
  try {
    const { items } = await store.generations.find({ order: 'oldest', limit: 10_000 })
    return { open: items.filter((record) => !isClosed(record)), finished: items.filter(isClosed) }
  } finally {
    await store.close()
  }
}

/** The first one that fits. */
export function findRecord(
  { open, finished }: Records,
  isIt: (generation: Generation) => boolean,
): Generation | undefined {
  return finished.find(isIt) ?? open.find(isIt)
}
