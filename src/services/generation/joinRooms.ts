import type { Clock } from '../../domain/clock.ts'
import type { Generation, ProviderId } from '../../domain/generation.ts'
import { createTimers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { createSuspects } from './createSuspects.ts'
import { forgetRecords } from './forgetRecords.ts'
import type { GenerationsDependencies } from './generationService.ts'
import { createIntake } from './intake/acceptRequest.ts'
import { createAcknowledgementSteps } from './intake/acknowledge.ts'
import { createCancels } from './intake/cancel.ts'
import { createFramePreparation } from './intake/prepareFrames.ts'
import { createLifecycle } from './lifecycle.ts'
import { createDeliveryRetries } from './outbox/deliveryRetries.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createStatusDisplay } from './outbox/statusContext.ts'
import { createPoller } from './polling/poller.ts'
import { createPollRounds, createPollScheduler } from './polling/pollScheduler.ts'
import { createProviderCancel } from './polling/providerCancel.ts'
import { createRenderTimes, keepRenderTimes } from './polling/renderTimes.ts'
import { createFinishedVideos } from './polling/results.ts'
import { createDispatcher } from './queue/dispatcher.ts'
import { createFairQueue, type FairQueue } from './queue/fairQueue.ts'
import { createPositions } from './queue/positions.ts'
import { createSlots } from './queue/slots.ts'
import { createGenerationRepository } from './records/generationRepository.ts'
import { createTransientStates } from './records/transientState.ts'
import { createRecovery } from './recovery.ts'
import { computeCheapest, createFindCandidates } from './routing/candidates.ts'
import { createProviderHealth } from './routing/providerHealth.ts'
import { createFailover } from './submission/failover.ts'
import { createSubmission } from './submission/submit.ts'
import { createUnconfirmed } from './submission/unconfirmed.ts'
import { createTaskRunner } from './taskRunner.ts'

/** A timer that throws would end the process, and everybody's work with it. */
function guardTimers(clock: Clock, log: Log): Pick<Clock, 'after'> {
  return {
    after: (milliseconds, run) =>
      clock.after(milliseconds, () => {
        try {
          run()
        } catch (error) {
          log.error({ error }, 'What was planned failed because of a defect')
        }
      }),
  }
}

/** Builds every room of the service and joins them. From below: what a room is given was built before it, but for `advance`. */
export function joinRooms(dependencies: GenerationsDependencies) {
  const { store, limits, catalogue, providers, delivery, answers, pictures, results, policy } = dependencies
  const { clock, identifiers, log } = dependencies
  const { fraction } = identifiers
  const timers = createTimers(guardTimers(clock, log))
  const common = { clock, timers, fraction, log }

  const advance = (generation: Generation): void => lifecycle(generation)
  const dispatch = (): void => dispatcher.dispatch()
  const show = (generation: Generation): void => status.show(generation)

  function reconcile(id: string): void {
    const generation = repository.open.get(id)
    if (generation !== undefined) tasks.guard(id, () => advance(generation))
  }

  const repository = createGenerationRepository({
    ...common,
    generations: store.generations,
    limits,
    onEnded: (id) => tasks.abort(id),
    onClosed(id) {
      transient.drop(id)
      retries.forget(id)
      rounds.drop(id)
      slots.end(id)
    },
    onQuarantined(generation) {
      // Nobody answers a command whose answer is not known to stand.
      if (generation.state !== 'received') delivery.show(generation, { isQuarantined: true })
      dispatch()
    },
    onReloaded: reconcile,
  })
  const transient = createTransientStates((id) => repository.open.get(id) !== undefined)
  const tasks = createTaskRunner({ ...common, repository, reconcile })
  const suspects = createSuspects({ ...common, settings: store.settings, onReleased: reconcile })

  const findCandidates = createFindCandidates(providers)
  const health = createProviderHealth({
    ...common,
    providers,
    findCheapest: (provider) => computeCheapest(findCandidates, repository.open.waiting(), provider),
    onChange: dispatch,
  })

  const renderTimes = createRenderTimes()
  const renderTimesKeeper = keepRenderTimes({ ...common, renderTimes, settings: store.settings })
  const records = { repository, transient }
  const above = { advance, dispatch, show }
  const known = { catalogue, providers }

  const status = createStatusDisplay({
    catalogue,
    delivery,
    repository,
    findCandidates,
    health,
    renderTimes,
    positionOf: (id) => dispatcher.positionOf(id),
  })
  const retries = createDeliveryRetries({ ...common, deliver: reconcile })
  const outbox = createOutbox({ ...common, ...above, delivery, repository, retries })

  const rounds = createPollRounds({ clock, timers, poll: (ids) => void poller.poll(ids) })
  const scheduler = createPollScheduler({
    ...common,
    ...records,
    ...above,
    ...known,
    rounds,
    health,
    renderTimes,
    fixedDelay: dependencies.nextPollDelay,
  })
  const videos = createFinishedVideos({
    ...common,
    ...records,
    ...above,
    ...known,
    results,
    renderTimes,
    renderTimesKeeper,
  })
  const providerCancel = createProviderCancel({ ...common, ...above, providers, repository })
  const poller = createPoller({
    ...common,
    ...records,
    ...above,
    ...known,
    health,
    scheduler,
    videos,
    cancels: providerCancel,
    tasks,
  })

  const slots = createSlots({ sizes: dependencies.slots, open: repository.open, transient, health })
  const failover = createFailover({ ...common, ...records, ...above, findCandidates, health })
  const submission = createSubmission({
    ...common,
    ...records,
    ...above,
    ...known,
    health,
    failover,
    tasks,
    createTaskId: identifiers.task,
    takeSlot(id, signal) {
      const slot = slots.takeSlot(id, signal)
      dispatch()
      return slot
    },
  })
  const unconfirmed = createUnconfirmed({
    ...common,
    ...records,
    ...above,
    ...known,
    health,
    submission,
    tasks,
    markOverdue: scheduler.markOverdue,
  })

  const fairQueues = new Map<ProviderId, FairQueue>(
    providers.map(({ id }) => [
      id,
      createFairQueue({ wasDispatched: (generation) => transient.peek(generation.id)?.wasDispatched === true }),
    ]),
  )
  const positions = createPositions({
    timers,
    transient,
    open: repository.open,
    show: (generation, position) => status.showAt(generation, position === 'paused' ? undefined : position),
  })
  const dispatcher = createDispatcher({
    ...records,
    providers,
    findCandidates,
    health,
    slots,
    fairQueues,
    failover,
    submit: submission.submit,
    tasks,
    isHeld: suspects.isHeld,
    showPositions: positions.update,
    log,
  })

  const intake = createIntake({ ...common, repository, providers, policy, identifiers, isStopping: tasks.isStopping })
  const acknowledgement = createAcknowledgementSteps({ ...common, ...above, repository, answers, delivery, tasks })
  const prepareFrames = createFramePreparation({
    ...common,
    ...above,
    pictures,
    repository,
    signalOf: tasks.signalOf,
  })
  const cancels = createCancels({ ...common, ...above, providers, repository, providerCancel })

  const lifecycle = createLifecycle({
    tasks,
    isHeld: suspects.isHeld,
    steps: {
      prepare: prepareFrames,
      cancelWaiting: cancels.cancelWaiting,
      dispatch,
      resolveInterrupted: unconfirmed.resolveInterrupted,
      resolveUnconfirmed: unconfirmed.resolve,
      polls: scheduler,
      deliver: outbox.deliver,
    },
  })
  const recovery = createRecovery({
    archive: store.archive,
    ...common,
    ...above,
    generations: store.generations,
    repository,
    suspects,
    retries,
    tasks,
    lookForAnswer: acknowledgement.lookForAnswer,
  })

  return {
    intake,
    acknowledgement,
    cancels,
    outbox,
    status,
    repository,
    async start(): Promise<void> {
      await renderTimesKeeper.load()
      await recovery.recover()
      recovery.sweep()
      void forgetRecords({ ...dependencies, timers, isStopping: tasks.isStopping })
    },
    async stop(): Promise<void> {
      tasks.stop()
      let cancelGrace = () => {}
      const grace = new Promise<void>((resolve) => {
        cancelGrace = clock.after(dependencies.shutdownGrace, resolve)
      })
      await Promise.race([submission.settled(), grace])
      await Promise.race([renderTimesKeeper.save(), grace])
      await Promise.race([suspects.clear(), grace])
      repository.refuseWrites()
      timers.clear()
      await Promise.race([repository.idle(), grace])
      cancelGrace()
      log.info({ submitsLeft: submission.countInFlight() }, 'Generations were stopped')
    },
  }
}
