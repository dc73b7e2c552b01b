import type { Generation } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { conclude } from './conclude.ts'
import { findLines } from './findLines.ts'
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
  room.notes.get(id).hadTurn = true
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

const isResting = (room: Room, { id }: Generation) => room.notes.peek(id)?.isResting === true

/** Sends as many waiting generations as there are free slots, in turns. */
export function dispatchWaiting(room: Room): void {
  if (room.isStopping()) return
  const { byProvider, unservable } = findLines(room)
  for (const generation of unservable) if (!isResting(room, generation)) endUnservable(room, generation)
  for (const [provider, line] of byProvider) {
    const ready = new Map([...line].filter(([generation]) => !isResting(room, generation)))
    while (hasFreeSlot(room, provider)) {
      const next = room.turns[provider].chooseNext([...ready.keys()])
      const model = next && ready.get(next)
      if (next === undefined || model === undefined) break
      ready.delete(next)
      start(room, next, model)
    }
  }
  showPlaces(room)
}
