import type { UsualTime } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import { findModel } from '../../domain/models.ts'
import { modeOf } from '../../domain/routeRequest.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** How long the generation usually takes, once it is sent: where it was sent, or where it would be sent next. */
export function findUsualTime(
  room: Pick<Room, 'renderTimes' | 'providers'>,
  generation: Generation,
): UsualTime | undefined {
  const { state, provider, request } = generation
  if (state !== 'queued' && state !== 'submitting' && state !== 'running') return undefined
  const model =
    provider === undefined ? findCandidates(room, generation)[0] : findModel(provider, request.quality, modeOf(request))
  return model && room.renderTimes.typicalRange(model, request.duration)
}
