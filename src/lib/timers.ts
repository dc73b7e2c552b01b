import type { Clock } from '../domain/clock.ts'

/** The part of a clock that waits. */
export type TimeSource = Pick<Clock, 'after'>

export interface Timers extends TimeSource {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after the given milliseconds, or as soon as the timers are cleared. */
  sleep(milliseconds: number): Promise<void>
  /** Cancels everything that was planned and plans nothing more; sleepers wake at once. */
  clear(): void
}

/** A clock for one owner, whose timers all end with it: a stop leaves none behind. */
export function createTimers(clock: Pick<Clock, 'now' | 'after'>): Timers {
  const planned = new Set<{ cancel: () => void; wake?: () => void }>()
  let isCleared = false

  function plan(milliseconds: number, run: () => void, wake?: () => void): () => void {
    if (isCleared) {
      wake?.()
      return () => {}
    }
    const entry = {
      cancel: clock.after(milliseconds, () => {
        planned.delete(entry)
        run()
      }),
      ...(wake !== undefined && { wake }),
    }
    planned.add(entry)
    return () => {
      planned.delete(entry)
      entry.cancel()
    }
  }

  return {
    now: () => clock.now(),
    after: (milliseconds, run) => plan(milliseconds, run),
    sleep: (milliseconds) => new Promise((resolve) => plan(milliseconds, resolve, resolve)),
    clear() {
      isCleared = true
      for (const entry of planned) {
        entry.cancel()
        entry.wake?.()
      }
      planned.clear()
    },
  }
}

/** Resolves after the given milliseconds. Rejects with the signal's reason as soon as the signal is aborted. */
export async function sleep(clock: TimeSource, milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const interrupt = () => {
      cancel()
      reject(signal.reason)
    }
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', interrupt)
      resolve()
    })
    signal.addEventListener('abort', interrupt, { once: true })
  })
}

/** Milliseconds: the first pause, and the longest. */
interface BackOff {
  readonly first: number
  readonly longest: number
}

/**
 * How long to wait after `failures` failures in a row, in milliseconds: doubling from `first` up to `longest`, up to a quarter
 * less by chance (`fraction` in [0, 1)), so that many waiting ones do not come back together.
 */
export function computeBackOff({ first, longest }: BackOff, failures: number, fraction: number): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 30)
  const whole = Math.min(longest, first * 2 ** doublings)
  return Math.round(whole * (1 - fraction / 4))
}
