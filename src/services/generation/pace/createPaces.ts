import type { UsualTime } from '../../../domain/contracts/delivery.ts'
import type { Model } from '../../../domain/models.ts'
import { findUsual } from './findUsual.ts'
import { type Finish, isTelling } from './finish.ts'
import { predictFinish } from './predictFinish.ts'
import { type CheckPlan, spreadChecks } from './spreadChecks.ts'

/** What renders have something in common with: the model in both modes, and about the same length of video. */
export type PaceSubject = Pick<Model, 'provider' | 'id' | 'mode' | 'expectedRender' | 'overdueAfter'>

/** How fast the providers are, learned from when renders finished. */
export interface Paces {
  /** Takes in one finished render. What is too vague teaches nothing; returns whether it did. */
  learn(model: PaceSubject, duration: number, finish: Finish): boolean
  /** When to check a render of the model, of so many seconds of video. */
  planFor(model: PaceSubject, duration: number): CheckPlan
  /** How long it usually takes, or nothing while too little is known. */
  usualFor(model: PaceSubject, duration: number): UsualTime | undefined
  /** All that is known, the oldest first, to be kept. */
  remember(): Readonly<Record<string, readonly Finish[]>>
  recall(known: Readonly<Record<string, readonly Finish[]>>): void
}

/** Of each kind the newest are kept. */
const kept = 64

interface Entry {
  finishes: Finish[]
  plan?: CheckPlan
  usual?: { readonly value: UsualTime | undefined }
}

/** Lengths that take about as long. */
function bucketOf(duration: number): string {
  if (duration <= 5) return 'short'
  return duration <= 10 ? 'medium' : 'long'
}

const nameOf = ({ provider, id, mode }: PaceSubject, duration: number) =>
  `${provider} ${id} ${mode} ${bucketOf(duration)}`

export function createPaces(): Paces {
  const entries = new Map<string, Entry>()

  function find(name: string): Entry {
    const known = entries.get(name)
    if (known !== undefined) return known
    const entry: Entry = { finishes: [] }
    entries.set(name, entry)
    return entry
  }

  return {
    learn(model, duration, finish) {
      if (!isTelling(finish)) return false
      const name = nameOf(model, duration)
      entries.set(name, { finishes: [...find(name).finishes, finish].slice(-kept) })
      return true
    },
    planFor(model, duration) {
      const entry = find(nameOf(model, duration))
      entry.plan ??= spreadChecks(predictFinish(entry.finishes, model.expectedRender, model.overdueAfter))
      return entry.plan
    },
    usualFor(model, duration) {
      const entry = find(nameOf(model, duration))
      entry.usual ??= { value: findUsual(entry.finishes) }
      return entry.usual.value
    },
    remember: () =>
      Object.fromEntries(
        [...entries].flatMap(([name, { finishes }]) => (finishes.length > 0 ? [[name, finishes]] : [])),
      ),
    recall(known) {
      for (const [name, finishes] of Object.entries(known)) entries.set(name, { finishes: finishes.slice(-kept) })
    },
  }
}
