import type { Generation } from '../../domain/generation.ts'
import { UserError } from '../../domain/userError.ts'
import type { GenerationRepository } from './records/generationRepository.ts'

/** The generation that was named. Throws a UserError where it is not known, or no longer. */
export async function findKnown(
  { repository }: { readonly repository: Pick<GenerationRepository, 'find'> },
  id: string,
): Promise<Generation> {
  const generation = await repository.find(id)
  if (generation === undefined) throw new UserError({ code: 'notFound' })
  return generation
}
