import type { Clock } from '../../../domain/clock.ts'
import type { Order, Report } from '../jobs.ts'
import { doJob } from './doJob.ts'

/** What the worker needs of its own process. */
export interface WorkerPort {
  on(event: 'message', listener: (order: Order) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
  send?(report: Report, done: () => void): unknown
}

export interface ServeJobsOptions {
  readonly port: WorkerPort
  readonly clock: Clock
  /** How much memory this process has in use, in bytes. */
  readonly readMemory: () => number
  readonly memoryLimit: number
  /** Ends this process at once. */
  readonly end: () => void
}

/** Decoders take hundreds of megabytes within a second. */
const lookInterval = 20

/** Does one job after another until the bot is gone. Ends by itself where a job takes more memory than it may. */
export function serveJobs({ port, clock, readMemory, memoryLimit, end }: ServeJobsOptions): void {
  function report(message: Report, done = () => {}): void {
    port.send?.(message, done)
  }

  /** Pictures are decoded by other threads, so this one is free to look. */
  function watchMemory(number: number): () => void {
    let cancel = clock.after(lookInterval, look)
    function look(): void {
      cancel = clock.after(lookInterval, look)
      if (readMemory() > memoryLimit) report({ number, isTooHeavy: true }, end)
    }
    return () => cancel()
  }

  async function serve(order: Order): Promise<void> {
    const { number } = order
    const stopWatching = watchMemory(number)
    try {
      report({ number, answer: await doJob(order) })
    } catch (error) {
      report({ number, error: error instanceof Error ? error.message : String(error) })
    } finally {
      stopWatching()
    }
  }

  port.on('message', (order) => void serve(order))
  port.once('disconnect', end)
}
