import { checkRequest } from '../../../domain/checkRequest.ts'
import type { Clock } from '../../../domain/clock.ts'
import type { Accepted } from '../../../domain/contracts/generations.ts'
import type { Limits } from '../../../domain/contracts/limits.ts'
import type { Preferences } from '../../../domain/contracts/preferences.ts'
import type { ServerRules } from '../../../domain/contracts/servers.ts'
import { StoreFailure } from '../../../domain/contracts/store.ts'
import {
  askFor,
  keepFrames,
  placeOf,
  priceRequest,
  RequestRefused,
  type Wanted,
  wantAgain,
} from '../../../domain/draft.ts'
import type { Generation, Identifiers, NoticePlace } from '../../../domain/generation.ts'
import type { Catalogue } from '../../../domain/models.ts'
import { type ArrivedOrigin, type Origin, tokenLifetime } from '../../../domain/origin.ts'
import { findAccount, findPlaceError, type Policy, type ServerLimits } from '../../../domain/policy.ts'
import { chooseQuote } from '../../../domain/preferences.ts'
import type { Request } from '../../../domain/request.ts'
import { canChangePrompt, canRetry, isFinal } from '../../../domain/stateMachine.ts'
import { UserError } from '../../../domain/userError.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'

/**
 * Intake: from the command to the moment in which a generation waits for a slot.
 *
 * - A request is checked again, priced by the dearest model that may serve it, and saved as `received` within its caps, in one
 *   step. The same interaction, or the same one-shot button, begins one generation however often it arrives.
 * - Nothing is fetched before it is known that Discord took the answer (`acknowledge.ts`).
 * - Pictures are fetched and stored before it waits for a slot (`prepareFrames.ts`).
 * - A cancel is free as long as it is with us (`../cancel.ts`).
 */
interface Intake {
  /**
   * Reserves the price and saves the generation as `received`, in one step; or returns the one that the same interaction has
   * begun before, also where nothing new could be begun by now. Throws a RequestRefused.
   */
  accept(wanted: Wanted, origin: ArrivedOrigin, claim?: string): Promise<Accepted>
  /**
   * The same request once more, for one that ended without a video; of several, for all that did. The pictures it kept are used again, since the addresses
   * of the attachments may have expired.
   */
  acceptAgain(generationId: string, origin: ArrivedOrigin, claim?: string): Promise<Accepted>
  /** The same with another prompt, for one whose content was refused. */
  acceptChanged(generationId: string, prompt: string, origin: ArrivedOrigin, claim?: string): Promise<Accepted>
  /** One whose content was refused; or, repeated, the one that the claim has begun in its place. Throws a UserError. */
  findRefused(generationId: string, claim: string): Promise<Accepted>
}

