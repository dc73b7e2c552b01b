import type { ProviderError } from '../../../domain/contracts/provider.ts'
import { classifyStatus, classifyText, createProviderError, type ErrorClass } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { cleanDetail, isForeignResponse, readErrorText, redactPrompts } from '../responses.ts'

/**
 * Codes that say more than their HTTP status does, or something else.
 * @see https://docs.runcomfy.com/model-apis/error-codes
 */
export const errorCodes = {
  insufficientResources: 400002,
  userAccount: 400004,
  /** The result was asked for too early. Seen live, undocumented. */
  notReady: 400005,
  /** Comes with HTTP 200. Seen live, undocumented. */
  insufficientBalance: 403003,
  notFound: 404001,
} as const

/** The `error_code` of a response, a number or digits; nothing where there is none. */
export function readErrorCode({ json }: HttpResponse): number | undefined {
  if (typeof json !== 'object' || json === null || !('error_code' in json)) return undefined
  const code = Number(json.error_code)
  return Number.isInteger(code) && code > 0 ? code : undefined
}

/** Whether the body reports an error by code, be it one that is not a number. */
function hasErrorCode({ json }: HttpResponse): boolean {
  if (typeof json !== 'object' || json === null || !('error_code' in json)) return false
  return ![undefined, null, false, 0, '0', ''].includes(json.error_code as null)
}

/** Six digits start with the status that the response should have had: 403003 came with HTTP 200. */
function readCodeStatus(response: HttpResponse): number {
  const status = Math.floor((readErrorCode(response) ?? 0) / 1000)
  return status >= 400 && status < 600 ? status : response.status
}

function classify(response: HttpResponse, text: string): ErrorClass {
  if (response.isChallenge) return { code: 'unavailable', ambiguous: false }
  const codeStatus = readCodeStatus(response)
  const byStatus = classifyStatus(response.status >= 400 ? response.status : codeStatus)
  const ambiguous = byStatus.ambiguous || codeStatus >= 500
  switch (readErrorCode(response)) {
    case errorCodes.userAccount:
      return { code: 'unauthorized', ambiguous }
    case errorCodes.insufficientResources:
    case errorCodes.insufficientBalance:
      return { code: 'outOfCredit', ambiguous }
  }
  // Something in front of the API refused the call: that is an outage, whatever it says of rights.
  if (byStatus.code === 'unauthorized' && isForeignResponse(response)) return { code: 'unavailable', ambiguous }
  if (byStatus.code === 'invalidInput' && response.json === undefined) {
    // Something other than the API answered. Its 404 is one all the same, but a 400 that does not say why proves nothing.
    return { code: 'badResponse', ambiguous: response.status === 400 || response.status === 422 }
  }
  const isVague = byStatus.code === 'invalidInput' || response.status === 403
  return { code: (isVague ? classifyText(text) : undefined) ?? byStatus.code, ambiguous }
}

interface ErrorContext {
  /** What a person wrote in the request: never repeated in the error. */
  readonly prompts?: readonly string[]
  readonly requestId?: string
}

/**
 * What went wrong according to a response, or nothing where it is a usable one. Some errors come with HTTP 200 and a
 * top-level `error_code`, and neither a missing key (400004) nor an empty account (400002) have the status one expects.
 */
export function readError(
  response: HttpResponse,
  { prompts, requestId }: ErrorContext = {},
): ProviderError | undefined {
  const isObject = typeof response.json === 'object' && response.json !== null
  if (response.status >= 200 && response.status < 300 && isObject && !hasErrorCode(response)) return undefined
  const text = readErrorText(response.json)
  const errorClass = classify(response, redactPrompts(text, prompts))
  const code = readErrorCode(response)
  // The words of a refusal are likely to quote the prompt.
  const words = errorClass.code === 'rejectedContent' ? '' : cleanDetail(text, prompts)
  const fallback = isObject ? errorClass.code : 'the body is not a JSON object'
  return createProviderError({
    provider: 'runcomfy',
    ...errorClass,
    status: response.status,
    ...(requestId !== undefined && { requestId }),
    ...(response.retryAfter !== undefined && { retryAfter: response.retryAfter }),
    detail: words || (code === undefined ? fallback : String(code)),
  })
}
