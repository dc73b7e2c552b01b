import type { TimeSource } from './timers.ts'

/** The time was up before the answer came. What was asked may still happen. */
export class TimeIsUp extends Error {
  constructor() {
    super('The time was up before an answer came')
    this.name = 'TimeIsUp'
  }
}

/** A bound on waiting. */
export interface Timeout {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal
  /** Stops the timer. */
  clear(): void
}

interface TimeoutOptions {
  readonly clock: TimeSource
  readonly milliseconds: number
  /** Ends the wait early, with its reason. */
  readonly within?: AbortSignal
  /** Builds the reason when the time is up: TimeIsUp unless given. */
  readonly onTimeout?: () => Error
}

/** Starts to count at once, by a timer and not by the time of day, which somebody may set. */
export function startTimeout(options: TimeoutOptions): Timeout {
  const { clock, milliseconds, within, onTimeout = () => new TimeIsUp() } = options
  const controller = new AbortController()
  const interrupt = () => controller.abort(within?.reason)
  const cancel = clock.after(milliseconds, () => controller.abort(onTimeout()))
  if (within?.aborted) interrupt()
  within?.addEventListener('abort', interrupt, { once: true })
  return {
    signal: controller.signal,
    clear() {
      cancel()
      within?.removeEventListener('abort', interrupt)
    },
  }
}

/**
 * Runs a task and waits for it no longer than the given time. Rejects as soon as the time is up, whether the task minds its
 * signal or not: discord.js sleeps out a rate limit without looking at one. The late outcome of such a task is dropped.
 */
export async function withTimeout<T>(task: (signal: AbortSignal) => Promise<T>, options: TimeoutOptions): Promise<T> {
  const { signal, clear } = startTimeout(options)
  try {
    signal.throwIfAborted()
    return await untilAborted(task(signal), signal)
  } finally {
    clear()
  }
}

/** Whether the task succeeds within the time. Throws what it throws within the time; its late outcome is dropped. */
export async function isDoneWithin(clock: TimeSource, task: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const late = new TimeIsUp()
  try {
    await withTimeout(() => task, { clock, milliseconds, onTimeout: () => late })
    return true
  } catch (error) {
    if (error === late) return false
    throw error
  }
}

interface IdleTimeout {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal
  /** Starts the idle time anew: something moved. */
  touch(): void
  /** Stops the timers and aborts the signal, so that whatever still listens ends as well. */
  end(): void
}

/** Aborts after `total` milliseconds, and before that when nothing moved for `idle` milliseconds. */
export function startIdleTimeout(clock: TimeSource, { idle, total }: { idle: number; total: number }): IdleTimeout {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const cancelTotal = clock.after(total, abort)
  let cancelIdle = clock.after(idle, abort)
  return {
    signal: controller.signal,
    touch() {
      cancelIdle()
      cancelIdle = clock.after(idle, abort)
    },
    end() {
      cancelIdle()
      cancelTotal()
      abort()
    },
  }
}

/** The outcome of the work, or the signal's reason at once: whoever does the work may listen later, or not at all. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    const end = () => signal.removeEventListener('abort', leave)
    work.then(resolve, reject).then(end, end)
  })
}
