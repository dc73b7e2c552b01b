import { type Clock, hours, minutes } from '../../domain/clock.ts'
import type { Route } from './chooseRoute.ts'

const pauses = { first: minutes(1), longest: hours(1) }

/**
 * Which routes to one message Discord has refused, for now: nothing that is closed stays closed for good, and every refusal
 * counts as an invalid request, so the pauses grow.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export interface Closures {
  close(kind: Route['kind']): void
  /** The kinds that are closed at this moment. */
  list(): ReadonlySet<Route['kind']>
  /** Milliseconds until this kind is tried again; 0 where it is open. */
  remaining(kind: Route['kind']): number
  /** Something has changed: everything is open, and the pauses begin anew. */
  open(): void
}

export function createClosures(clock: Pick<Clock, 'now'>): Closures {
  const closed = new Map<Route['kind'], { readonly since: number; readonly pause: number }>()
  let refusals = 0

  const remaining = (kind: Route['kind']) => {
    const entry = closed.get(kind)
    // Never more than the pause, also when the clock was set back.
    return entry === undefined ? 0 : Math.max(0, Math.min(entry.since + entry.pause - clock.now(), entry.pause))
  }

  return {
    close(kind) {
      closed.set(kind, { since: clock.now(), pause: Math.min(pauses.longest, pauses.first * 2 ** refusals) })
      refusals += 1
    },
    list: () => new Set([...closed.keys()].filter((kind) => remaining(kind) > 0)),
    remaining,
    open() {
      closed.clear()
      refusals = 0
    },
  }
}
