import type { CancelOutcome } from '../../domain/contracts/generations.ts'
import { type CancelAnswer, describeError } from '../../domain/contracts/provider.ts'
import type { Generation } from '../../domain/generation.ts'
import { finish, isFinal, isRunning, isSucceeded, isWithUs } from '../../domain/stateMachine.ts'
import { UserError } from '../../domain/userError.ts'
import { createKeyQueue } from '../../lib/concurrency.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import { NotOpen } from './records/errors.ts'
import type { GenerationRepository } from './records/generationRepository.ts'
import { settledFree } from './records/settlement.ts'
import type { ProviderDirectory } from './routing/providers.ts'

/**
 * All ways to stop a generation that somebody no longer wants.
 *
 * - While it waits with us a cancel is free. At a provider its answer decides; one cancel at a time is tried for each
 *   generation, since a second one would be told that it comes too late.
 * - What was asked for while it is being sent is carried out as soon as it is known where it stands.
 * - What can be stopped no more can be hidden: it is polled, settled and kept, and shown to its owner alone.
 * - A moderator may do the same with everybody's, and the record says who it was.
 * - Those that were asked for at once are stopped together, and whoever hides them hides what is done already as well.
 */
export interface Cancels {
  /** Stops it where that is still possible; changes nothing where it is too late. Throws a UserError. */
  cancel(generationId: string, userId: string): Promise<CancelOutcome>
  /** Stops it where that is still possible, and hides it where it is too late. Throws a UserError. */
  hide(generationId: string, userId: string): Promise<CancelOutcome>
  /** A cancel that was asked for while it was being sent, and nobody took it: free after all. */
  cancelWaiting(generationId: string): Promise<void>
  /**
   * Carries out a cancel that was asked for before the provider had given its answer. Fails softly: what could not be asked or
   * saved is tried again with the next poll.
   */
  carryOut(generation: Generation): Promise<void>
}

interface CancelsDependencies {
  readonly providers: Pick<ProviderDirectory, 'find'>
  readonly repository: Pick<
    GenerationRepository,
    'open' | 'find' | 'findOpen' | 'findAll' | 'save' | 'saveWithRetry' | 'rewrite'
  >
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Timers, 'now'>
  readonly log: Log
}

/** Somebody who no longer wants it, and whether they want it hidden where it cannot be stopped. */
interface Wish {
  readonly userId: string
  readonly isHiding: boolean
}

/** `moved`: the generation moved on while the answer was sought; it is asked again in its new state. */
type Outcome = CancelOutcome['kind'] | 'moved'

const isAskedFor = ({ state, cancelRequestedAt, abandonedAt }: Generation) =>
  state === 'running' && cancelRequestedAt !== undefined && abandonedAt === undefined

/** What is said where several were stopped at once: the first of these that is so for one of them. */
const severity = [
  'cannotStop',
  'hidden',
  'requested',
  'cancelled',
  'alreadyFinished',
] as const satisfies readonly CancelOutcome['kind'][]

/** Whoever comes first is named, unless it is the owner. */
function nameModerator({ origin, stoppedBy }: Generation, { userId }: Wish): Pick<Generation, 'stoppedBy'> {
  const by = stoppedBy ?? (userId === origin.userId ? undefined : userId)
  return by === undefined ? {} : { stoppedBy: by }
}

