import type { Generation } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { createKeyQueue, createLimiter } from '../../lib/concurrency.ts'
import { createTimers } from '../../lib/timers.ts'
import { checkRunning } from './checkRunning.ts'
import { createAborts } from './createAborts.ts'
import { createDeliveryRetries } from './createDeliveryRetries.ts'
import { createStarts } from './createStarts.ts'
import { createSuspects } from './createSuspects.ts'
import { createTurns } from './createTurns.ts'
import { createWork } from './createWork.ts'
import { dispatchWaiting } from './dispatchWaiting.ts'
import { findCheapest } from './findCheapest.ts'
import { findContext } from './findContext.ts'
import { findPlaces } from './findPlaces.ts'
import { computeLeeway, nextPollDelay } from './polling/pollPlan.ts'
import { createPollRounds } from './polling/pollScheduler.ts'
import { createRenderTimes, keepRenderTimes } from './polling/renderTimes.ts'
import { proceed } from './proceed.ts'
import { createGenerationRepository } from './records/generationRepository.ts'
import { createTransientStates } from './records/transientState.ts'
import type { GenerationsDependencies, Room } from './room.ts'
import { createProviderHealth } from './routing/providerHealth.ts'

const checksAtOnce = 8
const fetchesAtOnce = 4

/** One for each provider, made when it is asked for first. */
function createForEach<T>(create: () => T): (provider: ProviderId) => T {
  const made = new Map<ProviderId, T>()
  return (provider) => {
    const one = made.get(provider) ?? create()
    made.set(provider, one)
    return one
  }
}

/** Puts the room together; the verbs find each other through it. */
export function createRoom(dependencies: GenerationsDependencies): { room: Room; stop: () => Promise<void> } {
  const { store, limits, clock, identifiers, log, delivery, shutdownGrace } = dependencies
  const timers = createTimers(clock)
  const transient = createTransientStates((id) => repository.open.get(id) !== undefined)
  const renderTimes = createRenderTimes()
  const aborts = createAborts()
  const { fraction } = identifiers
  let isStopping = false
  let isDispatchPlanned = false

  const hadTurn = ({ id }: Generation) => transient.peek(id)?.hadTurn === true

  function lookAgain(id: string): void {
    const generation = repository.open.get(id)
    if (generation !== undefined) proceed(room, generation)
  }

  const repository = createGenerationRepository({
    generations: store.generations,
    limits,
    timers,
    fraction,
    log,
    onEnded: aborts.abort,
    onClosed(id) {
      transient.drop(id)
      room.retries.forget(id)
      room.rounds.drop(id)
    },
    onQuarantined(generation) {
      // Nobody answers a command whose answer is not known to stand.
      if (generation.state !== 'received') delivery.show(generation, { isQuarantined: true })
      room.dispatch()
    },
    onReloaded: lookAgain,
  })

  const room: Room = {
    ...dependencies,
    turnsAt: createForEach(() => createTurns({ hadTurn })),
    nextPollDelay: dependencies.nextPollDelay ?? nextPollDelay,
    // A schedule that was handed in is kept to the moment.
    computeLeeway: dependencies.nextPollDelay === undefined ? computeLeeway : () => 0,
    repository,
    transient,
    timers,
    retries: createDeliveryRetries({ clock, timers, fraction, deliver: lookAgain }),
    suspects: createSuspects({ settings: store.settings, timers, log, onReleased: lookAgain }),
    work: createWork({ timers, fraction, log, lookAgain }),
    rounds: createPollRounds({
      clock,
      timers,
      poll(ids) {
        if (!isStopping) void checkRunning(room, ids)
      },
    }),
    renderTimes,
    renderTimesKeeper: keepRenderTimes({ renderTimes, settings: store.settings, timers, log }),
    health: createProviderHealth({
      ...dependencies,
      timers,
      fraction,
      findCheapest: (provider) => findCheapest(room, provider),
      onChange: () => room.dispatch(),
    }),
    cancels: createKeyQueue(),
    checkGateAt: createForEach(() => createLimiter(checksAtOnce)),
    fetchGate: createLimiter(fetchesAtOnce),
    starts: createStarts(),
    aborts,
    submits: new Set(),
    isStopping: () => isStopping,
    proceed: (generation) => proceed(room, generation),
    dispatch() {
      if (isDispatchPlanned) return
      isDispatchPlanned = true
      queueMicrotask(() => {
        isDispatchPlanned = false
        dispatchWaiting(room)
      })
    },
    show(generation) {
      const place = generation.state === 'queued' ? findPlaces(room).get(generation.id) : undefined
      delivery.show(generation, findContext(room, generation, place))
    },
  }

  async function stop(): Promise<void> {
    isStopping = true
    aborts.abortAll()
    let cancelGrace = () => {}
    const grace = new Promise<void>((resolve) => {
      cancelGrace = clock.after(shutdownGrace, resolve)
    })
    await Promise.race([Promise.allSettled(room.submits), grace])
    await Promise.race([room.renderTimesKeeper.save(), grace])
    await Promise.race([room.suspects.clear(), grace])
    repository.refuseWrites()
    timers.clear()
    await Promise.race([repository.idle(), grace])
    cancelGrace()
    log.info({ submitsLeft: room.submits.size }, 'Generations were stopped')
  }

  let stopping: Promise<void> | undefined
  return {
    room,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}
