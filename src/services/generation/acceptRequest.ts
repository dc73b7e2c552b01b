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

/** Saves it, or returns the id of the one that the same interaction or the same button has begun before. */
async function save(room: Room, generation: Generation): Promise<string | undefined> {
  const { id, request } = generation
  try {
    const reservation = await room.repository.add(generation)
    if (reservation.kind === 'taken') return reservation.by
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error
    room.log.error({ error, generationId: id }, 'A command was refused because the store could not be written')
    throw new UserError({ code: 'storeUnavailable' }, { cause: error })
  }
  room.log.info({ generationId: id, quality: request.quality }, 'A generation was accepted')
  return undefined
}

/** Discord delivered the interaction again, and its answer is not known to stand: it is answered as if for the first time. */
function isUnanswered({ state, origin }: Generation, wish: Wish): boolean {
  return state === 'received' && origin.interactionId === wish.origin.interactionId
}

async function answerWithEarlier(room: Room, wish: Wish, id: string): Promise<Accepted> {
  const generation = await room.repository.find(id)
  // In quarantine: it may have been paid for, and is not begun a second time.
  if (generation === undefined) throw new UserError({ code: 'notFound' })
  return { generation, isRepeated: !isUnanswered(generation, wish) }
}

/** Throws a UserError where nothing like this can be begun. */
function prepareNew(room: Room, wish: Wish): Generation {
  if (room.isStopping()) throw new UserError({ code: 'shuttingDown' })
  return createGeneration(room, wish)
}

/**
 * Reserves the price and saves the generation as `received`, in one step; or returns the one that the same interaction or the
 * same button has begun before, also where nothing new could be begun by now. Throws a UserError.
 */
export async function acceptRequest(room: Room, wish: Wish): Promise<Accepted> {
  let generation: Generation
  try {
    generation = prepareNew(room, wish)
  } catch (error) {
    const earlier = await room.repository.findBegun(wish.origin.interactionId, wish.retry?.of)
    if (earlier === undefined) throw error
    return answerWithEarlier(room, wish, earlier)
  }
  const earlier = await save(room, generation)
  return earlier === undefined ? { generation, isRepeated: false } : answerWithEarlier(room, wish, earlier)
}
