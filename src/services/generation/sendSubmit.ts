import type { PreparedSubmit, Provider } from '../../domain/contracts/provider.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Operation } from '../../domain/operation.ts'
import { ProviderError } from '../../domain/providerError.ts'
import { advance } from '../../domain/transitions.ts'
import { isAmbiguous, judgeRefusal } from './judgeRefusal.ts'
import { markUnconfirmed } from './markUnconfirmed.ts'
import { passOver } from './passOver.ts'
import type { Room } from './room.ts'

type Answer = { readonly operation: Operation } | { readonly error: unknown }

async function post(provider: Provider, prepared: PreparedSubmit, taskId: string): Promise<Answer> {
  try {
    return { operation: await provider.submit(prepared, { taskId }) }
  } catch (error) {
    return { error }
  }
}

async function send(room: Room, provider: Provider, generation: Generation, prepared: PreparedSubmit): Promise<void> {
  const { id, taskId, submits } = generation
  if (taskId === undefined) throw new Error('A submit needs its task id saved')
  const sentAt = room.clock.now()
  const answer = await post(provider, prepared, taskId)
  const facts = { generationId: id, provider: provider.id, milliseconds: room.clock.now() - sentAt }
  if ('operation' in answer) {
    room.health.recordSuccess(provider.id, 'submit', sentAt)
    room.log.info(facts, 'A generation was submitted')
    const saved = await room.repository.saveWithRetry(id, (current) =>
      current.state === 'submitting'
        ? advance(current, 'running', room.clock.now(), { operation: answer.operation })
        : undefined,
    )
    room.show(saved)
    room.proceed(saved)
    return
  }
  const { error } = answer
  // After a second POST even a plain no leaves the first one open, unless the job itself was refused.
  const isOpen = isAmbiguous(error) || (submits > 1 && !isRefusedJob(error))
  if (isOpen) {
    room.health.recordFailure(provider.id, 'submit', error)
    await markUnconfirmed(room, id, error)
  } else await passOver(room, id, provider.id, error)
}

function isRefusedJob(error: unknown): boolean {
  return error instanceof ProviderError && judgeRefusal(error).kind === 'end'
}

/** Sends the one POST of a saved `submitting` and saves what came of it. A stop waits for this. */
export async function sendSubmit(
  room: Room,
  provider: Provider,
  generation: Generation,
  prepared: PreparedSubmit,
): Promise<void> {
  const sending = send(room, provider, generation, prepared)
  room.submits.add(sending)
  try {
    await sending
  } finally {
    room.submits.delete(sending)
  }
}
