import { models } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import {
  longestDuration,
  promptLimit,
  type Request,
  request as requestSchema,
  shortestDuration,
} from '../../domain/request.ts'
import { modeOf } from '../../domain/routeRequest.ts'
import { countCharacters, countCodePoints, hasSomethingToSee } from '../../domain/text.ts'
import { UserError, type UserErrorReason } from '../../domain/userError.ts'

function refuse(reason: UserErrorReason): never {
  throw new UserError(reason)
}

function explain(option: string): UserErrorReason {
  switch (option) {
    case 'duration':
      return { code: 'durationOutOfRange', shortest: shortestDuration, longest: longestDuration }
    case 'guidance':
      return { code: 'guidanceOutOfRange' }
    default:
      return { code: 'unknownChoice', option }
  }
}

/** Code points that at least one of the providers takes. */
interface Bounds {
  readonly least: number
  readonly most: number
}

function findBounds({ quality, startImage }: Request, providers: readonly ProviderId[]): Bounds {
  const candidates = models
    .filter((model) => providers.includes(model.provider) && model.quality === quality)
    .filter(({ mode }) => mode === modeOf({ startImage }))
  // There are none where the quality is no quality, which is told below.
  if (candidates.length === 0) return { least: 0, most: Number.POSITIVE_INFINITY }
  return {
    least: Math.min(...candidates.map((model) => model.shortestPrompt)),
    most: Math.max(...candidates.map((model) => model.promptLimit)),
  }
}

/** Within what people may write, in their characters, and within what a provider takes. */
function checkLength(text: string, name: 'prompt' | 'negativePrompt', { least, most }: Bounds): void {
  const characters = countCharacters(text)
  if (characters > promptLimit) refuse({ code: `${name}TooLong`, length: characters, limit: promptLimit })
  const codePoints = countCodePoints(text)
  if (codePoints > most) refuse({ code: `${name}TooLong`, length: codePoints, limit: most, isInParts: true })
  if (codePoints < least) refuse({ code: `${name}TooShort`, least })
}

/** Nothing that cannot be seen is paid for, in whatever field it stands; where it is only unwanted, it is left out. */
function checkTexts(candidate: Request, providers: readonly ProviderId[]): Request {
  const { negativePrompt, ...rest } = candidate
  const bounds = findBounds(candidate, providers)
  for (const prompt of [candidate.prompt, ...(candidate.shots ?? []).map((shot) => shot.prompt)]) {
    if (typeof prompt !== 'string' || !hasSomethingToSee(prompt)) refuse({ code: 'promptEmpty' })
    checkLength(prompt.trim(), 'prompt', bounds)
  }
  if (negativePrompt === undefined || !hasSomethingToSee(negativePrompt)) return rest
  checkLength(negativePrompt.trim(), 'negativePrompt', bounds)
  return candidate
}

/**
 * Checks again what the command checked, since nothing unchecked may cost money: texts, ranges, an end frame only with a
 * start frame, shots that fill the duration exactly. Throws a UserError.
 */
export function checkRequest(candidate: Request, providers: readonly ProviderId[]): Request {
  const parsed = requestSchema.safeParse(checkTexts(candidate, providers))
  if (!parsed.success) refuse(explain(String(parsed.error.issues[0]?.path[0] ?? 'request')))
  const { startImage, endImage, shots, duration } = parsed.data
  if (endImage !== undefined && startImage === undefined) refuse({ code: 'endImageWithoutStart' })
  const filled = shots?.reduce((sum, shot) => sum + shot.duration, 0) ?? duration
  if (filled !== duration) refuse({ code: 'unknownChoice', option: 'shots' })
  return parsed.data
}
