import type { ProviderError } from '../../../domain/contracts/provider.ts'
import { classifyStatus, type Trouble } from '../classifyStatus.ts'
import { cleanDetail, hidePrompts } from '../cleanDetail.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { isForeignAnswer } from '../isForeignAnswer.ts'
import { judgeWords } from '../judgeWords.ts'
import { readErrorText } from '../readErrorText.ts'

/**
 * Codes that say more than their HTTP status does, or something else.
 * @see https://docs.runcomfy.com/model-apis/error-codes
 */
export const runcomfyCodes = {
  insufficientResources: 400002,
  userAccount: 400004,
  /** The result was asked for too early. Seen live, undocumented. */
  notReady: 400005,
  /** Comes with HTTP 200. Seen live, undocumented. */
  insufficientBalance: 403003,
  notFound: 404001,
} as const

/** The `error_code` of an answer, a number or digits; nothing where there is none. */
export function readRuncomfyCode({ json }: HttpAnswer): number | undefined {
  if (typeof json !== 'object' || json === null || !('error_code' in json)) return undefined
  const code = Number(json.error_code)
  return Number.isInteger(code) && code > 0 ? code : undefined
}

/** Whether the body reports an error by code, be it one that is not a number. */
function hasErrorCode({ json }: HttpAnswer): boolean {
  if (typeof json !== 'object' || json === null || !('error_code' in json)) return false
  return ![undefined, null, false, 0, '0', ''].includes(json.error_code as null)
}

/** Six digits start with the status that the answer should have had: 403003 came with HTTP 200. */
function readCodeStatus(answer: HttpAnswer): number {
  const status = Math.floor((readRuncomfyCode(answer) ?? 0) / 1000)
  return status >= 400 && status < 600 ? status : answer.status
}

function classify(answer: HttpAnswer, text: string): Trouble {
  if (answer.isWalled) return { code: 'unavailable', ambiguous: false }
  const codeStatus = readCodeStatus(answer)
  const byStatus = classifyStatus(answer.status >= 400 ? answer.status : codeStatus)
  const ambiguous = byStatus.ambiguous || codeStatus >= 500
  switch (readRuncomfyCode(answer)) {
    case runcomfyCodes.userAccount:
      return { code: 'unauthorized', ambiguous }
    case runcomfyCodes.insufficientResources:
    case runcomfyCodes.insufficientBalance:
      return { code: 'outOfCredit', ambiguous }
  }
  // A wall in front of the API did not let the call through: that is an outage, whatever it says of rights.
  if (byStatus.code === 'unauthorized' && isForeignAnswer(answer)) return { code: 'unavailable', ambiguous }
  if (byStatus.code === 'invalidInput' && answer.json === undefined) {
    // Something other than the API answered. Its 404 is one all the same, but a 400 that does not say why proves nothing.
    return { code: 'badResponse', ambiguous: answer.status === 400 || answer.status === 422 }
  }
  const isVague = byStatus.code === 'invalidInput' || answer.status === 403
  return { code: (isVague ? judgeWords(text) : undefined) ?? byStatus.code, ambiguous }
}

export interface RuncomfyErrorContext {
  /** What a person wrote in the request: never repeated in the error. */
  readonly prompts?: readonly string[]
  readonly requestId?: string
}

/**
 * What went wrong according to an answer, or nothing where it is a usable one. Some errors come with HTTP 200 and a
 * top-level `error_code`, and neither a missing key (400004) nor an empty account (400002) have the status one expects.
 */
export function readRuncomfyError(
  answer: HttpAnswer,
  { prompts, requestId }: RuncomfyErrorContext = {},
): ProviderError | undefined {
  const isObject = typeof answer.json === 'object' && answer.json !== null
  if (answer.status >= 200 && answer.status < 300 && isObject && !hasErrorCode(answer)) return undefined
  const text = readErrorText(answer.json)
  const trouble = classify(answer, hidePrompts(text, prompts))
  const code = readRuncomfyCode(answer)
  // The words of a refusal are likely to quote the prompt.
  const words = trouble.code === 'rejectedContent' ? '' : cleanDetail(text, prompts)
  const fallback = isObject ? trouble.code : 'the body is not a JSON object'
  return createError({
    provider: 'runcomfy',
    ...trouble,
    status: answer.status,
    ...(requestId !== undefined && { requestId }),
    ...(answer.retryAfter !== undefined && { retryAfter: answer.retryAfter }),
    detail: words || (code === undefined ? fallback : String(code)),
  })
}
