import type { Store } from '../../src/domain/contracts/store.ts'
import type { Cap, Sums } from '../../src/domain/contracts/sums.ts'

/** What people may have on one day, as the bot finds it in its store. */
export interface Allowance {
  /** From now on everybody has had all of it, or what they really had. */
  useUp(isUsedUp: boolean): void
  /** @param perDay how many videos a person may have on one day */
  decorate(store: Store, perDay: number): Store
}

const isDaily = (cap: Cap): boolean => cap.kind === 'sum' && cap.of.scope === 'personDay' && cap.field === 'counted'

/** Lets the bot believe that everybody has had their videos of the day, for whoever wants to see what it says then. */
export function createAllowance(isUsedUpAtFirst: boolean): Allowance {
  let isUsedUp = isUsedUpAtFirst
  return {
    useUp(now) {
      isUsedUp = now
    },
    decorate: (store, perDay) => ({
      ...store,
      generations: {
        ...store.generations,
        async sums(of) {
          const sums = await store.generations.sums(of)
          return isUsedUp && of.scope === 'personDay' ? withVideos(sums, perDay) : sums
        },
        async insert(generation, caps, others) {
          const cap = isUsedUp ? caps.find(isDaily) : undefined
          if (cap === undefined) return store.generations.insert(generation, caps, others)
          return { kind: 'over', cap, used: cap.limit }
        },
      },
    }),
  }
}

const withVideos = (sums: Sums, count: number): Sums => ({
  ...sums,
  counted: Math.max(sums.counted, count),
  attempts: Math.max(sums.attempts, count),
})
