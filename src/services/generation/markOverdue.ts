import { isFinal } from '../../domain/generation.ts'
import { renderKindOf } from '../../domain/models.ts'
import type { Room } from './room.ts'

/** Tells the person once that it takes longer than it should, and frees the slot. */
export async function markOverdue(room: Room, id: string): Promise<void> {
  const generation = room.repository.open.get(id)
  if (generation?.provider === undefined || generation.submittedAt === undefined) return
  if (generation.overdueSince !== undefined || isFinal(generation)) return
  const now = room.clock.now()
  const { provider, submittedAt } = generation
  if (now - submittedAt < renderKindOf(room.catalogue, { ...generation, provider }).overdueAfter) return
  const saved = await room.repository.save(id, (current) =>
    isFinal(current) || current.overdueSince !== undefined ? undefined : { ...current, overdueSince: now },
  )
  if (isFinal(saved)) return
  room.log.warn({ generationId: id, provider }, 'A generation is overdue')
  room.show(saved)
  room.dispatch()
}
