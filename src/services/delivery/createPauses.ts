import type { Clock } from '../../domain/clock.ts'

export interface Pauses {
  /** Resolves after the given milliseconds, or when the pauses are stopped. */
  wait(milliseconds: number): Promise<void>
  stop(): void
}

export function createPauses(clock: Clock): Pauses {
  const waking = new Set<() => void>()
  let isStopped = false
  return {
    wait(milliseconds) {
      if (isStopped) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          waking.delete(wake)
          cancel()
          resolve()
        }
        const cancel = clock.after(milliseconds, wake)
        waking.add(wake)
      })
    },
    stop() {
      isStopped = true
      for (const wake of waking) wake()
    },
  }
}
