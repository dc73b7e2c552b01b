import { z } from 'zod'
import { hours, minutes, seconds } from '../../domain/clock.ts'
import type { Store } from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'
import { computeBackOff, type Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'

/**
 * Generations that processes died over. Whatever brings a process down while it works on one of them does so again after the
 * next start, so such a one is not begun a third time at once: first go all others, then the suspects, one after another.
 */
export interface CrashLoopGuard {
  /** Counts who is begun now, and saves that before anything is begun. Never throws. */
  count(alive: readonly Generation[]): Promise<void>
  /** Whether nothing may be begun for it yet. Over as soon as it moved on by itself: somebody cancelled it, say. */
  isHeld(generation: Generation): boolean
  /** The process ends by itself: nobody is suspected of that. Never throws. */
  clear(): Promise<void>
}

interface CrashLoopGuardDependencies {
  readonly settings: Pick<Store['settings'], 'get' | 'put'>
  readonly clock: Pick<Timers, 'after'>
  readonly log: Log
  /** Called when a suspect may be begun. */
  readonly onReleased: (generationId: string) => void
}

const key = 'begun'
/** So many processes in a row began it and died before it had moved on. */
const tolerated = 2
const pause = { first: minutes(1), longest: hours(1) }
const pauseAfter = (deaths: number) => computeBackOff(pause, deaths - tolerated + 1, 0)
/** Who has been begun for so long without the end of the process is not to blame. */
const proof = seconds(15)
/** After so long nobody who was begun at the start is to blame. */
const calm = minutes(5)

const entry = z.object({
  /** What was to be done. */
  step: z.string(),
  deaths: z.number().int(),
  isBegun: z.boolean(),
})
type Entry = z.infer<typeof entry>
interface Suspect {
  readonly id: string
  readonly suspected: Entry
}
/** `isAlive` until the process ends by itself. */
const record = z.object({ isAlive: z.boolean(), entries: z.record(z.string(), entry) })

function describeStep({ state, stateSince, delivery }: Generation): string {
  return [state, stateSince, delivery.shownAt ?? '', delivery.noticeIntendedAt ?? ''].join(' ')
}

/** One that came, or moved on, in the life that ended was begun in it. */
function countDeaths(last: Entry | undefined, step: string): number {
  return last?.step === step ? last.deaths + (last.isBegun ? 1 : 0) : 1
}

export function createCrashLoopGuard({ settings, clock, log, onReleased }: CrashLoopGuardDependencies): CrashLoopGuard {
  const known = new Map<string, Entry>()
  const held = new Set<string>()

  /** What the process before this one had begun when it died; nothing where it ended by itself. */
  async function readDead(): Promise<Record<string, Entry> | undefined> {
    try {
      const kept = await settings.get(key)
      const before = kept === undefined ? undefined : record.parse(JSON.parse(kept.value))
      return before?.isAlive === true ? before.entries : undefined
    } catch (error) {
      log.warn({ error }, 'What was begun before could not be read')
      return undefined
    }
  }

  async function save(isAlive = true): Promise<void> {
    try {
      const value = JSON.stringify({ isAlive, entries: Object.fromEntries(known) } satisfies z.infer<typeof record>)
      await settings.put(key, { version: 0, value })
    } catch (error) {
      log.warn({ error }, 'What is begun could not be saved')
    }
  }

  /** Each after its own pause, and alone for long enough that the process would die over it. */
  function releaseInTurn([next, ...others]: readonly Suspect[], elapsed: number): void {
    if (next === undefined) return
    const { id, suspected } = next
    const wait = Math.max(0, pauseAfter(suspected.deaths) - elapsed)
    clock.after(wait, async () => {
      known.set(id, { ...suspected, isBegun: true })
      await save()
      held.delete(id)
      onReleased(id)
      clock.after(proof, () => {
        known.set(id, { ...suspected, deaths: 0, isBegun: true })
        void save()
        releaseInTurn(others, elapsed + wait + proof)
      })
    })
  }

  /** What was begun long ago has nothing to do with an end that comes later. */
  function forgetTheInnocent(): void {
    for (const id of known.keys()) if (!held.has(id)) known.delete(id)
    void save()
  }

  return {
    async count(alive) {
      const dead = await readDead()
      for (const generation of alive) {
        const step = describeStep(generation)
        const deaths = dead === undefined ? 0 : countDeaths(dead[generation.id], step)
        known.set(generation.id, { step, deaths, isBegun: deaths < tolerated })
      }
      const suspects = [...known].flatMap(([id, suspected]) => (suspected.isBegun ? [] : { id, suspected }))
      suspects.sort((one, other) => one.suspected.deaths - other.suspected.deaths)
      for (const { id } of suspects) held.add(id)
      await save()
      if (alive.length > 0) clock.after(calm, forgetTheInnocent)
      for (const { id, suspected } of suspects) {
        const { deaths } = suspected
        const facts = { generationId: id, deaths, milliseconds: pauseAfter(deaths) }
        log.error(
          facts,
          'Earlier processes died while they worked on this generation; it waits before it is begun again',
        )
      }
      releaseInTurn(suspects, 0)
    },
    isHeld: (generation) => held.has(generation.id) && known.get(generation.id)?.step === describeStep(generation),
    async clear() {
      known.clear()
      await save(false)
    },
  }
}