export function createCancels(dependencies: CancelsDependencies): Cancels {
  const { providers, repository, advance, show, clock, log } = dependencies
  const queue = createKeyQueue()

  /** The cancel came too late: the generation goes on, and whoever still wants to stop it may hide it. */
  async function dropCancelRequest(id: string): Promise<void> {
    const before = repository.open.get(id)
    const saved = await repository.save(id, (current) => {
      if (current.state !== 'running' || current.cancelRequestedAt === undefined) return undefined
      const { cancelRequestedAt, stoppedBy, ...rest } = current
      return rest
    })
    if (saved !== before && saved.state === 'running') show(saved)
  }

  /** It may come to its end at any moment: then nothing is hidden any more. */
  async function hideNow(id: string, wish: Wish): Promise<Outcome> {
    const now = clock.now()
    const saved = await repository.save(id, (current) =>
      isFinal(current) || isWithUs(current)
        ? undefined
        : { ...current, ...nameModerator(current, wish), abandonedAt: current.abandonedAt ?? now },
    )
    if (saved.abandonedAt === undefined) return 'moved'
    log.info({ generationId: id }, 'A generation was hidden')
    show(saved)
    return 'hidden'
  }

  async function askProvider(generation: Generation): Promise<CancelAnswer> {
    const provider = providers.find(generation.provider)
    if (provider === undefined) return 'unknown'
    if (provider.cancel === undefined || !isRunning(generation)) return 'tooLate'
    try {
      return await provider.cancel(generation.operation)
    } catch (error) {
      const facts = { ...describeError(error, generation.request), generationId: generation.id }
      log.warn(facts, 'A cancel failed and is tried again with the next check')
      return 'unknown'
    }
  }

  async function cancelRunning(id: string, wish: Wish): Promise<Outcome> {
    const generation = repository.open.get(id)
    if (generation?.state !== 'running') return 'moved'
    const answer = await askProvider(generation)
    // Without a clear answer it may go on: the wish to hide it holds, and a cancel that worked after all is found by the next poll.
    if (wish.isHiding && answer !== 'cancelled') return hideNow(id, wish)
    if (answer === 'tooLate') {
      await dropCancelRequest(id)
      return 'cannotStop'
    }
    const now = clock.now()
    const saved = await repository.save(id, (current) => {
      if (current.state !== 'running') return undefined
      const moderator = nameModerator(current, wish)
      if (answer === 'cancelled') return finish(current, 'cancelled', now, settledFree, moderator)
      return current.cancelRequestedAt === undefined ? { ...current, ...moderator, cancelRequestedAt: now } : undefined
    })
    if (saved.state === 'cancelled') {
      advance(saved)
      return 'cancelled'
    }
    if (saved.state !== 'running') return 'moved'
    show(saved)
    return 'requested'
  }

  async function carryOutNow(generation: Generation): Promise<void> {
    const { id } = generation
    const provider = providers.find(generation.provider)
    if (!isRunning(generation) || provider === undefined) return
    try {
      const answer = provider.cancel === undefined ? 'tooLate' : await provider.cancel(generation.operation)
      log.info({ generationId: id, answer }, 'A wanted cancel was carried out')
      if (answer === 'tooLate') await dropCancelRequest(id)
      if (answer !== 'cancelled') return
      const now = clock.now()
      const saved = await repository.save(id, (current) =>
        current.state === 'running' ? finish(current, 'cancelled', now, settledFree) : undefined,
      )
      advance(saved)
    } catch (error) {
      const facts = { ...describeError(error, generation.request), generationId: id }
      log.warn(facts, 'A wanted cancel failed and is tried again with the next check')
    }
  }

  async function cancelHere(id: string, wish: Wish): Promise<Outcome> {
    const now = clock.now()
    let isOurs = false
    const saved = await repository.save(id, (current) => {
      isOurs = isWithUs(current)
      return isOurs ? finish(current, 'cancelled', now, settledFree, nameModerator(current, wish)) : undefined
    })
    if (saved.state !== 'cancelled') return 'moved'
    if (isOurs) log.info({ generationId: id }, 'A waiting generation was cancelled')
    advance(saved)
    return 'cancelled'
  }

  /** It is being sent, or nobody knows whether it was: carried out as soon as that is known. */
  async function cancelLater({ id, state }: Generation, wish: Wish): Promise<Outcome> {
    const now = clock.now()
    const saved = await repository.save(id, (current) => {
      if (current.state !== state || isFinal(current)) return undefined
      const cancelRequestedAt = current.cancelRequestedAt ?? now
      return { ...current, ...nameModerator(current, wish), cancelRequestedAt }
    })
    if (saved.cancelRequestedAt === undefined || saved.state !== state) return 'moved'
    show(saved)
    return 'requested'
  }

  /** One attempt, on the record as it stands now. */
  async function attempt(generation: Generation, wish: Wish): Promise<Outcome> {
    const { id, state, abandonedAt } = generation
    if (isFinal(generation)) return 'alreadyFinished'
    try {
      if (isWithUs(generation)) return await cancelHere(id, wish)
      if (abandonedAt !== undefined) return 'hidden'
      if (state === 'running') return await queue.run(id, () => cancelRunning(id, wish))
      if (wish.isHiding) return await hideNow(id, wish)
      return await cancelLater(generation, wish)
    } catch (error) {
      // It ended and was closed in the meantime.
      if (error instanceof NotOpen) return 'moved'
      throw error
    }
  }

  async function stopOne(id: string, wish: Wish): Promise<CancelOutcome> {
    for (;;) {
      const generation = await repository.find(id)
      if (generation === undefined) throw new UserError({ code: 'notFound' })
      const kind = await attempt(generation, wish)
      if (kind !== 'moved') return { kind, isOwn: generation.origin.userId === wish.userId }
    }
  }

  /** It is done, and waits for others before it is shown: it is shown to its owner alone, who may have seen and so closed it. */
  async function hideDone({ id, delivery, abandonedAt }: Generation, wish: Wish): Promise<void> {
    if (delivery.shownAt !== undefined || abandonedAt !== undefined) return
    const now = clock.now()
    const hide = (current: Generation) => ({ ...current, ...nameModerator(current, wish), abandonedAt: now })
    try {
      advance(await repository.save(id, hide))
    } catch (error) {
      if (!(error instanceof NotOpen)) throw error
      await repository.rewrite(id, hide)
    }
  }

  async function stop(id: string, wish: Wish): Promise<CancelOutcome> {
    // The buttons for all have the id of the first, which may be closed, or set aside.
    const asked = repository.open.getOneOf(id)
    const going = asked === undefined ? [] : repository.findOpen(asked).filter((each) => !isFinal(each))
    if (asked === undefined || going.length === 0) return stopOne(id, wish)
    if (wish.isHiding)
      for (const each of (await repository.findAll(asked)).filter(isSucceeded)) await hideDone(each, wish)
    const outcomes = await Promise.all(going.map((each) => stopOne(each.id, wish)))
    // What is worst to hear holds for all of them.
    const [worst] = outcomes.sort((one, other) => severity.indexOf(one.kind) - severity.indexOf(other.kind))
    return worst ?? stopOne(id, wish)
  }

  return {
    cancel: (id, userId) => stop(id, { userId, isHiding: false }),
    hide: (id, userId) => stop(id, { userId, isHiding: true }),
    async cancelWaiting(id) {
      const now = clock.now()
      const saved = await repository.saveWithRetry(id, (current) =>
        current.state === 'queued' ? finish(current, 'cancelled', now, settledFree) : undefined,
      )
      advance(saved)
    },
    async carryOut(generation) {
      if (!isAskedFor(generation)) return
      await queue.run(generation.id, async () => {
        const current = repository.open.get(generation.id)
        if (current !== undefined && isAskedFor(current)) await carryOutNow(current)
      })
    },
  }
}
