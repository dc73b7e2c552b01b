import { z } from 'zod'
import { minutes } from '../../../domain/clock.ts'
import type { UsualTime } from '../../../domain/contracts/delivery.ts'
import type { Store } from '../../../domain/contracts/store.ts'
import type { RenderKind } from '../../../domain/models.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import { computeTypicalRange, type Finish, finish, isTelling, predictFinish } from './finishTimes.ts'
import { type PollPlan, spreadPolls } from './pollPlan.ts'

/** How long renders take, learned from when renders finished. */
export interface RenderTimes {
  /** Takes in one finished render. What is too vague teaches nothing; returns whether it did. */
  record(model: RenderKind, duration: number, finish: Finish): boolean
  /** When to poll a render of the model, of so many seconds of video. */
  planFor(model: RenderKind, duration: number): PollPlan
  /** How long it typically takes, or nothing while too little is known. */
  typicalRange(model: RenderKind, duration: number): UsualTime | undefined
  /** All that is known, the oldest first, to be kept. */
  export(): Readonly<Record<string, readonly Finish[]>>
  restore(known: Readonly<Record<string, readonly Finish[]>>): void
}

/** Of each kind the newest are kept. */
const mostKept = 64

interface Entry {
  finishes: Finish[]
  plan?: PollPlan
  typical?: { readonly value: UsualTime | undefined }
}

/** Lengths that take about as long. */
function bucketOf(duration: number): string {
  if (duration <= 5) return 'short'
  return duration <= 10 ? 'medium' : 'long'
}

const nameOf = ({ provider, id, mode }: RenderKind, duration: number) =>
  `${provider} ${id} ${mode} ${bucketOf(duration)}`

export function createRenderTimes(): RenderTimes {
  const entries = new Map<string, Entry>()

  function findEntry(name: string): Entry {
    const known = entries.get(name)
    if (known !== undefined) return known
    const entry: Entry = { finishes: [] }
    entries.set(name, entry)
    return entry
  }

  return {
    record(model, duration, finish) {
      if (!isTelling(finish)) return false
      const name = nameOf(model, duration)
      entries.set(name, { finishes: [...findEntry(name).finishes, finish].slice(-mostKept) })
      return true
    },
    planFor(model, duration) {
      const entry = findEntry(nameOf(model, duration))
      entry.plan ??= spreadPolls(predictFinish(entry.finishes, model.expectedRender, model.overdueAfter))
      return entry.plan
    },
    typicalRange(model, duration) {
      const entry = findEntry(nameOf(model, duration))
      entry.typical ??= { value: computeTypicalRange(entry.finishes) }
      return entry.typical.value
    },
    export: () =>
      Object.fromEntries(
        [...entries].flatMap(([name, { finishes }]) => (finishes.length > 0 ? [[name, finishes]] : [])),
      ),
    restore(known) {
      for (const [name, finishes] of Object.entries(known)) entries.set(name, { finishes: finishes.slice(-mostKept) })
    },
  }
}

/** Keeps what was learned over restarts. Losing some of it is harmless: it is learned again. */
export interface RenderTimesKeeper {
  /** Takes in what was kept. Never throws. */
  load(): Promise<void>
  /** Something was learned: it is kept before long. */
  noteChange(): void
  /** Keeps what was learned since the last time. Never throws. */
  save(): Promise<void>
}

interface RenderTimesKeeperDependencies {
  readonly renderTimes: Pick<RenderTimes, 'export' | 'restore'>
  readonly settings: Pick<Store['settings'], 'get' | 'put'>
  readonly clock: Pick<Timers, 'after'>
  readonly log: Log
}

const settingKey = 'paces'
const saveInterval = minutes(5)
const keptFinishes = z.record(z.string(), z.array(finish))

export function keepRenderTimes({
  renderTimes,
  settings,
  clock,
  log,
}: RenderTimesKeeperDependencies): RenderTimesKeeper {
  let isChanged = false
  let isPlanned = false

  async function save(): Promise<void> {
    if (!isChanged) return
    isChanged = false
    try {
      await settings.put(settingKey, { version: 0, value: JSON.stringify(renderTimes.export()) })
    } catch (error) {
      isChanged = true
      log.warn({ error }, 'How long videos take could not be saved')
    }
  }

  return {
    async load() {
      try {
        const kept = await settings.get(settingKey)
        if (kept !== undefined) renderTimes.restore(keptFinishes.parse(JSON.parse(kept.value)))
      } catch (error) {
        log.warn({ error }, 'How long videos took could not be read, and is learned anew')
      }
    },
    noteChange() {
      isChanged = true
      if (isPlanned) return
      isPlanned = true
      clock.after(saveInterval, () => {
        isPlanned = false
        void save()
      })
    },
    save,
  }
}
