import type { UsualTime } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import { renderKindOf } from '../../domain/models.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** How long the generation usually takes, once it is sent: where it was sent, or where it would be sent next. */
export function findUsualTime(
  room: Pick<Room, 'catalogue' | 'renderTimes' | 'providers'>,
  generation: Generation,
): UsualTime | undefined {
  const { state, provider, request } = generation
  if (state !== 'queued' && state !== 'submitting' && state !== 'running') return undefined
  const model =
    provider === undefined
      ? findCandidates(room, generation)[0]
      : renderKindOf(room.catalogue, { ...generation, provider })
  return model && room.renderTimes.typicalRange(model, request.duration)
}
