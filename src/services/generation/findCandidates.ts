import { chooseModels } from '../../domain/chooseModels.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import type { Room } from './room.ts'

/**
 * The models that may serve the generation, in the operator's order; last those whose provider did not take it, which may be
 * asked again when nothing is sent to the others.
 */
export function findCandidates(room: Pick<Room, 'providers'>, generation: Generation): readonly Model[] {
  const choice = chooseModels(generation.request, room.providers)
  if (!choice.possible) return []
  const isPassedOver = ({ provider }: Model) => generation.passedOver.includes(provider)
  return [...choice.models.filter((model) => !isPassedOver(model)), ...choice.models.filter(isPassedOver)]
}
