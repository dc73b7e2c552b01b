import { type ButtonName, findButtonRefusal } from '../../domain/buttonRules.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Actor } from '../../domain/origin.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Records } from './createRecords.ts'

/** The generation whose button was pressed. Throws a Refusal where the button does nothing for this person at this place. */
export async function findPressed(
  { records }: { readonly records: Pick<Records, 'find'> },
  button: ButtonName,
  id: string,
  actor: Actor,
): Promise<Generation> {
  const generation = await records.find(id)
  if (generation === undefined) throw new Refusal({ code: 'notFound' })
  const refusal = findButtonRefusal(button, generation.origin, actor)
  if (refusal !== undefined) throw new Refusal(refusal)
  return generation
}
