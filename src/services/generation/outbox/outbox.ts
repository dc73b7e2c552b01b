import { type Clock, hours } from '../../../domain/clock.ts'
import type { Delivery } from '../../../domain/contracts/delivery.ts'
import type { ChangedPlace } from '../../../domain/contracts/generations.ts'
import type { DeliveryProgress, Generation } from '../../../domain/generation.ts'
import { type ClickToken, hasChannelRoute, type PrivateTarget, tokenLifetime } from '../../../domain/origin.ts'
import { endsPrivately, isClosed, isFinal } from '../../../domain/stateMachine.ts'
import { UserError } from '../../../domain/userError.ts'
import type { Log } from '../../../log.ts'
import { NotOpen, Stopped } from '../records/errors.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { DeliveryRetries, UndeliveredReason } from './deliveryRetries.ts'
import { createPrivateEnd } from './privateEnd.ts'

/**
 * The outbox: a finished generation stays open until its owner has it.
 *
 * - The last state goes into the status message, then a notification mentions the owner; each is saved when it is done, and the
 *   intent to notify before it, so that nobody is told twice.
 * - What was wrong with the request itself ends in private (`privateEnd.ts`).
 * - What cannot be shown or told stays open, is tried again (`deliveryRetries.ts`), and is listed as unseen meanwhile.
 * - Nothing is given up because of one answer of Discord's; a change at the place brings the next attempt soon.
 * - A person may ask for it: in a private message, or with the token of a click.
 */
interface Outbox {
  deliver(generationId: string): Promise<void>
  /** Shows a finished generation to its owner in a private message; then it counts as seen. Throws a UserError. */
  redeliver(generationId: string, target: PrivateTarget): Promise<void>
  /**
   * Shows the present state with the token of a click. Where no other way leads to the message, the token is saved, so that a
   * restart does not lose it. Throws a UserError.
   */
  refresh(generationId: string, renewed: ClickToken): Promise<void>
  /** Tries what could not be shown there: progress at once, the ends of generations each in its turn. */
  reopen(place: ChangedPlace): void
}

