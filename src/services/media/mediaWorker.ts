import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { Log } from '../../log.ts'
import { type JobName, type Jobs, WorkerFailure } from './jobs.ts'
import { type StartWorkerProcess, startWorkerProcess, type WorkerProcess } from './workerProcess.ts'

interface RunOptions {
  readonly signal?: AbortSignal | undefined
}

/** Does the jobs that look into foreign bytes, one at a time, in a process of its own. */
export interface MediaWorker {
  /**
   * Throws an Error where the job itself fails, WorkerFailure where the worker could not do it, and the reason of the signal as
   * soon as nobody needs the answer.
   */
  run<Name extends JobName>(name: Name, given: Jobs[Name]['given'], options?: RunOptions): Promise<Jobs[Name]['answer']>
  /** Ends the process; whatever was asked fails. */
  stop(): void
}

interface MediaWorkerOptions {
  /** The compiled `mediaWorker.ts`. */
  readonly entry: string
  readonly clock: Clock
  readonly log: Log
  readonly startProcess?: StartWorkerProcess | undefined
}

/** How long a job may take before its process is killed. */
const patience: Readonly<Record<JobName, number>> = {
  checkPicture: minutes(1),
  fitPicture: minutes(1),
  readVideo: seconds(10),
}

/** A worker without work costs memory, a new one costs a quarter of a second. */
const idleTime = minutes(1)

const mostWaiting = 100
const longestWait = minutes(5)

/** A crash may be the fault of somebody else, who took the memory of the machine: once more, and then no more. */
const attempts = 2

interface Job {
  readonly name: JobName
  readonly given: Jobs[JobName]['given']
  crashes: number
  /** Ends its waiting. */
  leave(): void
  resolve(answer: unknown): void
  reject(reason: unknown): void
}

/** The process starts with the first job and ends after a while without any. */
export function createMediaWorker({
  entry,
  clock,
  log,
  startProcess = startWorkerProcess,
}: MediaWorkerOptions): MediaWorker {
  const waiting: Job[] = []
  let current: Job | undefined
  let worker: WorkerProcess | undefined
  let count = 0
  let isStopped = false
  let cancelIdle = () => {}

  function takeWorker(): WorkerProcess {
    if (worker === undefined || !worker.isAlive) worker = startProcess({ entry, clock })
    return worker
  }

  async function attempt(job: Job): Promise<void> {
    const process = takeWorker()
    const cancelDeadline = clock.after(patience[job.name], () =>
      process.kill(new WorkerFailure('tooLong', `The job ${job.name} took too long`)),
    )
    count += 1
    try {
      job.resolve(await process.run({ number: count, name: job.name, given: job.given }))
    } catch (error) {
      if (!(error instanceof WorkerFailure)) return job.reject(error)
      log.warn({ error, job: job.name }, 'The worker for pictures and videos failed')
      if (error.trouble !== 'crashed' || isStopped) return job.reject(error)
      job.crashes += 1
      if (job.crashes >= attempts) return job.reject(error)
      waiting.unshift(job)
    } finally {
      cancelDeadline()
    }
  }

  function goOn(): void {
    if (current !== undefined || isStopped) return
    const next = waiting.shift()
    if (next === undefined) {
      cancelIdle = clock.after(idleTime, () => worker?.kill(undefined))
      return
    }
    cancelIdle()
    next.leave()
    current = next
    void attempt(next).then(() => {
      current = undefined
      goOn()
    })
  }

  /** Videos are read in milliseconds, and a paid one waits to be shown. */
  function enqueue(job: Job): void {
    const isUrgent = ({ name }: Job) => name === 'readVideo'
    const place = isUrgent(job) ? waiting.findIndex((each) => !isUrgent(each)) : -1
    if (place === -1) waiting.push(job)
    else waiting.splice(place, 0, job)
  }

  function drop(job: Job, reason: unknown): void {
    const place = waiting.indexOf(job)
    if (place !== -1) waiting.splice(place, 1)
    job.reject(reason)
    // Nobody else can use what it is busy with.
    if (current === job) worker?.kill(reason)
  }

  return {
    run(name, given, { signal } = {}) {
      if (isStopped) return Promise.reject(new WorkerFailure('stopped', 'The worker was stopped'))
      if (signal?.aborted === true) return Promise.reject(signal.reason)
      if (waiting.length >= mostWaiting) return Promise.reject(new WorkerFailure('busy', 'Too many jobs wait'))
      return new Promise((resolve, reject) => {
        const abort = () => drop(job, signal?.reason)
        const cancelWait = clock.after(longestWait, () =>
          drop(job, new WorkerFailure('busy', 'The job waited too long')),
        )
        function end(): void {
          cancelWait()
          signal?.removeEventListener('abort', abort)
        }
        const job: Job = {
          name,
          given,
          crashes: 0,
          leave: cancelWait,
          resolve(answer) {
            end()
            resolve(answer as Jobs[typeof name]['answer'])
          },
          reject(reason) {
            end()
            reject(reason)
          },
        }
        signal?.addEventListener('abort', abort, { once: true })
        enqueue(job)
        cancelIdle()
        goOn()
      })
    },
    stop() {
      isStopped = true
      cancelIdle()
      const stopped = new WorkerFailure('stopped', 'The worker was stopped')
      for (const job of waiting.splice(0)) job.reject(stopped)
      worker?.kill(stopped)
    },
  }
}
