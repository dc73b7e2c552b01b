import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'

/**
 * When a render finished, in milliseconds since its submit: after the last check that said "not yet", by the check that
 * found it. The true moment lies somewhere between, so that how often was checked does not bias what is learned.
 */
export const finish = z.object({ after: z.number().nonnegative(), by: z.number().positive() })
export type Finish = z.infer<typeof finish>

/** The middle of what is known, in milliseconds. */
export function middleOf({ after, by }: Finish): number {
  return (after + by) / 2
}

/** After a restart or while checks failed the gap is too wide to learn from. */
export function isTelling({ after, by }: Finish): boolean {
  return by > 0 && by >= after && by - after <= Math.max(seconds(45), by / 4)
}
