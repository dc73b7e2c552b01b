import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { constants, setPriority } from 'node:os'
import { type Clock, seconds } from '../../domain/clock.ts'
import { type Order, type Report, WorkerFailure, workerMemory } from './jobs.ts'

export interface WorkerProcess {
  readonly isAlive: boolean
  /**
   * Hands the job over; one at a time. Throws what the job throws, and WorkerFailure where the process ends over it, takes
   * too much memory, or is killed.
   */
  run(order: Order): Promise<unknown>
  /** Ends the process at once; the job in hand fails for this reason. */
  kill(reason: unknown): void
}

export interface StartWorkerProcessOptions {
  /** The compiled `mediaWorker.ts`. */
  readonly entry: string
  readonly clock: Clock
  /** Of the operating system; it comes after the bot unless given. */
  readonly priority?: number
}

/** How a worker gets its process. */
export type StartWorkerProcess = (options: StartWorkerProcessOptions) => WorkerProcess

/** What a process says before it dies is a page of addresses at times. */
const longestWords = 500

/** The worker looks at its own memory more often, unless JavaScript keeps it busy. */
const memoryInterval = seconds(0.1)

/**
 * A process that knows no secret, has little memory and comes after the bot wherever both want the processor. While it has
 * nothing to do it keeps nobody alive.
 */
export function startWorkerProcess({
  entry,
  clock,
  priority = constants.priority.PRIORITY_LOW,
}: StartWorkerProcessOptions): WorkerProcess {
  const child = fork(entry, [], {
    // Two threads for files and pictures; few arenas, or the memory of one picture would not serve for the next.
    env: { UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' },
    execArgv: [`--max-old-space-size=${workerMemory.heap / 1024 ** 2}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let lastWords = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk}`.slice(-longestWords)
  })
  lowerPriority(child, priority)
  let job: { number: number; resolve(answer: unknown): void; reject(reason: unknown): void } | undefined
  let isAlive = true
  setBusy(child, false)

  function die(reason: unknown): void {
    isAlive = false
    child.kill('SIGKILL')
    job?.reject(reason)
  }

  child.on('message', (report: Report) => {
    if (report.number !== job?.number) return
    if ('answer' in report) job.resolve(report.answer)
    else if ('error' in report) job.reject(new Error(report.error))
    else die(new WorkerFailure('tooHeavy', 'The job took too much memory'))
  })
  child.once('close', (code, signal) =>
    die(new WorkerFailure('crashed', `The worker ended by itself (${signal ?? code}). ${lastWords}`)),
  )
  child.once('error', (error) => die(new WorkerFailure('crashed', `The worker could not be reached: ${error.message}`)))

  /** What the process itself cannot do while JavaScript keeps it busy. Only Linux tells. */
  function watchMemory(): () => void {
    let isWatching = true
    let cancel = clock.after(memoryInterval, look)
    function look(): void {
      void readMemory(child.pid).then((bytes) => {
        if (!isWatching || bytes === undefined) return
        if (bytes > workerMemory.resident) die(new WorkerFailure('tooHeavy', 'The worker took too much memory'))
        else cancel = clock.after(memoryInterval, look)
      })
    }
    return () => {
      isWatching = false
      cancel()
    }
  }

  return {
    get isAlive() {
      return isAlive
    },
    async run(order) {
      setBusy(child, true)
      const stopWatching = watchMemory()
      try {
        return await new Promise((resolve, reject) => {
          job = { number: order.number, resolve, reject }
          child.send(order, (error) => {
            if (error !== null) die(new WorkerFailure('crashed', `The worker takes no jobs: ${error.message}`))
          })
        })
      } finally {
        job = undefined
        stopWatching()
        setBusy(child, false)
      }
    },
    kill: die,
  }
}

/** At once, before its threads begin: they take it over. Where that is not allowed, it is as important as the bot. */
function lowerPriority({ pid }: ChildProcess, priority: number): void {
  if (pid === undefined) return
  try {
    setPriority(pid, priority)
  } catch {
    // Nothing depends on it.
  }
}

function setBusy(child: ChildProcess, isBusy: boolean): void {
  const parts = [child, child.channel, child.stderr as Socket | null]
  for (const part of parts) {
    if (isBusy) part?.ref()
    else part?.unref()
  }
}

async function readMemory(pid: number | undefined): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024
  } catch {
    return undefined
  }
}
