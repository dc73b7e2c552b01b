import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLog } from '../../../../src/log.ts'
import { createStore } from '../../../../src/services/store/createStore.ts'
import { createSteppedClock } from '../../../support/createSteppedClock.ts'
import { createTemporaryFolder } from './createTemporaryFolder.ts'

interface OpenStoreOptions {
  readonly file?: string
  readonly clock?: ReturnType<typeof createSteppedClock>
}

/** A store on a real file, closed after the test; the same file opens the same store a second time. */
export async function openStore(options: OpenStoreOptions = {}) {
  const file = options.file ?? join(await createTemporaryFolder(), 'deep/er/kling.sqlite')
  const clock = options.clock ?? createSteppedClock()
  const lines: Record<string, unknown>[] = []
  const log = createLog({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(JSON.parse(line)) } })
  const store = await createStore({ url: `sqlite://${file}`, clock, log })
  onTestFinished(() => store.close().catch(() => undefined))
  return { store, file, clock, lines }
}
