import type { Generation } from '../../domain/generation.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** Whether the generation waits for providers to which nothing is sent just now. */
export function isPaused(room: Pick<Room, 'providers' | 'health'>, generation: Generation): boolean {
  if (generation.state !== 'queued') return false
  const candidates = findCandidates(room, generation)
  return candidates.length > 0 && candidates.every(({ provider }) => room.health.outageReason(provider) !== undefined)
}
