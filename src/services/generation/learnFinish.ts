import type { Generation } from '../../domain/generation.ts'
import { renderKindOf } from '../../domain/models.ts'
import type { Room } from './room.ts'

/** Learns from a render that a check has just found finished, where it is known when it was not finished yet. */
export function learnFinish(room: Room, generation: Generation): void {
  const { id, provider, request, submittedAt } = generation
  if (provider === undefined || submittedAt === undefined) return
  const model = renderKindOf(room.catalogue, { ...generation, provider })
  const { unfinishedAt = submittedAt } = room.transient.get(id)
  const finish = { after: Math.max(unfinishedAt - submittedAt, 0), by: room.clock.now() - submittedAt }
  // Where it was not looked at for long, or it was overdue, the time says nothing about the usual.
  if (finish.by < model.overdueAfter && room.renderTimes.record(model, request.duration, finish))
    room.renderTimesKeeper.noteChange()
}
