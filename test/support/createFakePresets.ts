import type { Presets } from '../../src/domain/contracts/presets.ts'
import { createPresets } from '../../src/services/preferences/presets.ts'
import { createManualClock } from './createManualClock.ts'
import { createMemoryStore } from './createMemoryStore.ts'

/** No server has one yet; what is added is kept in memory. */
export function createFakePresets(): Presets {
  let count = 0
  function generation(): string {
    count += 1
    return `preset${count}`
  }
  return createPresets({ store: createMemoryStore(), clock: createManualClock(), identifiers: { generation } })
}
