import type { Clock } from '../../domain/clock.ts'
import type { Generation, ProviderId } from '../../domain/generation.ts'
import { createTimers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { createCancels } from './cancel.ts'
import { createCrashLoopGuard } from './crashLoopGuard.ts'
import type { GenerationsDependencies } from './generationService.ts'
import { createIntake } from './intake/acceptRequest.ts'
import { createAcknowledgementSteps } from './intake/acknowledge.ts'
import { createFramePreparation } from './intake/prepareFrames.ts'
import { createLifecycle } from './lifecycle.ts'
import { createDeliveryRetries } from './outbox/deliveryRetries.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createStatusDisplay } from './outbox/statusDisplay.ts'
import { createPoller } from './polling/poller.ts'
import { createPollRounds, createPollScheduler } from './polling/pollScheduler.ts'
import { createRenderTimes, keepRenderTimes } from './polling/renderTimes.ts'
import { createFinishedVideos } from './polling/results.ts'
import { createDispatcher } from './queue/dispatcher.ts'
import { createFairQueue, type FairQueue } from './queue/fairQueue.ts'
import { createPositions } from './queue/positions.ts'
import { createSlots } from './queue/slots.ts'
import { createGenerationRepository } from './records/generationRepository.ts'
import { createRecovery } from './recovery.ts'
import { createProviderHealth } from './routing/providerHealth.ts'
import { computeCheapest, createProviderDirectory } from './routing/providers.ts'
import { createFailover } from './submission/failover.ts'
import { createSubmission } from './submission/submit.ts'
import { createUnconfirmed } from './submission/unconfirmed.ts'
import { createTaskRunner } from './taskRunner.ts'

/** A timer that throws would end the process, and everybody's work with it. */
function guardTimers(clock: Clock, log: Log): Pick<Clock, 'now' | 'after'> {
  return {
    now: () => clock.now(),
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
  const { store, limits, preferences, delivery, answers, pictures, results, policy, identifiers, log } = dependencies
  const { fraction } = identifiers
  const clock = createTimers(guardTimers(dependencies.clock, log))
  const common = { clock, fraction, log }

  const advance = (generation: Generation): void => lifecycle(generation)
  const dispatch = (): void => dispatcher.dispatch()
  const show = (generation: Generation): void => draw(generation, () => status.show(generation))
  const after = { advance, dispatch, show }

  /** A defect in what is shown on the way must not stop what may be paid for already. */
  function draw({ id }: Generation, step: () => void): void {
    try {
      step()
    } catch (error) {
      log.error({ error, generationId: id }, 'How a generation stands could not be shown because of a defect')
    }
  }

  function reconcile(id: string): void {
    const generation = repository.open.getOneOf(id)
    if (generation !== undefined) tasks.guard(generation.id, () => advance(generation))
  }

  const repository = createGenerationRepository({
    ...common,
    generations: store.generations,
    limits,
    onEnded: (id) => tasks.abort(id),
    onClosed(generation) {
      const { id } = generation
      retries.forget(id)
      rounds.drop(id)
      slots.end(id)
      // The others that were asked for at once go on: they may all be done, and what was planned for them under its name is gone.
      const [other] = repository.findOpen(generation)
      if (other !== undefined) reconcile(other.id)
    },
    onQuarantined(generation) {
      if (repository.findOpen(generation).length === 0) delivery.show(generation, { isQuarantined: true })
      dispatch()
    },
    onReloaded: reconcile,
  })
  const tasks = createTaskRunner({ ...common, repository, reconcile })
  const crashLoopGuard = createCrashLoopGuard({ ...common, settings: store.settings, onReleased: reconcile })

  const providers = createProviderDirectory(dependencies.catalogue, dependencies.providers)
  const health = createProviderHealth({
    ...common,
    providers: providers.configured,
    findCheapest: (provider) => computeCheapest(providers, repository.open.waiting(), provider),
    onChange: dispatch,
  })
  const base = { ...common, ...after, repository, providers, tasks }

  const cancels = createCancels(base)

  const renderTimes = createRenderTimes()
  const renderTimesKeeper = keepRenderTimes({ ...common, renderTimes, settings: store.settings })
  const rounds = createPollRounds({ clock, poll: (ids) => void poller.poll(ids) })
  const scheduler = createPollScheduler({
    ...base,
    rounds,
    health,
    renderTimes,
    fixedDelay: dependencies.nextPollDelay,
  })
  const videos = createFinishedVideos({ ...base, results, renderTimes, renderTimesKeeper })
  const poller = createPoller({ ...base, health, scheduler, videos, cancels })

  const slots = createSlots({ sizes: dependencies.slots, repository, health, clock })
  const failover = createFailover({ ...base, health, onFull: slots.learnFull })
  const submission = createSubmission({
    ...base,
    health,
    failover,
    onFull: slots.learnFull,
    createTaskId: identifiers.task,
    takeSlot(id, signal) {
      const slot = slots.takeSlot(id, signal)
      dispatch()
      return slot
    },
  })
  const unconfirmed = createUnconfirmed({
    ...base,
    health,
    submission,
    isBlockedTooLong: failover.isBlockedTooLong,
    markOverdue: scheduler.markOverdue,
  })

  const wasDispatched = ({ id }: Generation) => repository.transient.peek(id)?.wasDispatched === true
  const fairQueues = new Map<ProviderId, FairQueue>(
    providers.configured.map(({ id }) => [id, createFairQueue({ wasDispatched })]),
  )
  const positions = createPositions({
    clock,
    repository,
    show: (generation, position) =>
      draw(generation, () => status.showAt(generation, position === 'paused' ? undefined : position)),
  })
  const dispatcher = createDispatcher({
    ...base,
    health,
    slots,
    fairQueues,
    failover,
    submit: submission.submit,
    isHeld: crashLoopGuard.isHeld,
    showPositions: positions.update,
  })

  const intake = createIntake({
    ...common,
    repository,
    limits,
    preferences,
    rules: dependencies.rules,
    providers: providers.configured,
    policy,
    identifiers,
    isStopping: tasks.isStopping,
  })
  const acknowledgement = createAcknowledgementSteps({ ...base, answers, delivery })
  const prepareFrames = createFramePreparation({ ...base, pictures, signalOf: tasks.signalOf })

  const status = createStatusDisplay({
    delivery,
    repository,
    providers,
    health,
    findUsualTime: renderTimes.typicalRange,
    positionOf: (id) => dispatcher.positionOf(id),
  })
  const retries = createDeliveryRetries({ ...common, deliver: reconcile })
  const outbox = createOutbox({ ...base, delivery, retries })

  const lifecycle = createLifecycle({
    tasks,
    isHeld: crashLoopGuard.isHeld,
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
    ...base,
    archive: store.archive,
    generations: store.generations,
    crashLoopGuard,
    retries,
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
    },
    async stop(): Promise<void> {
      tasks.stop()
      let cancelGrace = () => {}
      const grace = new Promise<void>((resolve) => {
        cancelGrace = dependencies.clock.after(dependencies.shutdownGrace, resolve)
      })
      await Promise.race([submission.settled(), grace])
      await Promise.race([renderTimesKeeper.save(), grace])
      await Promise.race([crashLoopGuard.clear(), grace])
      repository.refuseWrites()
      clock.clear()
      await Promise.race([repository.idle(), grace])
      cancelGrace()
      log.info({ submitsLeft: submission.countInFlight() }, 'Generations were stopped')
    },
  }
}
