import type { ChangedPlace } from '../../domain/contracts/generations.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import type { Room } from './room.ts'

function isThere({ origin }: Generation, { guildId, channelId }: ChangedPlace): boolean {
  if (channelId !== undefined) return origin.channelId === channelId
  return guildId === undefined || origin.guildId === guildId
}

/** Tries what could not be shown there: progress at once, the ends of generations each in its turn. */
export function reopenPlace(room: Pick<Room, 'repository' | 'delivery' | 'retries'>, place: ChangedPlace): void {
  for (const generation of room.repository.open.all()) {
    if (!isThere(generation, place)) continue
    room.delivery.reopen(generation)
    if (isFinal(generation)) room.retries.hurry(generation.id)
  }
}
