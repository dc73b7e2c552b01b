import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import { routeRequest } from '../../domain/routeRequest.ts'
import type { Room } from './room.ts'

/**
 * The models that may serve the generation, in the operator's order; last those whose provider did not take it, which may be
 * asked again when nothing is sent to the others.
 */
export function findCandidates(room: Pick<Room, 'providers'>, generation: Generation): readonly Model[] {
  const route = routeRequest(
    generation.request,
    room.providers.map(({ id }) => id),
  )
  if (!route.possible) return []
  const isPassedOver = ({ provider }: Model) => generation.passedOver.includes(provider)
  return [...route.models.filter((model) => !isPassedOver(model)), ...route.models.filter(isPassedOver)]
}
