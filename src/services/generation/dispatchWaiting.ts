import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { conclude } from './conclude.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'
import { settledFree } from './settle.ts'
import { showPlaces } from './showPlaces.ts'
import { submitGeneration } from './submitGeneration.ts'

/** Held from the choice until the end, the moment the person is told that it is overdue, or the finished render. */
function countTakenSlots(room: Room, provider: ProviderId): number {
  const holders = room.records.book.holders(provider)
  const held = [...holders].filter((id) => room.notes.peek(id)?.isRendered !== true).length
  const starting = [...room.starting].filter(([id, at]) => at === provider && !holders.has(id)).length
  return held + starting
}

const hasFreeSlot = (room: Room, provider: ProviderId) => countTakenSlots(room, provider) < room.slots[provider]

/** The configuration changed since it was accepted: nobody can serve it any more. */
function endUnservable(room: Room, { id }: Generation): void {
  room.work.run('end', id, async () => {
    const now = room.clock.now()
    const saved = await room.records.saveSurely(id, (current) =>
      current.state === 'queued'
        ? conclude(current, 'failed', now, settledFree, { failure: { kind: 'providerUnavailable' } })
        : undefined,
    )
    room.log.error({ generationId: id }, 'A waiting generation ended: no configured provider can serve it')
    room.proceed(saved)
  })
}

function start(room: Room, { id }: Generation, model: Model): void {
  room.starting.set(id, model.provider)
  const isBegun = room.work.run(
    'submit',
    id,
    () => submitGeneration(room, id, model),
    () => {
      room.starting.delete(id)
      room.dispatch()
    },
  )
  if (!isBegun) room.starting.delete(id)
}

/**
 * Sends as many waiting generations as there are free slots. Each waits for the first provider in the operator's order that
 * can serve it: a full one is waited for, since the next is tried only when that one refuses.
 */
export function dispatchWaiting(room: Room): void {
  if (room.isStopping()) return
  const preferred = new Map<string, Model>()
  const ready = new Map<string, Generation>()
  for (const generation of room.records.book.waiting()) {
    const { id } = generation
    if (room.starting.has(id) || room.notes.peek(id)?.isResting === true) continue
    const [model] = findCandidates(room, generation)
    if (model === undefined) endUnservable(room, generation)
    else {
      preferred.set(id, model)
      ready.set(id, generation)
    }
  }
  for (;;) {
    const fitting = [...ready.values()].filter(({ id }) => {
      const model = preferred.get(id)
      return model !== undefined && hasFreeSlot(room, model.provider)
    })
    const next = room.turns.chooseNext(fitting)
    const model = next && preferred.get(next.id)
    if (next === undefined || model === undefined) break
    ready.delete(next.id)
    start(room, next, model)
  }
  showPlaces(room)
}
