import { firstOf, type Generation } from '../../domain/generation.ts'
import { isFinal, isUnwanted } from '../../domain/stateMachine.ts'
import type { TaskRunner } from './taskRunner.ts'

/** What the rooms do for a generation in one of its states. */
interface Steps {
  /** Fetches pictures; then the generation waits for a slot. */
  prepare(generationId: string): Promise<void>
  /** Ends one whose cancel was asked for while it was being sent, and that nobody took. */
  cancelWaiting(generationId: string): Promise<void>
  /** Plans one look at who can be sent to a provider now. */
  dispatch(): void
  /** Decides about a `submitting` that nobody is busy with. */
  resolveInterrupted(generationId: string): Promise<void>
  /** Asks the provider whether a submit without an answer arrived. */
  resolveUnconfirmed(generationId: string): Promise<void>
  readonly polls: {
    schedule(generation: Generation): void
    pollNow(generationId: string): void
    isScheduled(generationId: string): boolean
    drop(generationId: string): void
  }
  /** Shows the last state and tells the owner. */
  deliver(generationId: string): Promise<void>
}

interface LifecycleDependencies {
  readonly tasks: Pick<TaskRunner, 'run' | 'isStopping'>
  /** Whether nothing may be begun for it yet, because processes died over it. */
  readonly isHeld: (generation: Generation) => boolean
  readonly steps: Steps
}

/**
 * What is done next, by state. Every room that has saved a change calls this: the one edge that leads back up. Harmless where
 * the same is being done already.
 */
export function createLifecycle({ tasks, isHeld, steps }: LifecycleDependencies): (generation: Generation) => void {
  const { polls } = steps

  function deliver(generation: Generation): void {
    const { id } = generation
    polls.drop(id)
    // Those that were asked for at once are delivered together.
    tasks.run('deliver', firstOf(generation), () => steps.deliver(id))
    // Its slot may be free now.
    steps.dispatch()
  }

  const nextSteps: Readonly<Record<Generation['state'], (generation: Generation) => void>> = {
    // Waits for Discord to take the answer.
    received: () => {},
    preparing: ({ id }) => tasks.run('prepare', id, () => steps.prepare(id)),
    queued(generation) {
      const { id } = generation
      if (isUnwanted(generation)) tasks.run('end', id, () => steps.cancelWaiting(id))
      steps.dispatch()
    },
    submitting: ({ id }) => tasks.run('submit', id, () => steps.resolveInterrupted(id), steps.dispatch),
    unconfirmed: ({ id }) => tasks.run('lookup', id, () => steps.resolveUnconfirmed(id)),
    running(generation) {
      if (generation.cancelRequestedAt !== undefined) polls.pollNow(generation.id)
      else if (!polls.isScheduled(generation.id)) polls.schedule(generation)
    },
    succeeded: deliver,
    failed: deliver,
    cancelled: deliver,
    lost: deliver,
  }

  return (generation) => {
    if (tasks.isStopping() || isHeld(generation)) return
    if (isFinal(generation)) deliver(generation)
    else nextSteps[generation.state](generation)
  }
}
