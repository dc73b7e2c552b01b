import type { Generation, State } from './generation.ts'

/** Every step a generation may take. The life of a generation is this table; nothing else changes a state. */
export const transitions: Readonly<Record<State, readonly State[]>> = {
  received: ['preparing', 'failed', 'cancelled'],
  preparing: ['queued', 'failed', 'cancelled'],
  queued: ['submitting', 'failed', 'cancelled'],
  // Back to `queued` only when the provider certainly did not accept the job.
  submitting: ['running', 'queued', 'unconfirmed', 'failed'],
  // `cancelled` when the person wanted that and the provider says that it never took the job.
  unconfirmed: ['running', 'submitting', 'failed', 'cancelled', 'lost'],
  running: ['succeeded', 'failed', 'cancelled', 'lost'],
  succeeded: [],
  failed: [],
  cancelled: [],
  lost: [],
}

/** The fields that a transition may set besides the state. */
export type Changes = Partial<Omit<Generation, 'id' | 'version' | 'state' | 'stateSince' | 'createdAt'>>

export class ForbiddenTransition extends Error {
  constructor(from: State, to: State) {
    super(`A generation cannot go from ${from} to ${to}`)
    this.name = 'ForbiddenTransition'
  }
}

/** The generation one step further, not yet saved. `at` in milliseconds since the epoch. */
export function advance(generation: Generation, to: State, at: number, changes: Changes = {}): Generation {
  if (!transitions[generation.state].includes(to)) throw new ForbiddenTransition(generation.state, to)
  return { ...generation, ...changes, state: to, stateSince: at }
}
