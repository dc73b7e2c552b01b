import { seconds } from '../../domain/clock.ts'
import { StoreFailure } from '../../domain/contracts/store.ts'
import { computeBackOff, type Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { NotOpen, Stopped } from './records/errors.ts'
import type { GenerationRepository } from './records/generationRepository.ts'

type TaskName = 'acknowledge' | 'prepare' | 'submit' | 'lookup' | 'poll' | 'deliver' | 'close' | 'end'

/** Tasks in the background: one of a kind per generation, and none that ends in silence. */
export interface TaskRunner {
  /**
   * Starts the task unless the same one is under way for this generation; then the generation is reconciled afterwards. When
   * it throws, that is logged and the generation is reconciled after a pause; a defect that keeps coming back sets the
   * generation aside. `afterwards` runs when the same task could be started again. Returns whether the task was started.
   */
  run(name: TaskName, generationId: string, task: () => Promise<void>, afterwards?: () => void): boolean
  /** Runs a step that never fails but for a defect: an error sets this one generation aside, and nothing else stops. */
  guard(generationId: string, step: () => void): void
  /** Aborts as soon as nobody needs the work on the pictures and the body of this generation any more. */
  signalOf(generationId: string): AbortSignal
  /** The generation has ended. */
  abort(generationId: string): void
  /** The service stops: what is not finished is done by the next start. */
  stop(): void
  isStopping(): boolean
}

interface TaskRunnerDependencies {
  readonly repository: Pick<GenerationRepository, 'quarantine'>
  readonly clock: Pick<Timers, 'after'>
  readonly fraction: () => number
  readonly log: Log
  /** Looks at the generation again and does what its state asks for. */
  readonly reconcile: (generationId: string) => void
}

const backOff = { first: seconds(5), longest: seconds(300) }
/** A store heals. What else fails so often in a row is a defect, which no retry mends. */
const mostDefects = 5

export function createTaskRunner(dependencies: TaskRunnerDependencies): TaskRunner {
  const { repository, clock, fraction, log, reconcile } = dependencies
  const running = new Map<string, { isAskedAgain: boolean }>()
  const failures = new Map<string, { readonly count: number; readonly defects: number }>()
  const controllers = new Map<string, AbortController>()
  let isStopping = false

  function guard(generationId: string, step: () => void): void {
    try {
      step()
    } catch (error) {
      repository.quarantine(generationId, error)
    }
  }

  function handleFailure(key: string, name: TaskName, generationId: string, error: unknown): void {
    if (error instanceof Stopped || error instanceof NotOpen) {
      failures.delete(key)
      return
    }
    const before = failures.get(key) ?? { count: 0, defects: 0 }
    const count = before.count + 1
    const defects = error instanceof StoreFailure ? 0 : before.defects + 1
    if (defects >= mostDefects) {
      failures.delete(key)
      repository.quarantine(generationId, error)
      return
    }
    failures.set(key, { count, defects })
    log.error({ error, generationId, work: name, failures: count }, 'Work on a generation failed and is tried again')
    clock.after(computeBackOff(backOff, count, fraction()), () => reconcile(generationId))
  }

  async function perform(key: string, name: TaskName, generationId: string, task: () => Promise<void>): Promise<void> {
    try {
      await task()
      failures.delete(key)
    } catch (error) {
      handleFailure(key, name, generationId, error)
    }
  }

  function abort(generationId: string): void {
    controllers.get(generationId)?.abort()
    controllers.delete(generationId)
  }

  return {
    run(name, generationId, task, afterwards) {
      const key = `${name}:${generationId}`
      const underWay = running.get(key)
      if (underWay !== undefined) {
        underWay.isAskedAgain = true
        return false
      }
      const entry = { isAskedAgain: false }
      running.set(key, entry)
      void perform(key, name, generationId, task).then(() => {
        running.delete(key)
        guard(generationId, () => afterwards?.())
        if (entry.isAskedAgain) reconcile(generationId)
      })
      return true
    },
    guard,
    signalOf(generationId) {
      const controller = controllers.get(generationId) ?? new AbortController()
      if (isStopping) controller.abort()
      else controllers.set(generationId, controller)
      return controller.signal
    },
    abort,
    stop() {
      isStopping = true
      for (const generationId of [...controllers.keys()]) abort(generationId)
    },
    isStopping: () => isStopping,
  }
}
