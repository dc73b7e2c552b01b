import type { Preferences } from '../../src/domain/contracts/preferences.ts'
import { createLog } from '../../src/log.ts'
import { createPreferences } from '../../src/services/preferences/preferences.ts'
import { createMemoryStore } from './createMemoryStore.ts'

/** Settings of people who have chosen nothing yet, kept in memory. */
export function createFakePreferences(): Preferences {
  const log = createLog({ level: 'error', secrets: [], destination: { write: () => {} } })
  return createPreferences({ store: createMemoryStore(), log })
}
