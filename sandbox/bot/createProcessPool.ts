import { constants } from 'node:os'
import {
  type StartWorkerProcess,
  type StartWorkerProcessOptions,
  startWorkerProcess,
  type WorkerProcess,
} from '../../src/services/media/workerProcess.ts'
import { createSystemClock } from '../../src/system.ts'

/**
 * Worker processes that outlive what they were started for, since a new one costs more than most jobs: a time that is put
 * forward passes their minute without work at once, and there are many bots in one test file. Each serves whoever comes next;
 * one that is killed over its job is gone. As important as the rest: whoever moves the time waits for them.
 */
export function createProcessPool(): StartWorkerProcess {
  const free: WorkerProcess[] = []

  function take({ entry }: StartWorkerProcessOptions): WorkerProcess {
    for (let next = free.pop(); next !== undefined; next = free.pop()) if (next.isAlive) return next
    return startWorkerProcess({ entry, clock: createSystemClock(), priority: constants.priority.PRIORITY_NORMAL })
  }

  return (options) => {
    let busy: WorkerProcess | undefined
    let isAlive = true
    return {
      get isAlive() {
        return isAlive
      },
      async run(order) {
        const worker = take(options)
        busy = worker
        try {
          return await worker.run(order)
        } finally {
          busy = undefined
          if (worker.isAlive) free.push(worker)
          else isAlive = false
        }
      },
      kill(reason) {
        isAlive = false
        busy?.kill(reason)
      },
    }
  }
}
