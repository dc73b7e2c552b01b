import type { Generation } from '../../../domain/generation.ts'
import type { MicroDollars } from '../../../domain/money.ts'

/** Whose turn it is among those that wait with us for one provider. */
export interface FairQueue {
  /**
   * Who is sent next, of all that a free slot would fit: the first that may go. That is its turn: the price counts as granted
   * to its person.
   */
  chooseNext(ready: readonly Generation[], mayGo?: (generation: Generation) => boolean): Generation | undefined
  /** All that wait, in the order in which `chooseNext` would take them if nobody came or left. Changes nothing. */
  order(waiting: readonly Generation[]): Generation[]
}

interface FairQueueDependencies {
  /** Whether it was chosen before and came back because no provider took it: it goes first, and counts once. */
  readonly wasDispatched: (generation: Generation) => boolean
}

/** What one round gives to everybody who waits, in micro-dollars. */
const quantum: MicroDollars = 1

const compareArrival = (one: Generation, other: Generation) =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)

/**
 * Deficit round robin over people, measured in reserved money: in every round each person who waits is given the quantum,
 * and whoever's deficit reaches the price of their oldest generation is served and pays for it. With a quantum of one
 * micro-dollar nobody is served twice where another was due, and rounds are computed instead of walked: a generation
 * is due in the round in which its person has been given the prices of all their generations up to and with this one.
 *
 * - Who begins to wait was not served in the present round and so comes before those who were. Ties go by arrival.
 * - A deficit is forgotten when nothing of its person waits, and is never larger than the price of their oldest.
 * - Rounds are counted when one is sent: while no slot is free, nobody gains or loses.
 * - Kept in memory only: after a restart all deficits are empty, and those that wait at once go by price and arrival.
 *
 * @see https://doi.org/10.1109/90.502236 (M. Shreedhar, G. Varghese: Efficient Fair Queuing Using Deficit Round-Robin)
 */
export function createFairQueue({ wasDispatched }: FairQueueDependencies): FairQueue {
  /** How many rounds there have been. */
  let round = 0
  /** For each person who waits, the round from which on they have been saving: `round` less this is their deficit. */
  let savingSince = new Map<string, number>()

  function findStart({ origin, reserved }: Generation): number {
    return Math.max(savingSince.get(origin.userId) ?? round - quantum, round - reserved)
  }

  /** The round in which each is due, the soonest first, and when each person began to save for their oldest. */
  function schedule(waiting: readonly Generation[]) {
    const starts = new Map<string, number>()
    const ends = new Map<string, number>()
    const scheduled = waiting.toSorted(compareArrival).map((generation) => {
      const { userId } = generation.origin
      const start = ends.get(userId) ?? findStart(generation)
      if (!starts.has(userId)) starts.set(userId, start)
      const due = start + generation.reserved
      ends.set(userId, due)
      return { generation, due }
    })
    // Sorting is stable: what is due in the same round stays in the order of arrival.
    return { starts, scheduled: scheduled.toSorted((one, other) => one.due - other.due) }
  }

  const findReturned = (waiting: readonly Generation[]) => waiting.filter(wasDispatched).sort(compareArrival)
  const findFresh = (waiting: readonly Generation[]) => waiting.filter((each) => !wasDispatched(each))

  return {
    chooseNext(ready, mayGo = () => true) {
      const returned = findReturned(ready).find(mayGo)
      if (returned !== undefined) return returned
      const { starts, scheduled } = schedule(ready)
      const next = scheduled.find(({ generation }) => mayGo(generation))
      savingSince = starts
      if (next === undefined) return undefined
      round = next.due
      starts.set(next.generation.origin.userId, next.due)
      return next.generation
    },
    order: (waiting) => [
      ...findReturned(waiting),
      ...schedule(findFresh(waiting)).scheduled.map(({ generation }) => generation),
    ],
  }
}
