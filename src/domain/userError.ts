import type { LimitedOption, NearestRequest, Shorter } from './chooseModels.ts'
import { StoreFailure } from './contracts/store.ts'
import type { Generation } from './generation.ts'
import type { MicroDollars } from './money.ts'
import type { Remaining } from './policy.ts'
import type { FrameRole, PictureProblem, Quality, Request } from './request.ts'

/** In characters as people count them, or in the parts (code points) that a provider counts. */
interface TextLength {
  readonly length: number
  readonly limit: number
  readonly isInParts?: true
}

/** Where several were asked for at once: how many of them there is room for now. */
interface Fitting {
  readonly asked?: number
  readonly fits?: number
}

/** Why no video was begun. There is no record, and so nothing that could cost anything. */
type RequestErrorReason =
  | { readonly code: 'serverNotAllowed' }
  | { readonly code: 'userInstallNotAllowed' }
  | ({ readonly code: 'tooManyOpen'; readonly limit: number } & Fitting)
  | ({
      readonly code: 'tooManyToday'
      readonly limit: number /** Milliseconds since the epoch. */
      readonly renewsAt: number
    } & Fitting)
  | ({
      readonly code: 'tooManyAttempts'
      readonly per: 'day' | 'minute'
      readonly limit: number
      readonly renewsAt: number
    } & Fitting)
  | {
      readonly code: 'overBudget'
      readonly scope: 'person' | 'member' | 'server' | 'everyone'
      /** The limit is the server's own. */
      readonly isServersOwn?: true
      readonly budget: MicroDollars
      readonly left: MicroDollars
      readonly needed: MicroDollars
      /** Of so many at once. */
      readonly asked?: number
      readonly renewsAt: number
      /** Videos with the usual settings that would still fit. */
      readonly remaining?: Remaining
      /** Where even the whole budget is too little: what was asked for, and what would fit into it. */
      readonly neverFits?: Pick<Request, 'quality' | 'duration'> & {
        /** `from`: when it fits, in milliseconds since the epoch, where that is not now. */
        readonly shorter?: Shorter & { readonly from?: number }
      }
    }
  /** It costs more than was agreed to. */
  | { readonly code: 'priceAbove'; readonly price: MicroDollars; readonly most: MicroDollars }
  /** What those who look after the server decided. */
  | { readonly code: 'channelNotAllowed'; readonly channels: readonly string[] }
  | { readonly code: 'roleNotAllowed'; readonly roles: readonly string[] }
  | { readonly code: 'qualityNotAllowed'; readonly quality: Quality; readonly qualities: readonly Quality[] }
  | { readonly code: 'blocked'; readonly reason: string /** Milliseconds since the epoch. */; readonly until?: number }
  | { readonly code: 'promptEmpty' }
  | ({ readonly code: 'promptTooLong' } & TextLength)
  | ({ readonly code: 'negativePromptTooLong' } & TextLength)
  /** A preset that this server does not have, or no longer. */
  | { readonly code: 'presetGone'; readonly preset: string }
  /** Together with what the preset adds. */
  | ({ readonly code: 'presetTooLong'; readonly preset: string } & TextLength)
  | { readonly code: 'promptTooShort' | 'negativePromptTooShort'; readonly least: number }
  | { readonly code: 'durationOutOfRange'; readonly shortest: number; readonly longest: number }
  | { readonly code: 'guidanceOutOfRange' }
  | { readonly code: 'noShots' }
  | { readonly code: 'tooManyShots'; readonly count: number; readonly limit: number }
  /** Counted from 1; in seconds. */
  | {
      readonly code: 'shotOutOfRange'
      readonly shot: number
      readonly seconds: number
      readonly shortest: number
      readonly longest: number
    }
  | { readonly code: 'shotsTooLong'; readonly seconds: number; readonly longest: number }
  | { readonly code: 'shotsDoNotFill'; readonly seconds: number; readonly duration: number }
  | { readonly code: 'endImageWithoutStart' }
  | { readonly code: 'pictureRefused'; readonly role: FrameRole; readonly problem: PictureProblem }
  | { readonly code: 'unknownChoice'; readonly option: string }
  | {
      readonly code: 'unsupportedCombination'
      readonly options: readonly LimitedOption[]
      readonly nearest: readonly NearestRequest[]
    }
  | { readonly code: 'cannotPostHere' }
  /** Never given to anything, or of a video that was deleted or forgotten. */
  | { readonly code: 'recipeUnknown' }
  | { readonly code: 'recipeNotShared' }
  | { readonly code: 'nothingToShow' }
  /** For the person alone, or in channels that are marked so. */
  | { readonly code: 'tooSensitive' }
  | { readonly code: 'keptFromPosting' }
  | { readonly code: 'storeUnavailable' }
  | { readonly code: 'shuttingDown' }

/** What a sentence may say about the money of a generation. */
export type Charged = Pick<Generation, 'settlement'>

/** Why a button of a video that was begun did nothing. What that video costs stands in its record, and nowhere else. */
type ButtonErrorReason =
  | { readonly code: 'notFound' }
  /** What was kept to be begun later is kept no longer. */
  | { readonly code: 'draftGone' }
  /** A defect of ours stopped the work on it; the next start takes it up again. */
  | { readonly code: 'setAside' }
  /** A command or button of another version of the bot. */
  | { readonly code: 'outdated' }
  | { readonly code: 'notYours' }
  /** They may no longer manage the server. */
  | { readonly code: 'notManager' }
  /** A message of `/kling-admin` from long ago. */
  | { readonly code: 'panelGone' }
  | { readonly code: 'remixNotAllowed' }
  /** A draft was made from a video that is gone, or that its owner shares no more. */
  | { readonly code: 'remixTakenBack' }
  /** A setting or a limit of a server that was not taken. */
  | { readonly code: 'cannotPostThere'; readonly channelId: string }
  | { readonly code: 'amountUnclear' }
  | { readonly code: 'aboveOperator'; readonly most: MicroDollars }
  | { readonly code: 'isEveryone' }
  /** No finished video of ours that everybody in the server sees. */
  | { readonly code: 'notReportable' }
  | { readonly code: 'notModerator' }
  /** It goes with others that were asked for at once, and some of those are still made. */
  | { readonly code: 'variantsGoing' }
  /** The button does not stand where it was drawn. */
  | { readonly code: 'wrongPlace' }
  /** The store could not be read or written; an earlier part of the work may be done. */
  | { readonly code: 'storeFailed' }
  | { readonly code: 'restarting' }
  /** The video could not be shown in answer to the click. */
  | { readonly code: 'notShown'; readonly about: Charged }

/** Why something was not done; each reason has its own sentence in `views/`. */
export type UserErrorReason = RequestErrorReason | ButtonErrorReason

/** A polite no: the person's or the moment's fault, not a defect. */
export class UserError extends Error {
  readonly reason: UserErrorReason

  constructor(reason: UserErrorReason, options?: ErrorOptions) {
    super(reason.code, options)
    this.name = `UserError[${reason.code}]`
    this.reason = reason
  }
}

/**
 * Says so where the store fails.
 *
 * @param code `storeUnavailable` of a video that was asked for, of which nothing was begun
 */
export async function refuseStoreFailure<T>(
  work: () => Promise<T>,
  code: 'storeFailed' | 'storeUnavailable' = 'storeFailed',
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StoreFailure ? new UserError({ code }, { cause: error }) : error
  }
}
