import type { Generation } from '../../domain/generation.ts'
import { estimatePrice, type Model } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { endHeldUp, isHeldUpTooLong } from './endHeldUp.ts'
import { findLines, type Line } from './findLines.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'
import { showPlaces } from './showPlaces.ts'
import { submitGeneration } from './submitGeneration.ts'

/** None while the provider wishes to be left alone. Held until the end, the moment the person is told that it is overdue, or the finished render. */
function countFreeSlots(room: Room, provider: ProviderId): number {
  if (room.health.restLeft(provider) > 0) return 0
  const holders = room.repository.open.holders(provider)
  const held = [...holders].filter((id) => room.transient.peek(id)?.isRendered !== true).length
  const seated = room.starts.listSeated(provider).filter((id) => !holders.has(id)).length
  return (room.slots[provider] ?? 0) - held - seated
}

/** Whether its pictures are to be made ready first, which may take a while. */
const hasPictures = ({ frames }: Generation) => frames.start !== undefined || frames.end !== undefined

/** The configuration changed since it was accepted: nobody can serve it any more. */
function endUnservable(room: Room, { id }: Generation): void {
  room.work.run('end', id, async () => {
    const now = room.clock.now()
    const saved = await room.repository.saveWithRetry(id, (current) =>
      current.state === 'queued'
        ? finish(current, 'failed', now, settledFree, { failure: { kind: 'providerUnavailable' } })
        : undefined,
    )
    room.log.error({ generationId: id }, 'A waiting generation ended: no configured provider can serve it')
    room.proceed(saved)
  })
}

function start(room: Room, generation: Generation, model: Model): void {
  const { id } = generation
  const { provider } = model
  const leave = () => {
    room.starts.end(id)
    room.health.endTrial(provider, id)
  }
  const isTrial = room.health.outageReason(provider) !== undefined
  room.starts.begin(id, { provider, isTrial, hasSlot: !hasPictures(generation) })
  room.transient.get(id).hadTurn = true
  room.health.beginTrial(provider, id)
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
  if (room.health.outageReason(provider) === undefined) return [...ready.keys()]
  const isPermitted = ([{ request }, model]: [Generation, Model]) =>
    room.health.permits(provider, estimatePrice(model, request))
  return [...ready].filter(isPermitted).map(([generation]) => generation)
}

const isResting = (room: Room, generation: Generation) =>
  room.transient.peek(generation.id)?.isResting === true || room.suspects.isHeld(generation)

/** Free slots go first to those whose bodies are ready. */
function seatWaiting(room: Room, provider: ProviderId): void {
  if (room.health.outageReason(provider) !== undefined) room.starts.sendBack(provider)
  while (countFreeSlots(room, provider) > 0 && room.starts.seatNext(provider));
}

/**
 * Begins as many as there are free slots. While bodies with pictures are being made for all of them, those without may take
 * one.
 */
function startReady(room: Room, provider: ProviderId, ready: Line): void {
  for (let free = countFreeSlots(room, provider); free > 0; free = countFreeSlots(room, provider)) {
    const mayPrepare = room.starts.countPreparing(provider) < free
    const next = room
      .turnsAt(provider)
      .chooseNext(findPermitted(room, provider, ready), (generation) => mayPrepare || !hasPictures(generation))
    const model = next && ready.get(next)
    if (next === undefined || model === undefined) return
    ready.delete(next)
    start(room, next, model)
  }
}

/** Sends as many waiting generations as there are free slots, in turns. */
export function dispatchWaiting(room: Room): void {
  if (room.isStopping()) return
  for (const { id } of room.providers) seatWaiting(room, id)
  const { byProvider, paused, unservable } = findLines(room, { withTrials: true })
  for (const generation of unservable) if (!isResting(room, generation)) endUnservable(room, generation)
  for (const generation of paused) {
    if (isHeldUpTooLong(room, generation)) room.work.run('end', generation.id, () => endHeldUp(room, generation.id))
  }
  for (const [provider, line] of byProvider) {
    const isReady = (generation: Generation) => !isResting(room, generation) && !room.starts.has(generation.id)
    startReady(room, provider, new Map([...line].filter(([generation]) => isReady(generation))))
  }
  showPlaces(room)
}
