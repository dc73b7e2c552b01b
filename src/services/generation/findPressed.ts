import { type ButtonName, findButtonError } from '../../domain/buttonRules.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Actor } from '../../domain/origin.ts'
import { UserError } from '../../domain/userError.ts'
import type { GenerationRepository } from './records/generationRepository.ts'

/** The generation whose button was pressed. Throws a UserError where the button does nothing for this person at this place. */
export async function findPressed(
  { repository }: { readonly repository: Pick<GenerationRepository, 'find'> },
  button: ButtonName,
  id: string,
  actor: Actor,
): Promise<Generation> {
  const generation = await repository.find(id)
  if (generation === undefined) throw new UserError({ code: 'notFound' })
  const refusal = findButtonError(button, generation.origin, actor)
  if (refusal !== undefined) throw new UserError(refusal)
  return generation
}
