import { onTestFinished } from 'vitest'
import type { Clock } from '../../../../src/domain/clock.ts'
import type { GenerationCollection } from '../../../../src/domain/contracts/store.ts'
import { createLog } from '../../../../src/log.ts'
import { createStore } from '../../../../src/services/store/createStore.ts'
import { createMemoryStore } from '../../../support/createMemoryStore.ts'

type OpenGenerations = (clock: Clock) => Promise<GenerationCollection>

/** What the caps are checked against: the double has to say what the database says. */
export const stores: readonly (readonly [string, OpenGenerations])[] = [
  [
    'in the database',
    async (clock) => {
      const store = await createStore({
        url: 'sqlite://:memory:',
        clock,
        log: createLog({ level: 'silent', secrets: [] }),
      })
      onTestFinished(() => store.close())
      return store.generations
    },
  ],
  ['in the double of the tests', async () => createMemoryStore().generations],
]
