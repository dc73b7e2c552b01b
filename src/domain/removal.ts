import { days, hours, minutes } from './clock.ts'

/** How a message that is to go stands: done with, or to be tried again. */
export type RemovalOutcome = { readonly kind: 'done' } | { readonly kind: 'again'; readonly at: number }

/** Longer than a deletion takes that nothing interrupts: what is planned so much later takes up what the process left. */
export const removalTime = minutes(1)
/** The pause grows with the time, up to this. */
const longestPause = hours(6)
const givesUpAfter = days(7)

/** When a message is tried again that Discord does not let us delete; after a week it is left to whoever sees it. */
export function planNextRemoval(decidedAt: number, now: number): RemovalOutcome {
  const waited = now - decidedAt
  if (waited > givesUpAfter) return { kind: 'done' }
  return { kind: 'again', at: now + Math.min(Math.max(waited, removalTime), longestPause) }
}
