import { hasChannelRoute } from '../../domain/channelRoute.ts'
import { isFinal } from '../../domain/generation.ts'
import type { RenewedToken } from '../../domain/origin.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Room } from './room.ts'

/**
 * Shows the present state with the token of a click. Anybody who sees the message may click. Where no other way leads to
 * the message, the token is saved, so that a restart does not lose it.
 */
export async function refreshGeneration(room: Room, id: string, renewed: RenewedToken): Promise<void> {
  const generation = await room.records.find(id)
  if (generation === undefined) throw new Refusal({ code: 'notFound' })
  const { token, tokenExpiresAt } = renewed
  room.delivery.renewToken(id, { token, tokenExpiresAt })
  const isOpen = room.records.book.get(id) !== undefined
  if (!isOpen) return room.delivery.show(generation, {})
  if (!hasChannelRoute(generation.origin)) {
    await room.records
      .save(id, (current) => ({ ...current, origin: { ...current.origin, token, tokenExpiresAt } }))
      .catch((error: unknown) => room.log.warn({ error, generationId: id }, 'A new token could not be saved'))
  }
  const current = room.records.book.get(id)
  if (current === undefined) return
  room.notes.get(id).deliveryFailures = 0
  if (isFinal(current)) room.proceed(current)
  else room.show(current)
}
