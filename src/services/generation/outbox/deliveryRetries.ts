import { hours, minutes, seconds } from '../../../domain/clock.ts'
import type { ShowOutcome } from '../../../domain/contracts/delivery.ts'
import { computeBackOff, type Timers } from '../../../lib/timers.ts'

/** Why a finished generation is not delivered yet. */
export type UndeliveredReason = Extract<ShowOutcome, { shown: false }>['reason'] | 'notTold'

/** Each pause doubles, up to the longest. A refusal counts against the limit of invalid requests, a failure does not. */
const backOffs: Readonly<Record<UndeliveredReason, { readonly first: number; readonly longest: number }>> = {
  failed: { first: seconds(5), longest: minutes(10) },
  notTold: { first: seconds(15), longest: hours(1) },
  refused: { first: minutes(1), longest: hours(6) },
  closed: { first: minutes(1), longest: hours(1) },
  archived: { first: minutes(1), longest: hours(1) },
  noRoute: { first: minutes(5), longest: hours(6) },
  messageGone: { first: hours(1), longest: hours(6) },
}

/** After a change at its place, so soon after the last attempt; longer where changes keep coming and open nothing. */
const hurries = { first: seconds(5), longest: minutes(10) }
const forgetHurriesAfter = hours(1)

/**
 * From one retry to the next, over all generations: with up to four refused requests each, far below Discord's 10,000 invalid
 * requests in ten minutes.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
const spacing = 500

/** When undelivered generations are tried again. Lost with the process: the next one tries them all. */
export interface DeliveryRetries {
  /** An attempt has failed. Returns in how many milliseconds the next one comes. */
  plan(id: string, reason: UndeliveredReason): number
  /** Something has changed that may have opened the way: the next attempt comes soon. */
  hurry(id: string): void
  /** In turn with all others, instead of all at once. */
  queue(id: string): void
  /** The way is known to be open: whatever was planned is dropped, and pauses begin anew. */
  forget(id: string): void
}

interface DeliveryRetriesDependencies {
  readonly clock: Pick<Timers, 'now' | 'after'>
  readonly fraction: () => number
  readonly deliver: (id: string) => void
}

interface Entry {
  failures: number
  failedAt: number
  hurriedAt: number
  hurries: number
  /** Asked to hurry while an attempt was under way. */
  isHurried: boolean
  planned: { readonly due: number; readonly cancel: () => void } | undefined
}

export function createDeliveryRetries(dependencies: DeliveryRetriesDependencies): DeliveryRetries {
  const { clock, fraction, deliver } = dependencies
  const entries = new Map<string, Entry>()
  const queued = new Set<string>()
  let isPumping = false

  function pump(): void {
    const [id] = queued
    isPumping = id !== undefined
    if (id === undefined) return
    queued.delete(id)
    deliver(id)
    clock.after(spacing, pump)
  }

  function queue(id: string): void {
    queued.add(id)
    if (!isPumping) pump()
  }

  function setTimer(id: string, entry: Entry, pause: number): number {
    entry.planned?.cancel()
    const due = clock.now() + pause
    const cancel = clock.after(pause, () => {
      entry.planned = undefined
      queue(id)
    })
    entry.planned = { due, cancel }
    return pause
  }

  /** How soon after the last attempt it may be tried because of a change. */
  function takeHurry(entry: Entry): number {
    const now = clock.now()
    if (now - entry.hurriedAt > forgetHurriesAfter) entry.hurries = 0
    entry.hurriedAt = now
    entry.hurries += 1
    const pause = computeBackOff(hurries, entry.hurries, 0)
    return Math.min(Math.max(entry.failedAt + pause - now, 0), pause)
  }

  return {
    plan(id, reason) {
      const entry = entries.get(id) ?? {
        failures: 0,
        failedAt: 0,
        hurriedAt: Number.NEGATIVE_INFINITY,
        hurries: 0,
        isHurried: false,
        planned: undefined,
      }
      entries.set(id, entry)
      entry.failures += 1
      entry.failedAt = clock.now()
      const pause = computeBackOff(backOffs[reason], entry.failures, fraction())
      const { isHurried } = entry
      entry.isHurried = false
      return setTimer(id, entry, isHurried ? Math.min(pause, takeHurry(entry)) : pause)
    },
    hurry(id) {
      const entry = entries.get(id)
      if (entry === undefined) return
      if (entry.planned === undefined) entry.isHurried = true
      else if (entry.failedAt + hurries.first < entry.planned.due) {
        const pause = takeHurry(entry)
        if (clock.now() + pause < entry.planned.due) setTimer(id, entry, pause)
      }
    },
    queue,
    forget(id) {
      entries.get(id)?.planned?.cancel()
      entries.delete(id)
      queued.delete(id)
    },
  }
}
