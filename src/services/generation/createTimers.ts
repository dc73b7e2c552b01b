import type { Clock } from '../../domain/clock.ts'

export interface Timers {
  /** Runs once after the given milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void
  /** Resolves after the given milliseconds, or as soon as the timers are cleared. */
  sleep(milliseconds: number): Promise<void>
  /** Cancels everything that was planned and plans nothing more; sleepers wake at once. */
  clear(): void
}

/** All timers of one owner, so that a stop leaves none behind. */
export function createTimers(clock: Clock): Timers {
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
