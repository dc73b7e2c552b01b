import type { Clock } from './domain/clock.ts'

export interface WaitLimit {
  readonly clock: Clock
  readonly milliseconds: number
  /** Ends the wait early, with its reason. */
  readonly signal: AbortSignal
  /** What is thrown when the time is over. */
  readonly onTimeout: () => Error
}

/** Waits for a task no longer than this. The task itself goes on; nobody hears of it any more. */
export async function limitWait<T>(task: Promise<T>, limit: WaitLimit): Promise<T> {
  const { clock, milliseconds, signal, onTimeout } = limit
  task.catch(() => undefined)
  signal.throwIfAborted()
  let end = () => {}
  const ended = new Promise<never>((_resolve, reject) => {
    const cancel = clock.after(milliseconds, () => reject(onTimeout()))
    const interrupt = () => reject(signal.reason)
    signal.addEventListener('abort', interrupt)
    end = () => {
      cancel()
      signal.removeEventListener('abort', interrupt)
    }
  })
  return Promise.race([task, ended]).finally(end)
}

/** Lets time pass; ends early with the signal's reason. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
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
