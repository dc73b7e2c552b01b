import { days, hours, minutes } from '../../domain/clock.ts'
import type { Archive } from '../../domain/contracts/archive.ts'
import type { GenerationCollection } from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'
import { hasChannelRoute } from '../../domain/origin.ts'
import { isFinal } from '../../domain/stateMachine.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import type { CrashLoopGuard } from './crashLoopGuard.ts'
import type { DeliveryRetries } from './outbox/deliveryRetries.ts'
import type { GenerationRepository } from './records/generationRepository.ts'
import type { TaskRunner } from './taskRunner.ts'

/** What a start does with what the process before left, and what is done every hour with what nobody comes back to. */
interface Recovery {
  /** Goes on with everything that is open in the store. Reads nothing else: what has ended costs a start nothing. */
  recover(): Promise<void>
  /** Closes what nobody comes back to, now and every hour. */
  sweep(): void
}

interface RecoveryDependencies {
  readonly generations: Pick<GenerationCollection, 'open'>
  readonly archive: Pick<Archive, 'remains'>
  readonly repository: Pick<GenerationRepository, 'open' | 'restore' | 'close'>
  readonly crashLoopGuard: Pick<CrashLoopGuard, 'count'>
  readonly retries: Pick<DeliveryRetries, 'queue'>
  readonly tasks: Pick<TaskRunner, 'run' | 'guard'>
  readonly lookForAnswer: (generationId: string) => void
  readonly advance: (generation: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Timers, 'now' | 'after'>
  readonly log: Log
}

/** So long a finished generation that nobody could be shown stays listed. */
const listed = days(7)
const interval = hours(1)
/** Where nothing let it through for so long, the next attempt waits its turn: many of them are refused again. */
const longUndelivered = minutes(10)

export function createRecovery(dependencies: RecoveryDependencies): Recovery {
  const { generations, repository, crashLoopGuard, retries, tasks, lookForAnswer, advance, show } = dependencies
  const { clock, log } = dependencies

  /**
   * Where only the token leads to the status message, Check has to stand in it before the token ends, and only Discord knows
   * when that is. The process may have died before it drew anything.
   */
  function showWayBack(generation: Generation): void {
    const { origin, state } = generation
    if (state === 'received' || isFinal(generation) || hasChannelRoute(origin)) return
    show(generation)
  }

  function isLongUndelivered(generation: Generation): boolean {
    const { finishedAt } = generation
    return isFinal(generation) && finishedAt !== undefined && clock.now() - finishedAt > longUndelivered
  }

  function takeUp(generation: Generation): void {
    // Whether Discord took the answer was not saved: the process died in between.
    if (generation.origin.messageId === undefined) lookForAnswer(generation.id)
    if (isLongUndelivered(generation)) retries.queue(generation.id)
    else advance(generation)
    showWayBack(generation)
  }

  function sweepOne(generation: Generation, now: number): void {
    const { id, state, stateSince, finishedAt } = generation
    // Neither begun nor aborted: a defect elsewhere must not hold the person's allowance.
    if (state === 'received' && now - stateSince >= interval) lookForAnswer(id)
    if (!isFinal(generation) || finishedAt === undefined || now - finishedAt < listed) return
    tasks.run('close', id, () =>
      repository.close(id, (current) => ({ ...current, delivery: { deliveredAt: now, ...current.delivery } })),
    )
  }

  function sweep(): void {
    const now = clock.now()
    for (const generation of repository.open.all()) tasks.guard(generation.id, () => sweepOne(generation, now))
    clock.after(interval, sweep)
  }

  return {
    async recover() {
      const open = await generations.open()
      for (const generation of open) repository.restore(generation)
      await crashLoopGuard.count(open)
      for (const generation of open) tasks.guard(generation.id, () => takeUp(generation))
      const remains = await dependencies.archive.remains()
      if (remains.length > 0) {
        const facts = { count: remains.length }
        log.warn(facts, 'Records that cannot be read count in the budgets, and wait for a version that can')
      }
      log.info({ open: open.length }, 'Open generations were taken up again')
    },
    sweep,
  }
}
