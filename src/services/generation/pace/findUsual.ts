import type { UsualTime } from '../../../domain/contracts/delivery.ts'
import type { Finish } from './finish.ts'
import { weighFinishes } from './weighFinishes.ts'

/** Fewer tell nothing. */
const fewest = 5

/** What the known finishes (the oldest first) say about how long it usually takes; nothing while too few are known. */
export function findUsual(finishes: readonly Finish[]): UsualTime | undefined {
  if (finishes.length < fewest) return undefined
  const known = weighFinishes(finishes).sort((one, other) => one.at - other.at)
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  const read = (share: number): number => {
    let passed = 0
    for (const { at, weight } of known) {
      passed += weight
      if (passed >= total * share) return at
    }
    return known.at(-1)?.at ?? 0
  }
  return { from: read(0.5), to: read(0.9) }
}
