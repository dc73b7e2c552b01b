import type { Clock } from '../../domain/clock.ts'
import type { Answers, Delivery } from '../../domain/contracts/delivery.ts'
import type { ChangedPlace, Generations } from '../../domain/contracts/generations.ts'
import type { Limits } from '../../domain/contracts/limits.ts'
import type { Pictures, Results } from '../../domain/contracts/media.ts'
import type { Preferences } from '../../domain/contracts/preferences.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import type { ServerRules } from '../../domain/contracts/servers.ts'
import { type Store, StoreFailure } from '../../domain/contracts/store.ts'
import {
  deleteContent,
  type Generation,
  type Identifiers,
  isOpenToOthers,
  type ProviderId,
} from '../../domain/generation.ts'
import type { Catalogue } from '../../domain/models.ts'
import type { Policy } from '../../domain/policy.ts'
import { UserError, type UserErrorReason } from '../../domain/userError.ts'
import type { Log } from '../../log.ts'
import { joinRooms } from './joinRooms.ts'
import type { PollMoment } from './polling/pollPlan.ts'
import { NotOpen, SetAside, Stopped } from './records/errors.ts'

/** What the generation service needs of the others. */
export interface GenerationsDependencies {
  readonly store: Pick<Store, 'settings'> & {
    readonly archive: Pick<Store['archive'], 'remains'>
    readonly generations: Pick<
      Store['generations'],
      'get' | 'update' | 'delete' | 'open' | 'find' | 'findByInteraction' | 'findByClaim'
    >
  }
  /** Every known provider: a generation may be under way at one that is configured no more. */
  readonly catalogue: Catalogue
  /** In the operator's order of preference. */
  readonly providers: readonly Provider[]
  readonly limits: Limits
  readonly preferences: Pick<Preferences, 'noticePlaceOf' | 'choicesFor'>
  /** What servers decided for themselves. */
  readonly rules: ServerRules
  readonly delivery: Omit<Delivery, 'drain'>
  readonly answers: Pick<Answers, 'find'>
  readonly pictures: Pick<Pictures, 'store' | 'isStored'>
  readonly results: Results
  readonly policy: Pick<Policy, 'allowedGuilds' | 'allowUserInstall' | 'quoteAbove'>
  /** How many generations each provider may render for us at once. */
  readonly slots: Readonly<Partial<Record<ProviderId, number>>>
  readonly clock: Clock
  readonly identifiers: Identifiers
  readonly log: Log
  /** How long `stop` waits for submits in flight, in milliseconds. */
  readonly shutdownGrace: number
  /** When a running generation is polled next; as learned from earlier ones by default. */
  readonly nextPollDelay?: (moment: PollMoment) => number
}

interface GenerationsService extends Generations {
  /** How many that have not ended leave their place to their owner: hidden ones, and those in quarantine. */
  countFreed(userId: string): number
  /**
   * Takes out of one that has ended what was seen and said, for its owner or a moderator, and returns it as it was. Throws a
   * UserError.
   */
  erase(generationId: string, userId: string): Promise<Generation>
  /** Something has changed there that may let undelivered generations through: they are tried again soon. */
  reopen(place: ChangedPlace): void
  /** Takes up everything that is open in the store, then serves. Throws StoreFailure where the store cannot be read. */
  start(): Promise<void>
  /**
   * Submits nothing more, waits for the submits in flight until their operations are saved, at most for the grace, and
   * leaves no timer behind. Everything else goes on at the next start.
   */
  stop(): Promise<void>
}

interface Words {
  readonly storeFailed: UserErrorReason
  readonly stopped: UserErrorReason
}

/** A conversation about one video is about the last few. */
const newestLookedAt = 50

/** Nothing was begun. */
const ofRequests: Words = { storeFailed: { code: 'storeUnavailable' }, stopped: { code: 'shuttingDown' } }
/** About a generation that exists, and may have cost something. */
const ofButtons: Words = { storeFailed: { code: 'storeFailed' }, stopped: { code: 'restarting' } }

