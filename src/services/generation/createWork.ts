import { seconds } from '../../domain/clock.ts'
import { computeBackOff } from '../../lib/backOff.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { NotOpen, Stopped } from './records/generationRepository.ts'

export type WorkName = 'acknowledge' | 'prepare' | 'submit' | 'lookup' | 'check' | 'deliver' | 'close' | 'end'

/** Work in the background: one of a kind per generation, and none that ends in silence. */
export interface Work {
  /**
   * Begins the task unless the same work is going on for this generation; then it is looked at again afterwards. When it
   * throws, that is logged and the generation is looked at again after a pause. `afterwards` runs when the same work could be
   * begun again. Returns whether the task was begun.
   */
  run(name: WorkName, generationId: string, task: () => Promise<void>, afterwards?: () => void): boolean
}

export interface WorkDependencies {
  readonly timers: Pick<Timers, 'after'>
  readonly fraction: () => number
  readonly log: Log
  /** Looks at the generation again and does what its state asks for. */
  readonly lookAgain: (generationId: string) => void
}

const backOff = { first: seconds(5), longest: seconds(300) }

export function createWork({ timers, fraction, log, lookAgain }: WorkDependencies): Work {
  const running = new Map<string, { isAskedAgain: boolean }>()
  const failures = new Map<string, number>()

  async function work(key: string, name: WorkName, generationId: string, task: () => Promise<void>): Promise<void> {
    try {
      await task()
      failures.delete(key)
    } catch (error) {
      if (error instanceof Stopped || error instanceof NotOpen) {
        failures.delete(key)
        return
      }
      const count = (failures.get(key) ?? 0) + 1
      failures.set(key, count)
      log.error({ error, generationId, work: name, failures: count }, 'Work on a generation failed and is tried again')
      timers.after(computeBackOff(backOff, count, fraction()), () => lookAgain(generationId))
    }
  }

  return {
    run(name, generationId, task, afterwards) {
      const key = `${name}:${generationId}`
      const going = running.get(key)
      if (going !== undefined) {
        going.isAskedAgain = true
        return false
      }
      const entry = { isAskedAgain: false }
      running.set(key, entry)
      void work(key, name, generationId, task).then(() => {
        running.delete(key)
        afterwards?.()
        if (entry.isAskedAgain) lookAgain(generationId)
      })
      return true
    },
  }
}
