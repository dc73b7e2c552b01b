import type { Clock } from '../../domain/clock.ts'
import type { Lane, Order, Turn } from './createLane.ts'

export interface Queued {
  /** Resolves with nothing when the wait was ended. */
  readonly turn: Promise<Turn | undefined>
  /** Ends the wait; without effect once the turn was given. */
  leave(): void
}

/** Waits for the pause in milliseconds first, then for a turn in the lane. */
export function queueForTurn(clock: Clock, pause: number, lane: Lane, order: Order): Queued {
  let cancel = () => {}
  let resolveTurn = (_turn: Turn | undefined) => {}
  const turn = new Promise<Turn | undefined>((resolve) => {
    resolveTurn = resolve
  })
  const queue = () => {
    cancel = lane.take(order, resolveTurn)
  }
  if (pause > 0) cancel = clock.after(pause, queue)
  else queue()
  return {
    turn,
    leave() {
      cancel()
      resolveTurn(undefined)
    },
  }
}
