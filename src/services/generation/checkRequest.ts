import { Refusal, type RefusalReason } from '../../domain/refusal.ts'
import {
  longestDuration,
  promptLimit,
  type Request,
  request as requestSchema,
  shortestDuration,
} from '../../domain/request.ts'

function refuse(reason: RefusalReason): never {
  throw new Refusal(reason)
}

function explain(option: string, candidate: Request): RefusalReason {
  switch (option) {
    case 'prompt': {
      const { length } = String(candidate.prompt ?? '').trim()
      return length === 0 ? { code: 'promptEmpty' } : { code: 'promptTooLong', length, limit: promptLimit }
    }
    case 'negativePrompt': {
      const { length } = String(candidate.negativePrompt ?? '').trim()
      return length > promptLimit
        ? { code: 'negativePromptTooLong', length, limit: promptLimit }
        : { code: 'unknownChoice', option }
    }
    case 'duration':
      return { code: 'durationOutOfRange', shortest: shortestDuration, longest: longestDuration }
    case 'guidance':
      return { code: 'guidanceOutOfRange' }
    default:
      return { code: 'unknownChoice', option }
  }
}

/**
 * Checks again what the command checked, since nothing unchecked may cost money: ranges, an end frame only with a start
 * frame, shots that fill the duration exactly. Throws a Refusal.
 */
export function checkRequest(candidate: Request): Request {
  const parsed = requestSchema.safeParse(candidate)
  if (!parsed.success) refuse(explain(String(parsed.error.issues[0]?.path[0] ?? 'request'), candidate))
  const { startImage, endImage, shots, duration } = parsed.data
  if (endImage !== undefined && startImage === undefined) refuse({ code: 'endImageWithoutStart' })
  const filled = shots?.reduce((sum, shot) => sum + shot.duration, 0) ?? duration
  if (filled !== duration) refuse({ code: 'unknownChoice', option: 'shots' })
  return parsed.data
}