/** The words for what stands in the way, where it is not a defect. */
async function refuseKnown<T>({ storeFailed, stopped }: Words, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof StoreFailure) throw new UserError(storeFailed, { cause: error })
    if (error instanceof Stopped) throw new UserError(stopped, { cause: error })
    if (error instanceof SetAside) throw new UserError({ code: 'setAside' }, { cause: error })
    if (error instanceof NotOpen) throw new UserError({ code: 'notFound' }, { cause: error })
    throw error
  }
}

/**
 * The life of every generation, from the command to the delivered result, in rooms along the way: `intake/`, `queue/`,
 * `submission/`, `polling/`, `outbox/`. Each takes the few it needs and calls only those further down; `routing/` (which
 * provider may be asked) and `records/` (the only way to the store) lie below all. Whoever has saved a change calls
 * `lifecycle.ts`, which knows what every state asks for next.
 *
 * Each step is saved before the effect that it announces, so that a process may die at any moment: the next start goes on from
 * what was saved (`recovery.ts`).
 */
export function createGenerations(dependencies: GenerationsDependencies): GenerationsService {
  const rooms = joinRooms(dependencies)
  const { intake, acknowledgement, cancels, outbox, status, repository } = rooms
  let stopping: Promise<void> | undefined
  return {
    accept: (wanted, origin, claim) => refuseKnown(ofRequests, intake.accept(wanted, origin, claim)),
    find: (generationId) => refuseKnown(ofButtons, repository.find(generationId)),
    findBegun: (interactionId) =>
      refuseKnown(
        ofButtons,
        repository
          .findBegun(interactionId, undefined)
          .then((id) => (id === undefined ? undefined : repository.find(id))),
      ),
    findNewestIn: (channelId, owner) =>
      refuseKnown(
        ofButtons,
        dependencies.store.generations
          .find({ owner, states: ['succeeded'], limit: newestLookedAt })
          .then(({ items }) => items.find((each) => each.origin.channelId === channelId && isOpenToOthers(each))),
      ),
    forecast: status.forecast,
    acceptAgain: (generationId, origin, claim) =>
      refuseKnown(ofRequests, intake.acceptAgain(generationId, origin, claim)),
    acceptChanged: (generationId, prompt, origin, claim) =>
      refuseKnown(ofRequests, intake.acceptChanged(generationId, prompt, origin, claim)),
    findVariants: (generationId) =>
      refuseKnown(
        ofButtons,
        repository.find(generationId).then((found) => (found === undefined ? [] : repository.findAll(found))),
      ),
    chooseVariant: (chosenId, renewed) => refuseKnown(ofButtons, outbox.choose(chosenId, renewed)),
    findRefused: (generationId, claim) => refuseKnown(ofButtons, intake.findRefused(generationId, claim)),
    begin: (generationId, taken) => refuseKnown(ofButtons, acknowledgement.begin(generationId, taken)),
    post: (generationId) => refuseKnown(ofButtons, acknowledgement.post(generationId)),
    abort: (generationId) => refuseKnown(ofButtons, acknowledgement.abort(generationId)),
    lookForAnswer: acknowledgement.lookForAnswer,
    async findOrigin(generationId) {
      const known = repository.quarantined.get(generationId) ?? refuseKnown(ofButtons, repository.find(generationId))
      return (await known)?.origin
    },
    cancel: (generationId, userId) => refuseKnown(ofButtons, cancels.cancel(generationId, userId)),
    hide: (generationId, userId) => refuseKnown(ofButtons, cancels.hide(generationId, userId)),
    erase: (generationId, userId) =>
      refuseKnown(
        ofButtons,
        repository.rewrite(generationId, (current) => deleteContent(current, dependencies.clock.now(), userId)),
      ),
    refresh: (generationId, renewed) => refuseKnown(ofButtons, outbox.refresh(generationId, renewed)),
    redeliver: (generationId, target) => refuseKnown(ofButtons, outbox.redeliver(generationId, target)),
    reopen: outbox.reopen,
    countFreed: repository.countFreed,
    list: async (userId) => status.list(userId),
    async findLocale(userId) {
      const { items } = await dependencies.store.generations.find({ owner: userId, limit: 1 })
      return items[0]?.origin.locale
    },
    start: rooms.start,
    stop() {
      stopping ??= rooms.stop()
      return stopping
    },
  }
}
