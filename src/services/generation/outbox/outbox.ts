import { type Clock, hours } from '../../../domain/clock.ts'
import type { Delivery } from '../../../domain/contracts/delivery.ts'
import type { ChangedPlace } from '../../../domain/contracts/generations.ts'
import { allOf, type DeliveryProgress, type Generation } from '../../../domain/generation.ts'
import { endsPrivately, isClosed, isFinal, isSucceeded } from '../../../domain/stateMachine.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { type AskedFor, createAskedFor, variantsOf } from './askedFor.ts'
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
 * - Those that were asked for at once are delivered together when the last of them has ended: one message, one word.
 * - A person may ask for it (`askedFor.ts`).
 */
interface Outbox extends AskedFor {
  deliver(generationId: string): Promise<void>
  /** Tries what could not be shown there: progress at once, the ends of generations each in its turn. */
  reopen(place: ChangedPlace): void
}

interface OutboxDependencies {
  readonly delivery: Pick<
    Delivery,
    'show' | 'showFinal' | 'showPrivately' | 'tellPrivately' | 'takeAway' | 'notify' | 'renewToken' | 'reopen'
  >
  readonly repository: Pick<
    GenerationRepository,
    'open' | 'quarantined' | 'save' | 'saveWithRetry' | 'close' | 'find' | 'findOpen' | 'findAll'
  >
  readonly retries: Pick<DeliveryRetries, 'plan' | 'hurry' | 'forget'>
  readonly advance: (saved: Generation) => void
  readonly show: (generation: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** What is delivered together: one, or those that were asked for at once. */
type Parcel = readonly [Generation, ...Generation[]]

async function mapParcel([first, ...others]: Parcel, work: (each: Generation) => Promise<Generation>): Promise<Parcel> {
  return [await work(first), ...(await Promise.all(others.map(work)))]
}

/** What is known of one holds for all, so that it is closed last: until then the next start finds it. */
async function closeAll(all: Parcel, last: Generation, work: (each: Generation) => Promise<void>): Promise<void> {
  for (const each of all) if (each !== last) await work(each)
  await work(last)
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

const isNoticed = ({ delivery }: Generation) => delivery.noticedAt !== undefined

/** Of several, who is told of all, once: a video, where there is one. */
function chooseTeller(all: readonly Generation[]): Generation | undefined {
  if (all.some(isNoticed)) return undefined
  const wanted = all.filter(wantsNotification)
  return wanted.find(isSucceeded) ?? wanted[0]
}

function isThere({ origin }: Generation, { guildId, channelId }: ChangedPlace): boolean {
  if (channelId !== undefined) return origin.channelId === channelId
  return guildId === undefined || origin.guildId === guildId
}

export function createOutbox(dependencies: OutboxDependencies): Outbox {
  const { delivery, repository, retries, show, clock, log } = dependencies

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

  /** Returns what was saved of them, or why they do not stand there. */
  async function showFinal(all: Parcel): Promise<Parcel | UndeliveredReason> {
    // By the way of one that is open: those that are closed have no token any more.
    const outcome = await delivery.showFinal(all[0], variantsOf(await repository.findAll(all[0])))
    if (!outcome.shown) return outcome.reason
    const { uploads = {} } = outcome
    const shownAt = clock.now()
    return mapParcel(all, ({ id }) => {
      const uploadedUrl = uploads[id]
      return saveProgress(id, { shownAt, ...(uploadedUrl !== undefined && { uploadedUrl }) })
    })
  }

  /** Whether the owner has others in the channel that may end in a moment. */
  function hasOthers(generation: Generation): boolean {
    const { origin } = generation
    const others = repository.open.ofUser(origin.userId).filter(({ id }) => !allOf(generation).includes(id))
    return others.some((other) => other.origin.channelId === origin.channelId && isMentioned(other))
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
  async function goOnUnshown(all: Parcel, reason: UndeliveredReason): Promise<void> {
    const [{ id }] = all
    const teller = chooseTeller(all)
    const isNotifyingFirst = reason === 'archived' || (reason === 'messageGone' && !isQuiet(all[0]))
    if (!isNotifyingFirst || teller === undefined) return planAnotherAttempt(id, reason)
    if (!(await notify(teller, reason === 'messageGone'))) return planAnotherAttempt(id, 'notTold')
    const noticedAt = clock.now()
    const told = await mapParcel(all, (each) => saveProgress(each.id, { noticedAt }))
    const shown = reason === 'archived' ? await showFinal(told) : reason
    if (typeof shown === 'string') return planAnotherAttempt(id, shown)
    await closeEach(told)
  }

  function closeEach(all: Parcel, progress: DeliveryProgress = {}): Promise<void> {
    const told = all.find(isNoticed) ?? chooseTeller(all) ?? all[0]
    return closeAll(all, told, (each) => closeSeen(each, progress))
  }

  async function deliverAll(all: Parcel): Promise<void> {
    const [first] = all
    if (all.every(isUnacknowledged)) {
      if (clock.now() < first.origin.tokenExpiresAt) await showFinal(all)
      return closeAll(all, first, ({ id }) => close(id))
    }
    if ((await repository.findAll(first)).every(endsPrivately)) {
      const told = all.find((each) => each.delivery.privateWordAt !== undefined) ?? first
      const outcome = await endPrivately(told)
      if (outcome === 'gone') return closeAll(all, told, (each) => closeDelivered(each))
      if (outcome !== 'public') return planAnotherAttempt(first.id, outcome)
    }
    const isShown = all.every(({ delivery }) => delivery.shownAt !== undefined)
    const shown = isShown ? all : await showFinal(all)
    if (typeof shown === 'string') return goOnUnshown(all, shown)
    const teller = chooseTeller(shown)
    if (teller === undefined || isQuiet(teller)) return closeEach(shown)
    const isTold = await notify(teller, false)
    const now = clock.now()
    if (!isTold && now - (teller.finishedAt ?? now) < tellingTime) return planAnotherAttempt(first.id, 'notTold')
    await closeEach(shown, isTold ? { noticedAt: now } : {})
  }

  async function deliver(id: string): Promise<void> {
    const generation = repository.open.get(id)
    if (generation === undefined || !isFinal(generation)) return
    const together = repository.findOpen(generation)
    if (!together.every(isFinal)) return show(generation)
    for (const each of together.filter(isClosed)) await close(each.id)
    const [first, ...others] = together.filter((each) => !isClosed(each))
    if (first !== undefined) await deliverAll([first, ...others])
  }

  return {
    deliver,
    ...createAskedFor({ ...dependencies, saveProgress, close }),
    reopen(place) {
      for (const generation of repository.open.all()) {
        if (!isThere(generation, place)) continue
        delivery.reopen(generation)
        if (isFinal(generation)) retries.hurry(generation.id)
      }
    },
  }
}
