import { expect } from 'vitest'
import { findJob } from './findJob.ts'
import type { Played } from './playWorld.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

/**
 * What the records say was spent is what the sandbox has charged, to the micro-dollar; whatever else it charged belongs to
 * generations that say that nobody knows.
 */
export function expectBooks({ atEnd, world }: Pick<Played, 'atEnd' | 'world'>): void {
  const { jobs } = world.kling
  const isUnknown = atEnd.finished.filter(({ settlement }) => settlement?.basis === 'unknown')
  const isKnown = atEnd.finished.filter((record) => !isUnknown.includes(record))
  const known = isKnown.flatMap((record) => findJob(record, jobs) ?? [])
  const spent = (records: typeof atEnd.finished) =>
    sum(records.map(({ settlement }) => settlement?.spent ?? Number.NaN))
  const charged = (some: typeof jobs) => sum(some.map((job) => job.charged))
  expect(new Set(known).size, 'no job counts twice').toBe(known.length)
  expect(spent(isKnown)).toBe(charged(known))
  expect(charged(jobs) - charged(known)).toBeLessThanOrEqual(spent(isUnknown))
}
