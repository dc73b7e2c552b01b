import { chooseModels, findHighestPrice, findLongestWithin } from './chooseModels.ts'
import { applyChange, type RequestChange } from './draft.ts'
import { type Catalogue, findLimits } from './models.ts'
import type { MicroDollars } from './money.ts'
import type { Request } from './request.ts'
import type { UserErrorReason } from './userError.ts'

/** What a person can do about a refused request without typing it again. */
export interface WaysOut {
  /** Each of them begins it, changed so. */
  readonly changes: readonly RequestChange[]
  /** Later the very same request may pass. */
  readonly canTryAgain?: boolean
  /** The prompt, or any of the settings, has to be written anew. */
  readonly edit?: 'prompt' | 'all'
}

const nothing: WaysOut = { changes: [] }
const later: WaysOut = { changes: [], canTryAgain: true }

/** Undefined where no such request can be made at that place, so that there is nothing to keep. */
export function findWaysOut(reason: UserErrorReason, request: Request, providers: Catalogue): WaysOut | undefined {
  switch (reason.code) {
    case 'tooManyOpen':
    case 'tooManyToday':
    case 'tooManyAttempts':
      return reason.limit === 0 ? undefined : findFewer(reason)
    case 'shuttingDown':
      return later
    case 'storeUnavailable':
      return nothing
    case 'overBudget':
      return reason.budget === 0 ? undefined : findCheaper(reason, request, providers)
    case 'unsupportedCombination':
      return { changes: reason.nearest, edit: 'all' }
    case 'promptTooLong':
    case 'promptTooShort':
    case 'presetTooLong':
      return { changes: [], edit: 'prompt' }
    case 'negativePromptTooLong':
    case 'negativePromptTooShort':
      return { changes: [{ without: 'negativePrompt' }] }
    case 'durationOutOfRange':
      return { changes: [{ seconds: clampDuration(request, providers) }], edit: 'all' }
    case 'noShots':
    case 'tooManyShots':
    case 'shotOutOfRange':
    case 'shotsTooLong':
    case 'shotsDoNotFill':
      return { changes: [{ without: 'shots' }], ...(request.scene.kind === 'shots' && { edit: 'all' }) }
    case 'guidanceOutOfRange':
      return { changes: [{ without: 'guidance' }] }
    case 'endImageWithoutStart':
      return { changes: [{ without: 'endFrame' }] }
    case 'pictureRefused':
      return { changes: [{ without: reason.role === 'start' ? 'startFrame' : 'endFrame' }] }
    case 'unknownChoice':
    case 'presetGone':
      return { changes: [], edit: 'all' }
    default:
      return undefined
  }
}

/** As many as there is room for; all of them only where they may ever fit. */
function findFewer({
  limit,
  asked = 1,
  fits = 0,
}: Extract<UserErrorReason, { code: 'tooManyOpen' | 'tooManyToday' | 'tooManyAttempts' }>): WaysOut {
  const fewer = fits > 0 && fits < asked ? [{ variants: fits }] : []
  return { changes: fewer, ...(asked <= limit && { canTryAgain: true }) }
}

/** The most of several that there is money for. */
function findAffordable(request: Request, budget: MicroDollars, providers: Catalogue): readonly RequestChange[] {
  for (let count = (request.variants ?? 1) - 1; count > 0; count -= 1) {
    if (isWithin(applyChange(request, { variants: count }), budget, providers)) return [{ variants: count }]
  }
  return []
}

function clampDuration({ duration }: Request, providers: Catalogue): number {
  const limits = findLimits(providers.flatMap(({ models }) => models))
  return limits === undefined
    ? duration
    : Math.min(Math.max(duration, limits.duration.shortest), limits.duration.longest)
}

type OverBudget = Extract<UserErrorReason, { code: 'overBudget' }>

/** What there is money for now: shorter, at the lowest quality, without sound. Later the whole of it, unless it never fits. */
function findCheaper({ left, neverFits }: OverBudget, request: Request, providers: Catalogue): WaysOut {
  const shorter = neverFits === undefined ? findLongestWithin(request, left, providers) : neverFits.shorter
  const fits = shorter !== undefined && shorter.price <= left
  const others: readonly RequestChange[] = [
    ...(request.quality === 'standard' ? [] : [{ quality: 'standard' as const }]),
    ...(request.sound ? [{ sound: false as const }] : []),
  ]
  const changes = [
    ...findAffordable(request, left, providers),
    ...(fits ? [{ seconds: shorter.seconds }] : []),
    ...others.filter((change) => isWithin(applyChange(request, change), left, providers)),
  ]
  if (neverFits !== undefined) return { changes, edit: 'all' }
  // Where no single change is enough, several together may be.
  const fitsTogether = changes.length === 0 && findLongestWithin(cheapen(request), left, providers) !== undefined
  return { changes, canTryAgain: true, ...(fitsTogether && { edit: 'all' as const }) }
}

const cheapen = (request: Request): Request =>
  applyChange(applyChange(request, { quality: 'standard' }), { sound: false })

function isWithin(request: Request, budget: MicroDollars, providers: Catalogue): boolean {
  const choice = chooseModels(request, providers)
  return choice.possible && findHighestPrice(choice.models, request) <= budget
}
