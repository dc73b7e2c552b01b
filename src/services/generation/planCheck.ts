import type { Generation } from '../../domain/generation.ts'
import { findModel } from '../../domain/models.ts'
import { modeOf } from '../../domain/routeRequest.ts'
import { nextCheckDelay } from './nextCheckDelay.ts'
import type { Room } from './room.ts'

/** Plans the next check of a running generation. */
export function planCheck(room: Room, generation: Generation): void {
  const { id, provider, request, submittedAt, stateSince } = generation
  if (provider === undefined) return
  const delay = nextCheckDelay({
    model: findModel(provider, request.quality, modeOf(request)),
    elapsed: room.clock.now() - (submittedAt ?? stateSince),
    failures: room.notes.get(id).checkFailures,
    fraction: room.identifiers.fraction(),
  })
  room.rounds.plan(id, delay)
}
