import type { CancelOutcome } from '../../domain/contracts/generations.ts'
import type { CancelAnswer, Provider } from '../../domain/contracts/provider.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { describeError } from './describeError.ts'
import { dropCancelRequest } from './dropCancelRequest.ts'
import { findKnown } from './findKnown.ts'
import { NotOpen } from './records/generationRepository.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

const isWithUs = ({ state }: Generation) => state === 'received' || state === 'preparing' || state === 'queued'

function findProvider(room: Room, { provider }: Generation): Provider | undefined {
  return room.providers.find(({ id }) => id === provider)
}

/** The generation moved on while the answer was sought: asked again in its new state. */
type Moved = 'moved'

async function cancelHere(room: Room, id: string): Promise<CancelOutcome | Moved> {
  const now = room.clock.now()
  let isOurs = false
  const saved = await room.repository.save(id, (current) => {
    isOurs = isWithUs(current)
    return isOurs ? finish(current, 'cancelled', now, settledFree) : undefined
  })
  if (saved.state !== 'cancelled') return 'moved'
  if (isOurs) room.log.info({ generationId: id }, 'A waiting generation was cancelled')
  room.proceed(saved)
  return { kind: 'cancelled' }
}

/** It is being sent, or nobody knows whether it was: carried out as soon as that is known. */
async function cancelLater(room: Room, generation: Generation, confirmed: boolean): Promise<CancelOutcome | Moved> {
  const { id, state } = generation
  const now = room.clock.now()
  const isAbandoning = confirmed && findProvider(room, generation)?.cancel === undefined
  const saved = await room.repository.save(id, (current) => {
    if (current.state !== state || isFinal(current)) return undefined
    return {
      ...current,
      cancelRequestedAt: current.cancelRequestedAt ?? now,
      ...(isAbandoning && { abandonedAt: current.abandonedAt ?? now }),
    }
  })
  if (saved.cancelRequestedAt === undefined || saved.state !== state) return 'moved'
  room.show(saved)
  return { kind: isAbandoning ? 'abandoned' : 'requested' }
}

async function abandon(room: Room, id: string): Promise<CancelOutcome | Moved> {
  const now = room.clock.now()
  const saved = await room.repository.save(id, (current) =>
    current.state === 'running' ? { ...current, abandonedAt: current.abandonedAt ?? now } : undefined,
  )
  if (saved.state !== 'running') return 'moved'
  room.log.info({ generationId: id }, 'A running generation was abandoned')
  room.show(saved)
  return { kind: 'abandoned' }
}

async function askProvider(room: Room, generation: Generation): Promise<CancelAnswer> {
  const provider = findProvider(room, generation)
  if (provider === undefined) return 'unknown'
  if (provider.cancel === undefined || generation.operation === undefined) return 'tooLate'
  try {
    return await provider.cancel(generation.operation)
  } catch (error) {
    const facts = { ...describeError(error, generation.request), generationId: generation.id }
    room.log.warn(facts, 'A cancel failed and is tried again with the next check')
    return 'unknown'
  }
}

async function cancelThere(room: Room, id: string, confirmed: boolean): Promise<CancelOutcome | Moved> {
  const generation = room.repository.open.get(id)
  if (generation?.state !== 'running') return 'moved'
  if (generation.abandonedAt !== undefined) return { kind: 'abandoned' }
  const answer = await askProvider(room, generation)
  if (answer === 'tooLate') {
    if (confirmed) return abandon(room, id)
    await dropCancelRequest(room, id)
    return { kind: 'cannotStop' }
  }
  const now = room.clock.now()
  const saved = await room.repository.save(id, (current) => {
    if (current.state !== 'running') return undefined
    if (answer === 'cancelled') return finish(current, 'cancelled', now, settledFree)
    return current.cancelRequestedAt === undefined ? { ...current, cancelRequestedAt: now } : undefined
  })
  if (saved.state === 'cancelled') {
    room.proceed(saved)
    return { kind: 'cancelled' }
  }
  if (saved.state !== 'running') return 'moved'
  room.show(saved)
  return { kind: 'requested' }
}

/** One attempt, on the record as it stands now. */
async function cancelOnce(room: Room, id: string, confirmed: boolean): Promise<CancelOutcome | Moved> {
  const generation = await findKnown(room, id)
  if (isFinal(generation)) return { kind: 'alreadyFinished' }
  try {
    if (isWithUs(generation)) return await cancelHere(room, id)
    if (generation.state === 'running') return await room.cancels.run(id, () => cancelThere(room, id, confirmed))
    return await cancelLater(room, generation, confirmed)
  } catch (error) {
    // It ended and was closed in the meantime.
    if (error instanceof NotOpen) return 'moved'
    throw error
  }
}

/**
 * Ends a generation: free while it waits with us, by the provider's answer afterwards. Throws
 * a UserError.
 */
export async function cancelGeneration(
  room: Room,
  id: string,

  confirmed: boolean,
): Promise<CancelOutcome> {
  for (;;) {
    const outcome = await cancelOnce(room, id, confirmed)
    if (outcome !== 'moved') return outcome
  }
}