interface OutboxDependencies {
  readonly delivery: Pick<
    Delivery,
    'show' | 'showFinal' | 'showPrivately' | 'tellPrivately' | 'takeAway' | 'notify' | 'renewToken' | 'reopen'
  >
  readonly repository: Pick<GenerationRepository, 'open' | 'quarantined' | 'save' | 'saveWithRetry' | 'close' | 'find'>
  readonly retries: Pick<DeliveryRetries, 'plan' | 'hurry' | 'forget'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** So long after its end the owner is told of a video that stands in its message. Later, a word is a nuisance. */
const tellingTime = hours(24)

/** The command may never have been acknowledged: there may be no message at all. */
const isUnacknowledged = ({ failure }: Generation) => failure?.kind === 'notAcknowledged'

/** A result that its owner no longer wanted stays listed until it is asked for, or forgotten. */
const staysUnseen = ({ abandonedAt, state }: Generation) => abandonedAt !== undefined && state === 'succeeded'

/** Its own message is all that they wanted to hear of it. */
const isQuiet = ({ notice }: Generation) => notice === 'none'

/** Whoever stopped it knows; where that was a moderator, its owner is told. */
function wantsNotification({ state, abandonedAt, stoppedBy, delivery }: Generation): boolean {
  const isStopped = state === 'cancelled' || abandonedAt !== undefined
  return (!isStopped || stoppedBy !== undefined) && delivery.noticedAt === undefined
}

/** Others than these are told elsewhere, or not at all. */
const isMentioned = (generation: Generation) => wantsNotification(generation) && generation.notice === undefined

function isThere({ origin }: Generation, { guildId, channelId }: ChangedPlace): boolean {
  if (channelId !== undefined) return origin.channelId === channelId
  return guildId === undefined || origin.guildId === guildId
}

export function createOutbox(dependencies: OutboxDependencies): Outbox {
  const { delivery, repository, retries, advance, show, clock, log } = dependencies

  function saveProgress(id: string, progress: DeliveryProgress): Promise<Generation> {
    return repository.saveWithRetry(id, (current) => ({ ...current, delivery: { ...current.delivery, ...progress } }))
  }

  const endPrivately = createPrivateEnd({ delivery, saveProgress, clock })

  function close(id: string, progress: DeliveryProgress = {}): Promise<void> {
    const deliveredAt = clock.now()
    return repository.close(id, (current) => ({
      ...current,
      delivery: { deliveredAt, ...current.delivery, ...progress },
    }))
  }

  async function closeDelivered({ id, state }: Generation, progress: DeliveryProgress = {}): Promise<void> {
    await close(id, progress)
    log.info({ generationId: id, state }, 'A generation was delivered')
  }

  /** A hidden video stays open, with nothing left to say, until its owner asks for it. */
  async function closeSeen(generation: Generation, progress: DeliveryProgress = {}): Promise<void> {
    if (!staysUnseen(generation)) return closeDelivered(generation, progress)
    if (wantsNotification(generation)) await saveProgress(generation.id, { noticedAt: clock.now() })
  }

  function planAnotherAttempt(id: string, reason: UndeliveredReason): void {
    const secondsUntilNext = Math.round(retries.plan(id, reason) / 1_000)
    log.warn({ generationId: id, reason, secondsUntilNext }, 'A finished generation is not delivered yet')
  }

  /** Returns what was saved of it, or why it does not stand there. */
  async function showFinal(generation: Generation): Promise<Generation | UndeliveredReason> {
    const outcome = await delivery.showFinal(generation)
    if (!outcome.shown) return outcome.reason
    const { uploadedUrl } = outcome
    const shownAt = clock.now()
    return saveProgress(generation.id, { shownAt, ...(uploadedUrl !== undefined && { uploadedUrl }) })
  }

  /** Whether the owner has others in the channel that may end in a moment. */
  function hasOthers({ id, origin }: Generation): boolean {
    return repository.open
      .ofUser(origin.userId)
      .some((other) => other.id !== id && other.origin.channelId === origin.channelId && isMentioned(other))
  }

  /** Mentions the owner, with the intent saved before. Whether nothing more is to be said. */
  async function notify(generation: Generation, isMessageGone: boolean): Promise<boolean> {
    const { noticeIntendedAt, shownAt } = generation.delivery
    const intended = await saveProgress(generation.id, { noticeIntendedAt: noticeIntendedAt ?? clock.now() })
    const circumstances = {
      isRepeated: noticeIntendedAt !== undefined,
      isMessageGone,
      isShown: shownAt !== undefined,
      hasOthers: hasOthers(generation),
    }
    const outcome = await delivery.notify(intended, circumstances)
    if (outcome !== 'closed') return outcome === 'done'
    const here = await saveProgress(generation.id, { noticeHereAt: clock.now() })
    return (await delivery.notify(here, { ...circumstances, isRepeated: false })) === 'done'
  }

  /**
   * The last state does not stand in its message. Where that was deleted, the owner learns how to get the video, unless they
   * want no word; where its thread is archived, the word to the owner goes first, since a post reopens the thread.
   */
  async function goOnUnshown(generation: Generation, reason: UndeliveredReason): Promise<void> {
    const { id } = generation
    const isNotifyingFirst = reason === 'archived' || (reason === 'messageGone' && !isQuiet(generation))
    if (!isNotifyingFirst || !wantsNotification(generation)) return planAnotherAttempt(id, reason)
    if (!(await notify(generation, reason === 'messageGone'))) return planAnotherAttempt(id, 'notTold')
    const told = await saveProgress(id, { noticedAt: clock.now() })
    const shown = reason === 'archived' ? await showFinal(told) : reason
    if (typeof shown === 'string') return planAnotherAttempt(id, shown)
    await closeSeen(told)
  }

  async function deliver(id: string): Promise<void> {
    const generation = repository.open.get(id)
    if (generation === undefined || !isFinal(generation)) return
    if (isClosed(generation)) return close(id)
    if (isUnacknowledged(generation)) {
      if (clock.now() < generation.origin.tokenExpiresAt) await showFinal(generation)
      return close(id)
    }
    if (endsPrivately(generation)) {
      const outcome = await endPrivately(generation)
      if (outcome === 'gone') return closeDelivered(generation)
      if (outcome !== 'public') return planAnotherAttempt(id, outcome)
    }
    const shown = generation.delivery.shownAt === undefined ? await showFinal(generation) : generation
    if (typeof shown === 'string') return goOnUnshown(generation, shown)
    if (!wantsNotification(shown) || isQuiet(shown)) return closeSeen(shown)
    const isTold = await notify(shown, false)
    const now = clock.now()
    if (!isTold && now - (generation.finishedAt ?? now) < tellingTime) return planAnotherAttempt(id, 'notTold')
    await closeSeen(generation, isTold ? { noticedAt: now } : {})
  }

  async function findKnown(id: string): Promise<Generation> {
    const generation = await repository.find(id)
    if (generation === undefined) throw new UserError({ code: 'notFound' })
    return generation
  }

  return {
    deliver,
    async redeliver(id, target) {
      const generation = await findKnown(id)
      if (!isFinal(generation)) throw new UserError({ code: 'notFound' })
      const outcome = await delivery.showPrivately(generation, target)
      if (!outcome.shown) throw new UserError({ code: 'notShown', about: generation })
      try {
        if (repository.open.get(id) !== undefined && endsPrivately(generation)) {
          advance(await saveProgress(id, { privateWordAt: clock.now() }))
        } else await close(id)
      } catch (error) {
        // Closed before, or in the meantime, or by the next start: the person sees it all the same, and must not read a refusal
        // in its place.
        if (!(error instanceof NotOpen || error instanceof Stopped)) throw error
      }
    },
    async refresh(id, { token }) {
      const setAside = repository.quarantined.get(id)
      const generation = setAside ?? (await findKnown(id))
      const tokenExpiresAt = clock.now() + tokenLifetime
      delivery.renewToken(id, { token, tokenExpiresAt })
      if (setAside !== undefined && !isFinal(setAside)) return delivery.show(setAside, { isQuarantined: true })
      if (repository.open.get(id) === undefined) {
        // Closed without ever having stood in its message: seen elsewhere, or forgotten. The click shows it all the same.
        if (generation.delivery.shownAt === undefined) void delivery.showFinal(generation)
        else delivery.show(generation, {})
        return
      }
      if (!hasChannelRoute(generation.origin)) {
        await repository
          .save(id, (current) => ({ ...current, origin: { ...current.origin, token, tokenExpiresAt } }))
          .catch((error: unknown) => log.warn({ error, generationId: id }, 'A new token could not be saved'))
      }
      const current = repository.open.get(id)
      if (current === undefined) return
      retries.forget(id)
      if (isFinal(current)) advance(current)
      else show(current)
    },
    reopen(place) {
      for (const generation of repository.open.all()) {
        if (!isThere(generation, place)) continue
        delivery.reopen(generation)
        if (isFinal(generation)) retries.hurry(generation.id)
      }
    },
  }
}
