import type { Generation } from '../../domain/generation.ts'
import { estimatePrice, type Model } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { conclude } from './conclude.ts'
import { endHeldUp, isHeldUpTooLong } from './endHeldUp.ts'
import { findLines, type Line } from './findLines.ts'
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
  const leave = () => {
    room.starting.delete(id)
    room.breakers.end(model.provider, id)
  }
  room.starting.set(id, model.provider)
  room.notes.get(id).hadTurn = true
  room.breakers.begin(model.provider, id)
  const isBegun = room.work.run(
    'submit',
    id,
    () => submitGeneration(room, id, model),
    () => {
      leave()
      room.dispatch()
    },
  )
  if (!isBegun) leave()
}

/** All of them, or what one trial allows. */
function findPermitted(room: Room, provider: ProviderId, ready: Line): Generation[] {
  if (room.breakers.findTrouble(provider) === undefined) return [...ready.keys()]
  const isPermitted = ([{ request }, model]: [Generation, Model]) =>
    room.breakers.permits(provider, estimatePrice(model, request))
  return [...ready].filter(isPermitted).map(([generation]) => generation)
}

const isResting = (room: Room, { id }: Generation) => room.notes.peek(id)?.isResting === true

/** Sends as many waiting generations as there are free slots, in turns. */
export function dispatchWaiting(room: Room): void {
  if (room.isStopping()) return
  const { byProvider, paused, unservable } = findLines(room, { withTrials: true })
  for (const generation of unservable) if (!isResting(room, generation)) endUnservable(room, generation)
  for (const generation of paused) {
    if (isHeldUpTooLong(room, generation)) room.work.run('end', generation.id, () => endHeldUp(room, generation.id))
  }
  for (const [provider, line] of byProvider) {
    const ready = new Map([...line].filter(([generation]) => !isResting(room, generation)))
    while (hasFreeSlot(room, provider)) {
      const next = room.turns[provider].chooseNext(findPermitted(room, provider, ready))
      const model = next && ready.get(next)
      if (next === undefined || model === undefined) break
      ready.delete(next)
      start(room, next, model)
    }
  }
  showPlaces(room)
}
