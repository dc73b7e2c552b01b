import type { Generation } from '../../domain/generation.ts'
import { findModel } from '../../domain/models.ts'
import { modeOf } from '../../domain/routeRequest.ts'
import type { Room } from './room.ts'

/** Learns from a render that a check has just found finished, where it is known when it was not finished yet. */
export function learnFinish(room: Room, { id, provider, request, submittedAt }: Generation): void {
  if (provider === undefined || submittedAt === undefined) return
  const model = findModel(provider, request.quality, modeOf(request))
  const { unfinishedAt = submittedAt } = room.transient.get(id)
  const finish = { after: Math.max(unfinishedAt - submittedAt, 0), by: room.clock.now() - submittedAt }
  // Where it was not looked at for long, or it was overdue, the time says nothing about the usual.
  if (finish.by < model.overdueAfter && room.renderTimes.record(model, request.duration, finish))
    room.renderTimesKeeper.noteChange()
}