interface IntakeDependencies {
  readonly repository: Pick<
    GenerationRepository,
    'add' | 'countFreed' | 'find' | 'findAll' | 'findBegun' | 'isRecipeTaken'
  >
  readonly limits: Pick<Limits, 'check'>
  readonly preferences: Pick<Preferences, 'noticePlaceOf' | 'choicesFor'>
  readonly rules: ServerRules
  readonly providers: Catalogue
  readonly policy: Pick<Policy, 'allowedGuilds' | 'allowUserInstall' | 'quoteAbove'>
  readonly identifiers: Pick<Identifiers, 'generation' | 'recipe'>
  readonly isStopping: () => boolean
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** What arrived: who wants what, where, and what is used up for it. */
interface Order {
  readonly wanted: Wanted
  readonly origin: ArrivedOrigin
  readonly claim: string | undefined
}

/**
 * Beside an earlier one that all could see so is the next: how the earlier one ended may have been told to its owner alone. After
 * one that was hidden nobody else sees it.
 */
function showLike(earlier: Generation, arrived: ArrivedOrigin): ArrivedOrigin {
  if (earlier.abandonedAt !== undefined) return { ...arrived, ephemeral: true }
  const isBeside = arrived.channelId === earlier.origin.channelId && !earlier.origin.ephemeral
  return isBeside ? { ...arrived, ephemeral: false } : arrived
}

/** What is about to be saved, with what its server allows. */
interface Prepared {
  readonly generation: Generation
  /** How many of it are made. */
  readonly count: number
  readonly own: ServerLimits
}

/** Discord delivered the interaction again, and its answer is not known to stand: it is answered as if for the first time. */
function isUnanswered({ state, origin }: Generation, order: Order): boolean {
  return state === 'received' && origin.interactionId === order.origin.interactionId
}

export function createIntake(dependencies: IntakeDependencies): Intake {
  const { repository, limits, preferences, rules, providers, policy, identifiers, isStopping, clock, log } =
    dependencies

  /** The origin as it is kept: with the account on which something may be spent there. Throws a UserError where nothing may. */
  function findOrigin(arrived: ArrivedOrigin): Origin {
    const refusal = findPlaceError(policy, arrived)
    if (refusal !== undefined) throw new UserError(refusal)
    const { isOwnInstallation, parentChannelId, roleIds, ...origin } = arrived
    const installation = findAccount(policy, arrived) ?? origin.installation
    return { ...origin, installation, tokenExpiresAt: clock.now() + tokenLifetime }
  }

  function createGeneration({ wanted, origin: arrived, claim }: Order, notice: NoticePlace): Generation {
    const origin = findOrigin(arrived)
    const { request, price } = priceRequest(askFor(wanted.request, 1), providers)
    const now = clock.now()
    return {
      id: identifiers.generation(),
      version: 0,
      state: 'received',
      stateSince: now,
      createdAt: now,
      request,
      origin,
      ...(wanted.retryOf !== undefined && { retryOf: wanted.retryOf }),
      ...(claim !== undefined && { claim }),
      frames: keepFrames(wanted.frames ?? {}, request),
      ...(notice !== 'here' && { notice }),
      reserved: price,
      passedOver: [],
      submits: 0,
      delivery: {},
    }
  }

  async function mintRecipe(): Promise<string> {
    const recipe = identifiers.recipe()
    return (await repository.isRecipeTaken(recipe)) ? mintRecipe() : recipe
  }

  /** Each of those that are made at once: a generation of its own, with a recipe code of its own. */
  async function multiply(prepared: Generation, count: number): Promise<[Generation, ...Generation[]]> {
    const ids = [prepared.id, ...Array.from({ length: count - 1 }, () => identifiers.generation())]
    const together = count > 1 && { variants: ids }
    const [first, ...others] = await Promise.all(
      ids.map(async (id) => ({ ...prepared, ...together, id, recipe: await mintRecipe() })),
    )
    return [first ?? prepared, ...others]
  }

  /** Saves all with recipe codes, or returns the one that the same interaction or the same button has begun before. */
  async function save({ generation: prepared, own, count }: Prepared): Promise<Generation | string> {
    const { id, request } = prepared
    let generation: Generation
    try {
      const [first, ...others] = await multiply(prepared, count)
      generation = first
      const reservation = await repository.add(generation, own, others)
      if (reservation.kind === 'taken') return reservation.by
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      log.error({ error, generationId: id }, 'A command was refused because the store could not be written')
      throw new UserError({ code: 'storeUnavailable' }, { cause: error })
    }
    log.info({ generationId: id, quality: request.quality, ...(count > 1 && { count }) }, 'A generation was accepted')
    return generation
  }

  async function answerWithEarlier(order: Order, id: string): Promise<Accepted> {
    const generation = await repository.find(id)
    // In quarantine: it may have been paid for, and is not begun a second time.
    if (generation === undefined) throw new UserError({ code: 'notFound' })
    return { generation, isRepeated: !isUnanswered(generation, order) }
  }

  /** Throws a UserError where nothing like this can be begun. */
  async function prepareNew(order: Order): Promise<Prepared> {
    if (isStopping()) throw new UserError({ code: 'shuttingDown' })
    const generation = createGeneration(order, await preferences.noticePlaceOf(order.origin.userId))
    const { limits: own, refusal } = await rules.standingOf(order.origin, generation.request.quality)
    if (refusal !== undefined) throw new UserError(refusal)
    const { most, request } = order.wanted
    const { variants: count = 1 } = checkRequest(request, providers)
    const price = generation.reserved * count
    if (most === undefined || price <= most) return { generation, own, count }
    // Nobody is asked about a price that there is no room for.
    await limits.check(generation, repository.countFreed(generation.origin.userId), own, count)
    throw new UserError({ code: 'priceAbove', price, most })
  }

  async function begin(order: Order): Promise<Accepted> {
    let prepared: Prepared
    try {
      prepared = await prepareNew(order)
    } catch (error) {
      const earlier = await repository.findBegun(order.origin.interactionId, order.claim)
      if (earlier === undefined) throw error
      return answerWithEarlier(order, earlier)
    }
    const saved = await save(prepared)
    return typeof saved === 'string' ? answerWithEarlier(order, saved) : { generation: saved, isRepeated: false }
  }

  async function accept(order: Order): Promise<Accepted> {
    try {
      return await begin(order)
    } catch (error) {
      if (!(error instanceof UserError || error instanceof StoreFailure)) throw error
      const reason = error instanceof UserError ? error.reason : ({ code: 'storeUnavailable' } as const)
      throw new RequestRefused(reason, { wanted: order.wanted, place: placeOf(order.origin) }, { cause: error })
    }
  }

  async function findChangeable(generationId: string): Promise<Generation> {
    const refused = await repository.find(generationId)
    if (refused === undefined || !canChangePrompt(refused)) throw new UserError({ code: 'notFound' })
    return refused
  }

  /** What one press may cost: as much as was agreed to for the earlier one, and whatever its owner is not asked about. */
  async function findMost({ reserved }: Generation, origin: ArrivedOrigin): Promise<Pick<Wanted, 'most'>> {
    const quote = chooseQuote(await preferences.choicesFor(origin), policy.quoteAbove)
    return quote === undefined ? {} : { most: Math.max(quote, reserved) }
  }

  return {
    accept: (wanted, origin, claim) => accept({ wanted, origin, claim }),
    async acceptAgain(generationId, origin, claim) {
      const earlier = await repository.find(generationId)
      const all = earlier === undefined ? [] : await repository.findAll(earlier)
      const [failed, ...others] = all.filter(canRetry)
      if (failed === undefined || !all.every(isFinal)) throw new UserError({ code: 'notFound' })
      const wanted = wantAgain(failed, askFor(failed.request, 1 + others.length))
      // Its button names a price.
      const most = all.length > 1 ? { most: failed.reserved * (1 + others.length) } : await findMost(failed, origin)
      return accept({ wanted: { ...wanted, ...most }, origin: showLike(failed, origin), claim })
    },
    async findRefused(generationId, claim) {
      const refused = await findChangeable(generationId)
      const begun = await repository.findBegun(undefined, claim)
      const generation = begun === undefined ? refused : await repository.find(begun)
      if (generation === undefined) throw new UserError({ code: 'notFound' })
      return { generation, isRepeated: begun !== undefined }
    },
    async acceptChanged(generationId, prompt, origin, claim) {
      const earlier = await findChangeable(generationId)
      // One text has neither the shots nor their lengths: a form of before would pay for another video.
      if (earlier.request.scene.kind === 'shots') throw new UserError({ code: 'outdated' })
      const request: Request = { ...earlier.request, scene: { kind: 'prompt', prompt } }
      const wanted = { ...wantAgain(earlier, request), ...(await findMost(earlier, origin)) }
      return accept({ wanted, origin: showLike(earlier, origin), claim })
    },
  }
}
