import { models } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { Refusal, type RefusalReason } from '../../domain/refusal.ts'
import {
  longestDuration,
  promptLimit,
  type Request,
  request as requestSchema,
  shortestDuration,
} from '../../domain/request.ts'
import { modeOf } from '../../domain/routeRequest.ts'
import { countCharacters, countCodePoints, hasSomethingToSee } from '../../domain/text.ts'

function refuse(reason: RefusalReason): never {
  throw new Refusal(reason)
}

function explain(option: string): RefusalReason {
  switch (option) {
    case 'duration':
      return { code: 'durationOutOfRange', shortest: shortestDuration, longest: longestDuration }
    case 'guidance':
      return { code: 'guidanceOutOfRange' }
    default:
      return { code: 'unknownChoice', option }
  }
}

/** Within what people may write, in their characters, and within what any of the providers takes, in code points. */
function checkLength(text: string, code: 'promptTooLong' | 'negativePromptTooLong', mostCodePoints: number): void {
  const characters = countCharacters(text)
  if (characters > promptLimit) refuse({ code, length: characters, limit: promptLimit })
  const codePoints = countCodePoints(text)
  if (codePoints > mostCodePoints) refuse({ code, length: codePoints, limit: mostCodePoints, isInParts: true })
}

function findMostCodePoints({ quality, startImage }: Request, providers: readonly ProviderId[]): number {
  const limits = models
    .filter((model) => providers.includes(model.provider) && model.quality === quality)
    .filter(({ mode }) => mode === modeOf({ startImage }))
    .map((model) => model.promptLimit)
  // None where the quality is no quality, which is told below.
  return limits.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...limits)
}

/** Nothing that cannot be seen is paid for, in whatever field it stands; where it is only unwanted, it is left out. */
function checkTexts(candidate: Request, providers: readonly ProviderId[]): Request {
  const { negativePrompt, ...rest } = candidate
  const mostCodePoints = findMostCodePoints(candidate, providers)
  for (const prompt of [candidate.prompt, ...(candidate.shots ?? []).map((shot) => shot.prompt)]) {
    if (typeof prompt !== 'string' || !hasSomethingToSee(prompt)) refuse({ code: 'promptEmpty' })
    checkLength(prompt.trim(), 'promptTooLong', mostCodePoints)
  }
  if (negativePrompt === undefined || !hasSomethingToSee(negativePrompt)) return rest
  checkLength(negativePrompt.trim(), 'negativePromptTooLong', mostCodePoints)
  return candidate
}

/**
 * Checks again what the command checked, since nothing unchecked may cost money: texts, ranges, an end frame only with a
 * start frame, shots that fill the duration exactly. Throws a Refusal.
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
