import { hours } from '../../domain/clock.ts'
import type { ShowOutcome } from '../../domain/contracts/delivery.ts'
import { type DeliveryProgress, type Generation, isClosed, isFinal } from '../../domain/generation.ts'
import type { UndeliveredReason } from './createDeliveryRetries.ts'
import type { Room } from './room.ts'

/** So long after its end the owner is told of a video that stands in its message. Later, a word is a nuisance. */
const tellingTime = hours(24)

/** What delivering needs of the room. */
type Outbox = Pick<Room, 'repository' | 'delivery' | 'retries' | 'clock' | 'log'>

/** The command may never have been acknowledged: there may be no message at all. */
const isUnacknowledged = ({ failure }: Generation) => failure?.kind === 'notAcknowledged'

/** A result that its owner no longer wanted stays listed until it is asked for, or forgotten. */
const staysUnseen = ({ abandonedAt, state }: Generation) => abandonedAt !== undefined && state === 'succeeded'

function wantsNotice({ state, abandonedAt, delivery }: Generation): boolean {
  return state !== 'cancelled' && abandonedAt === undefined && delivery.noticedAt === undefined
}

function saveDelivery(room: Outbox, id: string, progress: DeliveryProgress): Promise<Generation> {
  return room.repository.saveWithRetry(id, (current) => ({
    ...current,
    delivery: { ...current.delivery, ...progress },
  }))
}

function close(room: Outbox, id: string, progress: DeliveryProgress = {}): Promise<void> {
  const deliveredAt = room.clock.now()
  return room.repository.close(id, (current) => ({
    ...current,
    delivery: { deliveredAt, ...current.delivery, ...progress },
  }))
}

function planAnotherAttempt(room: Outbox, id: string, reason: UndeliveredReason): void {
  const secondsUntilNext = Math.round(room.retries.plan(id, reason) / 1_000)
  room.log.warn({ generationId: id, reason, secondsUntilNext }, 'A finished generation is not delivered yet')
}

async function show(room: Outbox, generation: Generation): Promise<ShowOutcome> {
  const outcome = await room.delivery.showFinal(generation)
  if (!outcome.shown) return outcome
  const { uploadedUrl } = outcome
  const shownAt = room.clock.now()
  await saveDelivery(room, generation.id, { shownAt, ...(uploadedUrl !== undefined && { uploadedUrl }) })
  return outcome
}

/** Mentions the owner, with the intent saved before. Whether nothing more is to be said. */
async function tell(room: Outbox, generation: Generation, isMessageGone: boolean): Promise<boolean> {
  const { noticeIntendedAt } = generation.delivery
  const intended = await saveDelivery(room, generation.id, { noticeIntendedAt: noticeIntendedAt ?? room.clock.now() })
  const circumstances = { isRepeated: noticeIntendedAt !== undefined, isMessageGone }
  return (await room.delivery.notify(intended, circumstances)) === 'done'
}

/**
 * The last state does not stand in its message. Where that was deleted, the owner learns how to get the video; where its thread
 * is archived, the word to the owner goes first, since a post reopens the thread.
 */
async function goOnUnshown(room: Outbox, generation: Generation, reason: UndeliveredReason): Promise<void> {
  const { id } = generation
  const isTellingFirst = reason === 'archived' || reason === 'messageGone'
  if (!isTellingFirst || !wantsNotice(generation)) return planAnotherAttempt(room, id, reason)
  if (!(await tell(room, generation, reason === 'messageGone'))) return planAnotherAttempt(room, id, 'notTold')
  const told = await saveDelivery(room, id, { noticedAt: room.clock.now() })
  const outcome = reason === 'archived' ? await show(room, told) : undefined
  if (outcome?.shown !== true) return planAnotherAttempt(room, id, outcome?.reason ?? reason)
  await closeDelivered(room, told)
}

async function closeDelivered(room: Outbox, { id, state }: Generation, progress: DeliveryProgress = {}): Promise<void> {
  await close(room, id, progress)
  room.log.info({ generationId: id, state }, 'A generation was delivered')
}

/**
 * The outbox of one finished generation: the last state, then the notice, each saved when it is done, and the notice's
 * intent before it. What cannot be shown or told stays open, is tried again, and is listed as unseen meanwhile.
 */
export async function deliverFinal(room: Outbox, id: string): Promise<void> {
  const generation = room.repository.open.get(id)
  if (generation === undefined || !isFinal(generation)) return
  if (isClosed(generation)) return close(room, id)
  if (isUnacknowledged(generation)) {
    if (room.clock.now() < generation.origin.tokenExpiresAt) await show(room, generation)
    return close(room, id)
  }
  if (generation.delivery.shownAt === undefined) {
    const outcome = await show(room, generation)
    if (!outcome.shown) return goOnUnshown(room, generation, outcome.reason)
  }
  if (staysUnseen(generation)) return
  if (!wantsNotice(generation)) return closeDelivered(room, generation)
  const isTold = await tell(room, generation, false)
  const now = room.clock.now()
  if (!isTold && now - (generation.finishedAt ?? now) < tellingTime) return planAnotherAttempt(room, id, 'notTold')
  await closeDelivered(room, generation, isTold ? { noticedAt: now } : {})
}
