import type { Generation } from '../../domain/generation.ts'
import { renderKindOf } from '../../domain/models.ts'
import type { Room } from './room.ts'

/** Plans the next check of a running generation. */
export function planCheck(room: Room, generation: Generation): void {
  const { id, provider: providerId, request, submittedAt, stateSince } = generation
  if (providerId === undefined) return
  const model = renderKindOf(room.catalogue, { ...generation, provider: providerId })
  const provider = room.providers.find((each) => each.id === providerId)
  const isShared = (provider?.pollsPerRequest ?? 1) > 1
  const delay = room.nextPollDelay({
    model,
    plan: room.renderTimes.planFor(model, request.duration),
    elapsed: room.clock.now() - (submittedAt ?? stateSince),
    failures: room.transient.get(id).checkFailures,
    fraction: room.identifiers.fraction(),
    companions: isShared ? room.repository.open.holders(providerId).size : 1,
  })
  const rest = room.health.restLeft(providerId)
  const leeway = isShared && delay >= rest ? room.computeLeeway(delay) : 0
  room.rounds.plan(id, Math.max(delay, rest), leeway)
}
