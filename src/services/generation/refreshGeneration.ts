import { hasChannelRoute } from '../../domain/channelRoute.ts'
import { isFinal } from '../../domain/generation.ts'
import { type ClickToken, tokenLifetime } from '../../domain/origin.ts'
import { findKnown } from './findKnown.ts'
import type { Room } from './room.ts'

/**
 * Shows the present state with the token of a click. Where no other way leads to
 * the message, the token is saved, so that a restart does not lose it.
 */
export async function refreshGeneration(room: Room, id: string, { token }: ClickToken): Promise<void> {
  const generation = await findKnown(room, id)
  const tokenExpiresAt = room.clock.now() + tokenLifetime
  room.delivery.renewToken(id, { token, tokenExpiresAt })
  const isOpen = room.repository.open.get(id) !== undefined
  if (!isOpen) {
    // Closed without ever having stood in its message: seen elsewhere, or forgotten. The click shows it all the same.
    if (generation.delivery.shownAt === undefined) void room.delivery.showFinal(generation)
    else room.delivery.show(generation, {})
    return
  }
  if (!hasChannelRoute(generation.origin)) {
    await room.repository
      .save(id, (current) => ({ ...current, origin: { ...current.origin, token, tokenExpiresAt } }))
      .catch((error: unknown) => room.log.warn({ error, generationId: id }, 'A new token could not be saved'))
  }
  const current = room.repository.open.get(id)
  if (current === undefined) return
  room.retries.forget(id)
  if (isFinal(current)) room.proceed(current)
  else room.show(current)
}
