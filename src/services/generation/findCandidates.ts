import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import { routeRequest } from '../../domain/routeRequest.ts'
import type { Room } from './room.ts'

/**
 * The models that may serve the generation, in the operator's order, without those whose provider did not take it. When every
 * provider was passed over, all may be asked again.
 */
export function findCandidates(room: Pick<Room, 'providers'>, generation: Generation): readonly Model[] {
  const route = routeRequest(
    generation.request,
    room.providers.map(({ id }) => id),
  )
  if (!route.possible) return []
  const left = route.models.filter(({ provider }) => !generation.passedOver.includes(provider))
  return left.length > 0 ? left : route.models
}
