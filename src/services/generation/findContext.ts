import type { StatusContext } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import { findUsualTime } from './findUsualTime.ts'
import { isPaused } from './isPaused.ts'
import type { Room } from './room.ts'

/** What stands around the generation in its status message. `place`: starts before it while it waits with us. */
export function findContext(room: Room, generation: Generation, place: number | undefined): StatusContext {
  if (isPaused(room, generation)) return { isPaused: true }
  const usual = findUsualTime(room, generation)
  return { ...(place !== undefined && { place }), ...(usual !== undefined && { usual }) }
}
