import { z } from 'zod'
import { minutes } from '../../../domain/clock.ts'
import type { Store } from '../../../domain/contracts/store.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import type { Paces } from './createPaces.ts'
import { finish } from './finish.ts'

/** Keeps what was learned over restarts. Losing some of it is harmless: it is learned again. */
export interface PaceKeeper {
  /** Takes in what was kept. Never throws. */
  load(): Promise<void>
  /** Something was learned: it is kept before long. */
  noteChange(): void
  /** Keeps what was learned since the last time. Never throws. */
  save(): Promise<void>
}

export interface PaceKeeperDependencies {
  readonly paces: Pick<Paces, 'remember' | 'recall'>
  readonly settings: Pick<Store['settings'], 'get' | 'put'>
  readonly timers: Pick<Timers, 'after'>
  readonly log: Log
}

const key = 'paces'
const interval = minutes(5)
const keptFinishes = z.record(z.string(), z.array(finish))

export function createPaceKeeper({ paces, settings, timers, log }: PaceKeeperDependencies): PaceKeeper {
  let isChanged = false
  let isPlanned = false

  async function save(): Promise<void> {
    if (!isChanged) return
    isChanged = false
    try {
      await settings.put(key, { version: 0, value: JSON.stringify(paces.remember()) })
    } catch (error) {
      isChanged = true
      log.warn({ error }, 'How long videos take could not be saved')
    }
  }

  return {
    async load() {
      try {
        const kept = await settings.get(key)
        if (kept !== undefined) paces.recall(keptFinishes.parse(JSON.parse(kept.value)))
      } catch (error) {
        log.warn({ error }, 'How long videos took could not be read, and is learned anew')
      }
    },
    noteChange() {
      isChanged = true
      if (isPlanned) return
      isPlanned = true
      timers.after(interval, () => {
        isPlanned = false
        void save()
      })
    },
    save,
  }
}
