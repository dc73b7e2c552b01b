import { minutes, seconds } from '../../domain/clock.ts'
import type { ShowOutcome } from '../../domain/contracts/delivery.ts'
import { type DeliveryProgress, type Generation, isClosed, isFinal } from '../../domain/generation.ts'
import { computeBackOff } from './computeBackOff.ts'
import type { Room } from './room.ts'

const backOff = { first: seconds(5), longest: minutes(5) }
/** How often a failing edit is tried before the person has to ask for it. */
const attempts = 8

/** The command may never have been acknowledged: there may be no message at all. */
const isUnacknowledged = ({ failure }: Generation) => failure?.kind === 'notAcknowledged'

/** A result that its owner no longer wanted stays listed until it is asked for, or forgotten. */
const staysUnseen = ({ abandonedAt, state }: Generation) => abandonedAt !== undefined && state === 'succeeded'

function wantsNotice(generation: Generation): boolean {
  return generation.state !== 'cancelled' && generation.abandonedAt === undefined && !isUnacknowledged(generation)
}

function saveDelivery(room: Room, id: string, progress: DeliveryProgress): Promise<Generation> {
  return room.records.saveSurely(id, (current) => ({ ...current, delivery: { ...current.delivery, ...progress } }))
}

function close(room: Room, id: string): Promise<void> {
  const deliveredAt = room.clock.now()
  return room.records.close(id, (current) => ({
    ...current,
    delivery: { deliveredAt, ...current.delivery },
  }))
}

function planAnotherAttempt(room: Room, id: string, reason: string): void {
  const note = room.notes.get(id)
  note.deliveryFailures += 1
  room.log.warn({ generationId: id, reason, failures: note.deliveryFailures }, 'A final state could not be shown')
  const mayPass = reason === 'failed' || reason === 'refused'
  if (!mayPass || note.deliveryFailures >= attempts) return
  room.timers.after(computeBackOff(backOff, note.deliveryFailures, room.identifiers.fraction()), () => {
    const generation = room.records.book.get(id)
    if (generation !== undefined) room.proceed(generation)
  })
}

async function show(room: Room, generation: Generation): Promise<ShowOutcome> {
  const outcome = await room.delivery.showFinal(generation)
  if (!outcome.shown) return outcome
  const { uploadedUrl } = outcome
  const shownAt = room.clock.now()
  await saveDelivery(room, generation.id, { shownAt, ...(uploadedUrl !== undefined && { uploadedUrl }) })
  return outcome
}

/**
 * The outbox of one finished generation: the last state, then the notice, each saved when it is done, and the notice's
 * intent before it. What cannot be shown stays open, listed as unseen.
 */
export async function deliverFinal(room: Room, id: string): Promise<void> {
  const generation = room.records.book.get(id)
  if (generation === undefined || !isFinal(generation)) return
  if (isClosed(generation)) return close(room, id)
  if (isUnacknowledged(generation)) {
    if (room.clock.now() < generation.origin.tokenExpiresAt) await show(room, generation)
    return close(room, id)
  }
  if (generation.delivery.shownAt === undefined) {
    const outcome = await show(room, generation)
    if (!outcome.shown) return planAnotherAttempt(room, id, outcome.reason)
  }
  if (staysUnseen(generation)) return
  if (wantsNotice(generation)) {
    const intent = generation.delivery.noticeIntendedAt ?? room.clock.now()
    const intended = await saveDelivery(room, id, { noticeIntendedAt: intent })
    await room.delivery.notify(intended)
  }
  await close(room, id)
  room.log.info({ generationId: id, state: generation.state }, 'A generation was delivered')
}
