import type { Generation } from '../../domain/generation.ts'

/** Whose turn it is among those that wait with us. */
export interface Turns {
  /** Who is sent next, among those that a free slot would fit. */
  chooseNext(ready: readonly Generation[]): Generation | undefined
  /** All that wait, in the order in which they would be sent. */
  order(waiting: readonly Generation[]): Generation[]
}

const compareArrival = (one: Generation, other: Generation) =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)

/** First come, first served. */
export function createTurns(): Turns {
  return {
    chooseNext: ([first, ...others]) =>
      first && others.reduce((earliest, each) => (compareArrival(each, earliest) < 0 ? each : earliest), first),
    order: (waiting) => waiting.toSorted(compareArrival),
  }
}
