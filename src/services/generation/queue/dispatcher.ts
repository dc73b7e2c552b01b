import type { Generation, ProviderId } from '../../../domain/generation.ts'
import { estimatePrice, type Model } from '../../../domain/models.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import { groupWaiting, type ProviderDirectory, type Waiting, type WaitingHere } from '../routing/providers.ts'
import type { Failover } from '../submission/failover.ts'
import type { TaskRunner } from '../taskRunner.ts'
import type { FairQueue } from './fairQueue.ts'
import { computePositions, type Position } from './positions.ts'
import type { Slots } from './slots.ts'

/**
 * The queue: those that wait with us until a provider has a free slot.
 *
 * - Who is sent next is decided by a fair queue per provider (`fairQueue.ts`): nobody waits behind all of somebody else's.
 * - A slot is taken when the body is ready (`slots.ts`), so that nobody waits for somebody else's pictures.
 * - While a provider is out of order nothing is sent there but one trial (`../routing/providerHealth.ts`).
 * - Everybody sees how many come before (`positions.ts`); the work of that does not grow with the queue's length.
 * - A defect that shows while one generation is looked at sets that one aside; the others are sent all the same.
 *
 * Nothing is saved here: what was chosen is submitted by `../submission/`, which saves before it sends.
 */
export interface Dispatcher {
  /** Plans one look at who can be sent to a provider now. */
  dispatch(): void
  /** How many are sent to the same provider before it; nothing where it does not wait for one. */
  positionOf(generationId: string): number | undefined
}

interface DispatcherDependencies {
  readonly providers: Pick<ProviderDirectory, 'configured' | 'findCandidates'>
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'quarantine'>
  readonly health: ProviderHealth
  readonly slots: Slots
  /** One for each provider. */
  readonly fairQueues: ReadonlyMap<ProviderId, FairQueue>
  readonly failover: Pick<Failover, 'isBlockedTooLong' | 'endBlocked' | 'endUnservable'>
  readonly submit: (generationId: string, model: Model) => Promise<void>
  readonly tasks: Pick<TaskRunner, 'run' | 'guard' | 'isStopping'>
  /** Whether nothing may be begun for it yet, because processes died over it. */
  readonly isHeld: (generation: Generation) => boolean
  readonly showPositions: (positions: ReadonlyMap<string, Position>) => void
  readonly log: Log
}

/** Whether its pictures are to be made ready first, which may take a while. */
const hasPictures = ({ frames }: Generation) => frames.start !== undefined || frames.end !== undefined

export function createDispatcher(dependencies: DispatcherDependencies): Dispatcher {
  const { providers, repository, health, slots, fairQueues, failover, tasks, log } = dependencies
  const { transient } = repository
  let isPlanned = false
  let positions: ReadonlyMap<string, Position> | undefined

  const findWaiting = (): Waiting =>
    groupWaiting(providers, health, repository.open.waiting().filter(slots.isStillHere), ({ id }, error) =>
      repository.quarantine(id, error),
    )

  function start(generation: Generation, model: Model): void {
    const { id } = generation
    const { provider } = model
    const leave = () => {
      slots.end(id)
      health.endTrial(provider, id)
    }
    const isTrial = health.outageReason(provider) !== undefined
    slots.begin(id, { provider, isTrial, hasSlot: !hasPictures(generation) })
    transient.get(id).wasDispatched = true
    health.beginTrial(provider, id)
    const isBegun = tasks.run(
      'submit',
      id,
      () => dependencies.submit(id, model),
      () => {
        leave()
        dispatch()
      },
    )
    if (!isBegun) leave()
  }

  /** All of them, or what one trial allows. */
  function findPermitted(provider: ProviderId, ready: WaitingHere): Generation[] {
    if (health.outageReason(provider) === undefined) return [...ready.keys()]
    const isPermitted = ([{ request }, model]: [Generation, Model]) =>
      health.permits(provider, estimatePrice(model, request))
    return [...ready].filter(isPermitted).map(([generation]) => generation)
  }

  const isBackingOff = (generation: Generation) =>
    transient.peek(generation.id)?.isBackingOff === true || dependencies.isHeld(generation)

  /** Free slots go first to those whose bodies are ready. */
  function seatWaiting(provider: ProviderId): void {
    if (health.outageReason(provider) !== undefined) slots.sendBack(provider)
    while (slots.countFree(provider) > 0 && slots.seatNext(provider));
  }

  /**
   * Begins as many as there are free slots. While bodies with pictures are being made for all of them, those without may take
   * one.
   */
  function startReady(provider: ProviderId, here: WaitingHere): void {
    const isReady = (generation: Generation) => !isBackingOff(generation) && !slots.has(generation.id)
    const ready = new Map([...here].filter(([generation]) => isReady(generation)))
    for (let free = slots.countFree(provider); free > 0; free = slots.countFree(provider)) {
      const mayPrepare = slots.countPreparing(provider) < free
      const next = fairQueues
        .get(provider)
        ?.chooseNext(findPermitted(provider, ready), (generation) => mayPrepare || !hasPictures(generation))
      const model = next && ready.get(next)
      if (next === undefined || model === undefined) return
      ready.delete(next)
      tasks.guard(next.id, () => start(next, model))
    }
  }

  /** Sends as many waiting generations as there are free slots, in turns. */
  function sendWaiting(): void {
    for (const { id } of providers.configured) seatWaiting(id)
    const waiting = findWaiting()
    for (const generation of waiting.unservable) {
      const { id } = generation
      if (!isBackingOff(generation)) tasks.run('end', id, () => failover.endUnservable(id))
    }
    for (const generation of waiting.paused) {
      const { id } = generation
      if (failover.isBlockedTooLong(generation)) tasks.run('end', id, () => failover.endBlocked(id))
    }
    for (const { id } of providers.configured)
      startReady(id, waiting.byProvider.get(id) ?? waiting.trials.get(id) ?? new Map())
    positions = computePositions(waiting, fairQueues, slots)
    dependencies.showPositions(positions)
  }

  function dispatch(): void {
    if (isPlanned) return
    isPlanned = true
    positions = undefined
    queueMicrotask(() => {
      isPlanned = false
      if (tasks.isStopping()) return
      try {
        sendWaiting()
      } catch (error) {
        // Of no single generation. Thrown out of a microtask, it would end the process.
        log.error({ error }, 'Who is sent next could not be decided; the next change tries it again')
      }
    })
  }

  return {
    dispatch,
    positionOf(generationId) {
      positions ??= computePositions(findWaiting(), fairQueues, slots)
      const position = positions.get(generationId)
      return position === 'paused' ? undefined : position
    },
  }
}
