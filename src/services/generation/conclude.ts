import type { FinalState, Generation, Settlement } from '../../domain/generation.ts'
import { advance, type Changes } from '../../domain/transitions.ts'

/** The generation at its end: state, settlement and time of the end in one record, so that one save carries all. */
export function conclude(
  generation: Generation,
  to: FinalState | 'unconfirmed',
  at: number,
  settlement: Settlement,
  changes: Changes = {},
): Generation {
  return advance(generation, to, at, { ...changes, settlement, finishedAt: at })
}
