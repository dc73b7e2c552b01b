import type { ProviderError, ProviderErrorCode } from '../../../domain/contracts/provider.ts'
import { classifyStatus, classifyText, createProviderError, type ErrorClass } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { cleanDetail, isForeignResponse, redactPrompts } from '../responses.ts'
import { readAnswer } from './tasks.ts'

interface CodeMeaning extends ErrorClass {
  /** As many tasks are under way as the account may have. */
  readonly isFull?: true
}

const refused = (code: ProviderErrorCode): CodeMeaning => ({ code, ambiguous: false })

/**
 * Every code of the service. Below 5000 nothing was made; the others leave it open. A 429 is not always "later": an account in
 * arrears, a pack that is used up and a forbidden address come with it, too.
 *
 * @see https://kling.ai/document-api/api/get-started/error-codes
 */
const meanings: Readonly<Record<number, CodeMeaning>> = {
  1000: refused('unauthorized'),
  1001: refused('unauthorized'),
  1002: refused('unauthorized'),
  1003: refused('unauthorized'),
  1004: refused('unauthorized'),
  1100: refused('unauthorized'),
  1101: refused('outOfCredit'),
  1102: refused('outOfCredit'),
  1103: refused('unauthorized'),
  1200: refused('invalidInput'),
  1201: refused('invalidInput'),
  1202: refused('invalidInput'),
  1203: refused('invalidInput'),
  1300: refused('rejectedContent'),
  1301: refused('rejectedContent'),
  1302: refused('rateLimited'),
  1303: { code: 'rateLimited', ambiguous: false, isFull: true },
  1304: refused('unauthorized'),
  5000: { code: 'unavailable', ambiguous: true },
  5001: { code: 'unavailable', ambiguous: true },
  5002: { code: 'timeout', ambiguous: true },
}

type Response = Pick<HttpResponse, 'status' | 'json' | 'retryAfter' | 'isChallenge'>

/** A service in trouble may say anything: beside a 5xx no code proves that nothing was made. */
function readMeaning({ status }: Response, code: number | undefined): CodeMeaning | undefined {
  const meaning = code === undefined ? undefined : meanings[code]
  return meaning !== undefined && status >= 500 ? { ...meaning, ambiguous: true } : meaning
}

/** What a code that nobody documented, or the status alone, says. */
function classifyUnknown(response: Response, message: string): CodeMeaning {
  const byStatus = classifyStatus(response.status)
  const isForeign = isForeignResponse(response)
  // Something in front of the API refused the call: that is an outage, whatever it says of rights.
  if (response.isChallenge || (byStatus.code === 'unauthorized' && isForeign)) return refused('unavailable')
  const byWords = isForeign || byStatus.ambiguous ? undefined : classifyText(message)
  if (byWords !== undefined) return refused(byWords)
  if (byStatus.code !== 'invalidInput') return byStatus
  // Something other than the API answered. Its 404 is one all the same, but a 400 that does not say why proves nothing.
  return { code: 'badResponse', ambiguous: response.status === 400 || response.status === 422 }
}

/**
 * What an answer that is no success means for a call.
 *
 * @param prompts what a person wrote in the request: never repeated in the error
 */
export function createCallError(response: Response, prompts: readonly string[] = []): ProviderError {
  const { status, retryAfter } = response
  const { code, message = '', request_id: requestId } = readAnswer(response) ?? {}
  const meaning = readMeaning(response, code) ?? classifyUnknown(response, redactPrompts(message, prompts))
  // The words of a refusal are likely to quote the prompt.
  const words = meaning.code === 'rejectedContent' ? '' : cleanDetail(message, prompts)
  const detail = [code === undefined ? 'the answer has no code' : String(code), words].filter((each) => each !== '')
  return createProviderError({
    provider: 'kling',
    status,
    ...meaning,
    detail: detail.join(': '),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}

/**
 * Whether a submit was refused because its task id is known: the task was made by an earlier one. The code alone says only
 * that a value is wrong.
 */
export function isKnownId(response: Response): boolean {
  const { code, message = '' } = readAnswer(response) ?? {}
  return code === 1201 && /exist|duplicat|repeat|unique/i.test(message) && !/not exist|n't exist/i.test(message)
}
