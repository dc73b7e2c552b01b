import { chooseModels, type ModelChoice } from '../../domain/chooseModels.ts'
import type { Accepted } from '../../domain/contracts/generations.ts'
import { StoreFailure } from '../../domain/contracts/store.ts'
import type { Frames } from '../../domain/frame.ts'
import type { Generation } from '../../domain/generation.ts'
import { estimatePrice } from '../../domain/models.ts'
import { type ArrivedOrigin, type Origin, tokenLifetime } from '../../domain/origin.ts'
import { findAccount, findPlaceError } from '../../domain/policy.ts'
import type { Request } from '../../domain/request.ts'
import { UserError } from '../../domain/userError.ts'
import { checkRequest } from './checkRequest.ts'
import type { Room } from './room.ts'

export interface Wish {
  readonly request: Request
  readonly origin: ArrivedOrigin
  /** The generation to try again, and the pictures that it kept already. */
  readonly retry?: { readonly of: string; readonly frames: Frames }
}

/** The dearest possible model, since which one serves is decided later. */
function priceOf(request: Request, { models }: Extract<ModelChoice, { possible: true }>): number {
  return Math.max(...models.map((model) => estimatePrice(model, request)))
}

/** The origin as it is kept: with the account on which something may be spent there. Throws a UserError where nothing may. */
function findOrigin({ policy, clock }: Room, arrived: ArrivedOrigin): Origin {
  const refusal = findPlaceError(policy, arrived)
  if (refusal !== undefined) throw new UserError(refusal)
  const { isOwnInstallation, ...origin } = arrived
  const installation = findAccount(policy, arrived) ?? origin.installation
  return { ...origin, installation, tokenExpiresAt: clock.now() + tokenLifetime }
}

function createGeneration(room: Room, { request: asked, origin: arrived, retry }: Wish): Generation {
  const request = checkRequest(asked, room.providers)
  const origin = findOrigin(room, arrived)
  const choice = chooseModels(request, room.providers)
  if (!choice.possible) {
    throw new UserError({ code: 'unsupportedCombination', options: choice.options, nearest: choice.nearest })
  }
  const now = room.clock.now()
  return {
    id: room.identifiers.generation(),
    version: 0,
    state: 'received',
    stateSince: now,
    createdAt: now,
    request,
    origin,
    ...(retry !== undefined && { retryOf: retry.of }),
    frames: retry?.frames ?? {},
    reserved: priceOf(request, choice),
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}

function giveUp(room: Room, { id }: Generation, cause: unknown): never {
  room.limits.forget(id)
  if (!(cause instanceof StoreFailure)) throw cause
  room.log.error({ error: cause, generationId: id }, 'A command was refused because the store could not be written')
  // The write may have arrived all the same. The person is answered before that is undone, within Discord's three seconds;
  // what stays behind ends at the next start, with nothing fetched or submitted.
  void room.store.openGenerations.delete(id).catch(() => {})
  throw new UserError({ code: 'storeUnavailable' }, { cause })
}

async function saveReceived(room: Room, wish: Wish): Promise<Generation> {
  const generation = createGeneration(room, wish)
  await room.limits.reserve(generation)
  try {
    await room.repository.add(generation)
  } catch (error) {
    return giveUp(room, generation, error)
  }
  room.log.info({ generationId: generation.id, quality: generation.request.quality }, 'A generation was accepted')
  return generation
}

/** Discord delivered the interaction again, and its answer is not known to stand: it is answered as if for the first time. */
function isUnanswered({ state, origin }: Generation, wish: Wish): boolean {
  return state === 'received' && origin.interactionId === wish.origin.interactionId
}

/**
 * Reserves the price and saves the generation as `received`; or returns the one that the same interaction or the same
 * button has begun before. Throws a UserError.
 */
export async function acceptRequest(room: Room, wish: Wish): Promise<Accepted> {
  const claim = {
    interactionId: wish.origin.interactionId,
    ...(wish.retry !== undefined && { retryOf: wish.retry.of }),
  }
  const earlier = room.claims.find(claim)
  if (earlier !== undefined) {
    const generation = await room.repository.find(await earlier)
    // Set aside as unreadable: it may have been paid for, and is not begun a second time.
    if (generation === undefined) throw new UserError({ code: 'notFound' })
    return { generation, isRepeated: !isUnanswered(generation, wish) }
  }
  if (room.isStopping()) throw new UserError({ code: 'shuttingDown' })
  const begun = saveReceived(room, wish)
  room.claims.hold(
    claim,
    begun.then(({ id }) => id),
  )
  return { generation: await begun, isRepeated: false }
}
