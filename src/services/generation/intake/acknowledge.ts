import { minutes, seconds } from '../../../domain/clock.ts'
import type { Answers, Delivery, Standing, StatusPost } from '../../../domain/contracts/delivery.ts'
import { allOf, firstOf, type Generation } from '../../../domain/generation.ts'
import type { Acknowledgement } from '../../../domain/origin.ts'
import { advance as changeState, finish, isFinal } from '../../../domain/stateMachine.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import { NotOpen, Stopped } from '../records/errors.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { settledFree } from '../records/settlement.ts'
import type { TaskRunner } from '../taskRunner.ts'

/** Whether Discord took the answer to a command. Until that is known nothing is fetched or sent. */
interface AcknowledgementSteps {
  /**
   * Discord took the answer. Resolves once that is saved, or was tried: while the store fails it is tried on in the background,
   * since the person looks at the status message already.
   */
  begin(generationId: string, acknowledgement: Acknowledgement): Promise<void>
  /**
   * Posts its status message in its own channel, and begins; for one whose message is a post of our own. Where it certainly does not
   * stand the generation is closed at once; where nobody knows, that is found out in the background.
   */
  post(generationId: string): Promise<StatusPost['kind']>
  /**
   * Discord certainly did not take the answer: there is no message to show anything in, so the generation is closed at once, and
   * the button that began it may be used again. One that has begun is left alone.
   */
  abort(generationId: string): Promise<void>
  /**
   * Finds out in the background whether Discord took the answer. It stands: the generation goes on. It certainly does not: the
   * generation ends in silence, since the person was told by Discord itself, or by other words of ours.
   */
  lookForAnswer(generationId: string): void
}

interface AcknowledgementStepsDependencies {
  readonly repository: Pick<GenerationRepository, 'open' | 'quarantined' | 'save' | 'saveWithRetry' | 'close' | 'find'>
  readonly answers: Pick<Answers, 'find'>
  readonly delivery: Pick<Delivery, 'renewToken' | 'show' | 'postStatus'>
  readonly tasks: Pick<TaskRunner, 'run' | 'isStopping'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Timers, 'now' | 'sleep'>
  readonly log: Log
}

/** From one look to the next: an answer on its way has arrived by the second, since Discord takes one for 3 seconds. */
const shortestPause = seconds(4)
const longestPause = minutes(1)
/** So long it is tried to find out, in pauses together; then there has to be a word. */
const patience = minutes(15)
/** One alone may be mistaken, or too early. */
const verdicts = 2

/** It may have been cancelled before it began: then its end has to be shown in the answer as well. */
function isWaitingForAnswer(generation: Generation | undefined): generation is Generation {
  return generation !== undefined && generation.origin.messageId === undefined
}

