import type { Generation } from '../../domain/generation.ts'
import { describeError } from './describeError.ts'
import { dropCancelRequest } from './dropCancelRequest.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

const isWanted = ({ state, cancelRequestedAt, abandonedAt }: Generation) =>
  state === 'running' && cancelRequestedAt !== undefined && abandonedAt === undefined

async function carryOut(room: Room, generation: Generation): Promise<void> {
  const { id, operation } = generation
  const provider = room.providers.find((each) => each.id === generation.provider)
  if (operation === undefined || provider === undefined) return
  try {
    const answer = provider.cancel === undefined ? 'tooLate' : await provider.cancel(operation)
    room.log.info({ generationId: id, answer }, 'A wanted cancel was carried out')
    if (answer === 'tooLate') await dropCancelRequest(room, id)
    if (answer !== 'cancelled') return
    const now = room.clock.now()
    const saved = await room.repository.save(id, (current) =>
      current.state === 'running' ? finish(current, 'cancelled', now, settledFree) : undefined,
    )
    room.proceed(saved)
  } catch (error) {
    const facts = { ...describeError(error, generation.request), generationId: id }
    room.log.warn(facts, 'A wanted cancel failed and is tried again with the next check')
  }
}

/**
 * Carries out a cancel that was wanted before the provider had given its answer. Fails softly: what could not be asked or
 * saved is tried again with the next check.
 */
export async function cancelAsRequested(room: Room, generation: Generation): Promise<void> {
  if (!isWanted(generation)) return
  await room.cancels.run(generation.id, async () => {
    const current = room.repository.open.get(generation.id)
    if (current !== undefined && isWanted(current)) await carryOut(room, current)
  })
}
