import { z } from 'zod'
import { checkRequest } from './checkRequest.ts'
import { chooseModels, findHighestPrice, limitedOptions, withoutOption } from './chooseModels.ts'
import type { Generation } from './generation.ts'
import type { Catalogue } from './models.ts'
import { type MicroDollars, microDollars } from './money.ts'
import type { ArrivedOrigin } from './origin.ts'
import {
  duration,
  type Frame,
  type FrameRole,
  type Frames,
  frames,
  quality,
  type Request,
  request,
  variants,
} from './request.ts'
import { UserError, type UserErrorReason } from './userError.ts'

/** What is to be made. */
export interface Wanted {
  readonly request: Request
  /** Pictures that an earlier one kept, so that nobody has to send them again. */
  readonly frames?: Frames
  /** The generation that it was made from: tried again, changed, remixed. */
  readonly retryOf?: string
  /** What it may cost: above that nothing is begun, and the refusal names the price. */
  readonly most?: MicroDollars
}

/** One change to a request, for which a single press is enough. */
const requestChange = z.union([
  z.object({ quality }),
  z.object({ without: z.enum([...limitedOptions, 'startFrame']) }),
  z.object({ seconds: duration }),
  z.object({ sound: z.literal(false) }),
  z.object({ variants }),
])
export type RequestChange = z.infer<typeof requestChange>

/** The request as it stands, or with one change, and what that costs. */
const offer = z.object({ change: requestChange.optional(), price: microDollars })
export type Offer = z.infer<typeof offer>

/** A request that was shown to somebody and has not begun: the quote before the money, or what was refused with its ways out. */
export const draft = z.object({
  id: z.string(),
  /** Counts the saves. */
  version: z.number().int().nonnegative(),
  /** Counts what was shown. A button names the one that it was drawn from, so that nobody begins what they did not see. */
  revision: z.number().int().nonnegative(),
  /** Milliseconds since the epoch. */
  createdAt: z.number().int(),
  userId: z.string(),
  guildId: z.string().optional(),
  channelId: z.string(),
  /** On whose account it would be made there. */
  installation: z.enum(['guild', 'user']),
  /** Whether only the person is to see the video. */
  isPrivate: z.boolean(),
  request,
  frames,
  retryOf: z.string().optional(),
  /** Of several shots: whether it is still put together, or began a video. */
  storyboard: z.enum(['open', 'begun']).optional(),
  /** What was quoted. */
  offers: z.array(offer),
})
export type Draft = z.infer<typeof draft>

/** Where a draft is kept for whom. */
export type DraftPlace = Pick<
  ArrivedOrigin,
  'userId' | 'guildId' | 'channelId' | 'installation' | 'isOwnInstallation' | 'roleIds'
> &
  Pick<Draft, 'isPrivate'>

export const placeOf = ({ ephemeral, ...origin }: ArrivedOrigin): DraftPlace => ({ ...origin, isPrivate: ephemeral })

/** What was wanted and why it was not begun, so that a way out can be offered and nothing has to be typed again. */
export class RequestRefused extends UserError {
  readonly wanted: Wanted
  readonly place: DraftPlace

  constructor(reason: UserErrorReason, about: { wanted: Wanted; place: DraftPlace }, options?: ErrorOptions) {
    super(reason, options)
    this.wanted = about.wanted
    this.place = about.place
  }
}

/** Whatever refuses it says so with what was wanted. */
export async function keepWanted<T>(about: { wanted: Wanted; place: DraftPlace }, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof RequestRefused) throw error
    throw new RequestRefused(error.reason, about, { cause: error })
  }
}

/** Throws a RequestRefused where a picture that was to be used again is kept no more. */
export function refuseMissing([role]: readonly FrameRole[], about: { wanted: Wanted; place: DraftPlace }): void {
  if (role === undefined) return
  throw new RequestRefused({ code: 'pictureRefused', role, problem: { kind: 'notKept' } }, about)
}

/** Without the address: it may be what the provider could not read. Then the bytes go themselves. */
function withoutSource({ source, ...kept }: Frame): Frame {
  return kept
}

/** Those of the pictures that the request still has. */
export function keepFrames({ start, end }: Frames, { startImage, endImage }: Request): Frames {
  return {
    ...(start !== undefined && startImage !== undefined && { start: withoutSource(start) }),
    ...(end !== undefined && endImage !== undefined && { end: withoutSource(end) }),
  }
}

/** The same once more, or with changes; pictures that were kept are used again. */
export function wantAgain({ id, frames, request }: Generation, changed: Request = request): Wanted {
  return { request: changed, frames: keepFrames(frames, changed), retryOf: id }
}

/** What a request that can be made costs at the most, whoever makes it. Throws a UserError. */
export function priceRequest(
  candidate: Request,
  providers: Catalogue,
): { readonly request: Request; readonly price: MicroDollars } {
  const checked = checkRequest(candidate, providers)
  const choice = chooseModels(checked, providers)
  if (!choice.possible) {
    throw new UserError({ code: 'unsupportedCombination', options: choice.options, nearest: choice.nearest })
  }
  return { request: checked, price: findHighestPrice(choice.models, checked) }
}

/** Why such a request cannot be made, whoever makes it; nothing where it can. */
export function findRequestError(candidate: Request, providers: Catalogue): UserErrorReason | undefined {
  try {
    priceRequest(candidate, providers)
    return undefined
  } catch (error) {
    if (error instanceof UserError) return error.reason
    throw error
  }
}

/** So many of it at once. */
export function askFor({ variants: before, ...asked }: Request, count: number): Request {
  return count > 1 ? { ...asked, variants: count } : asked
}

export function applyChange(asked: Request, change: RequestChange | undefined): Request {
  if (change === undefined) return asked
  if ('quality' in change) return { ...asked, quality: change.quality }
  if ('seconds' in change) return { ...asked, duration: change.seconds }
  if ('sound' in change) return { ...asked, sound: false }
  if ('variants' in change) return askFor(asked, change.variants)
  if (change.without !== 'startFrame') return withoutOption(asked, change.without)
  const { startImage, endImage, ignoredAspectRatio, ...rest } = asked
  return { ...rest, aspectRatio: ignoredAspectRatio ?? rest.aspectRatio }
}

/** As a custom id carries it; nothing for the request as it stands. */
export function nameChange(change: RequestChange | undefined): string | undefined {
  if (change === undefined) return undefined
  if ('quality' in change) return `quality-${change.quality}`
  if ('seconds' in change) return `seconds-${change.seconds}`
  if ('variants' in change) return `variants-${change.variants}`
  return 'sound' in change ? 'silent' : `without-${change.without}`
}

/** The request and each change of it that can be made, with their prices. */
export function listOffers(asked: Request, changes: readonly RequestChange[], providers: Catalogue): Offer[] {
  return [undefined, ...changes].flatMap((change) => {
    try {
      const { price } = priceRequest(applyChange(asked, change), providers)
      return [{ ...(change !== undefined && { change }), price }]
    } catch (error) {
      if (error instanceof UserError) return []
      throw error
    }
  })
}