export function createAcknowledgementSteps(dependencies: AcknowledgementStepsDependencies): AcknowledgementSteps {
  const { repository, answers, delivery, tasks, advance, show, clock, log } = dependencies

  async function abort(id: string): Promise<void> {
    const at = clock.now()
    const close = (generation: Generation): Generation => ({
      ...generation,
      delivery: { ...generation.delivery, deliveredAt: at },
    })
    if (repository.open.get(id) === undefined) return
    let isAborted = false
    await repository.close(id, (current) => {
      isAborted = current.state === 'received'
      if (isAborted) {
        return close(finish(current, 'failed', at, settledFree, { failure: { kind: 'notAcknowledged' } }))
      }
      return isFinal(current) ? close(current) : undefined
    })
    if (!isAborted) return
    log.warn({ generationId: id }, 'A generation ended because its command could not be acknowledged')
  }

  function goOn(saved: Generation): void {
    // It ended while Discord did not know its answer yet, and refused the token: from now on it takes it.
    if (isFinal(saved)) delivery.renewToken(firstOf(saved), saved.origin)
    if (saved.state === 'preparing') show(saved)
    advance(saved)
  }

  /** It was set aside, or has ended and was closed, before Discord's word that it took the answer came back. */
  async function showEnd(id: string, acknowledgement: Acknowledgement, error: NotOpen): Promise<void> {
    const setAside = repository.quarantined.get(id)
    if (setAside !== undefined && !isFinal(setAside)) {
      const { messageId, ephemeral } = acknowledgement
      const origin = { ...setAside.origin, messageId, ephemeral }
      delivery.renewToken(firstOf(setAside), origin)
      return delivery.show({ ...setAside, origin }, { isQuarantined: true })
    }
    const ended = await repository.find(id)
    if (ended === undefined) throw error
    show(ended)
  }

  async function begin(id: string, acknowledgement: Acknowledgement): Promise<void> {
    const { messageId, ephemeral, isPromise = true } = acknowledgement
    // The person read other words: that it was refused, say, because the store did not report what it had saved.
    if (!isPromise && repository.open.get(id)?.state === 'received') return abort(id)
    const change = (current: Generation): Generation | undefined => {
      if (current.origin.messageId !== undefined) return undefined
      const origin = { ...current.origin, messageId, ephemeral }
      // It may have been cancelled in the meantime, and has its status message only now.
      return current.state === 'received'
        ? changeState(current, 'preparing', clock.now(), { origin })
        : { ...current, origin }
    }
    try {
      goOn(await repository.save(id, change))
    } catch (error) {
      if (error instanceof NotOpen) return showEnd(id, acknowledgement, error)
      // The next start finds the answer, and goes on.
      if (error instanceof Stopped) return
      log.error({ error, generationId: id }, 'The beginning of a generation could not be saved and is tried again')
      tasks.run('prepare', id, async () => goOn(await repository.saveWithRetry(id, change)))
    }
  }

  /** Those that were asked for at once have one answer. */
  const idsWith = (id: string) => allOf(repository.open.get(id) ?? repository.quarantined.get(id) ?? { id })
  const forAll = async (id: string, step: (each: string) => Promise<void>) => {
    await Promise.all(idsWith(id).map(step))
  }
  const beginAll = (id: string, acknowledgement: Acknowledgement) => forAll(id, (each) => begin(each, acknowledgement))
  const abortAll = (id: string) => forAll(id, abort)

  async function post(id: string): Promise<StatusPost['kind']> {
    const generation = repository.open.get(id)
    if (generation === undefined) throw new NotOpen(id)
    const posted = await delivery.postStatus(generation)
    if (posted.kind === 'stands') await beginAll(id, { messageId: posted.messageId, ephemeral: false })
    else if (posted.kind === 'unknown') lookForAnswer(id)
    else await abortAll(id)
    return posted.kind
  }

  function lookForAnswer(id: string): void {
    for (const each of idsWith(id)) tasks.run('acknowledge', each, () => findOut(each))
  }

  /** Nobody will ever know whether the person saw an answer. Nothing was sent to a provider. */
  async function endUnclear(id: string): Promise<void> {
    const now = clock.now()
    let hasEnded = false
    const saved = await repository.saveWithRetry(id, (current) => {
      hasEnded = current.state === 'received'
      return hasEnded ? finish(current, 'failed', now, settledFree, { failure: { kind: 'answerUnclear' } }) : undefined
    })
    if (!hasEnded) return
    log.warn({ generationId: id }, 'A generation ended because it could not be found out whether it was acknowledged')
    advance(saved)
  }

  async function findOut(id: string): Promise<void> {
    const counts: Record<Standing['kind'], number> = { stands: 0, absent: 0, unknown: 0, outOfReach: 0 }
    let pause = shortestPause
    for (let waited = 0; waited < patience; waited += pause, pause = Math.min(longestPause, pause * 2)) {
      const generation = repository.open.get(id)
      if (tasks.isStopping() || !isWaitingForAnswer(generation)) return
      const standing = await answers.find({ ...generation, id: firstOf(generation) })
      counts[standing.kind] += 1
      if (standing.kind === 'stands') {
        log.info({ generationId: id }, 'The answer to a command was found, and the generation goes on')
        return begin(id, standing.acknowledgement)
      }
      if (counts.absent >= verdicts) return abort(id)
      if (counts.outOfReach >= verdicts) return endUnclear(id)
      await clock.sleep(pause)
    }
    await endUnclear(id)
  }

  return {
    begin: beginAll,
    abort: abortAll,
    post,
    lookForAnswer,
  }
}
