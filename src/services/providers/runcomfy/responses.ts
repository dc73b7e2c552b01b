import { z } from 'zod'
import type { CancelAnswer, ProviderError } from '../../../domain/contracts/provider.ts'
import type { MicroDollars } from '../../../domain/money.ts'
import { classifyStatus, classifyText, createProviderError, type ErrorClass } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { cleanDetail, isForeignResponse, readCost, readErrorText, redactPrompts } from '../responses.ts'

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

type JobStatus = 'waiting' | 'rendering' | 'finished' | 'succeeded' | 'failed' | 'cancelled' | 'unknown'

/**
 * The one place where the service's status words are read. `in_queue`, `in_progress`, `completed`, `cancelled`,
 * `succeeded` and `failed` are documented, the others are what its own clients know besides.
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
function readStatus(word: unknown): JobStatus {
  switch (typeof word === 'string' ? word.toLowerCase().replaceAll(/[^a-z]/g, '') : undefined) {
    case 'inqueue':
    case 'queued':
    case 'pending':
    case 'waiting':
      return 'waiting'
    case 'inprogress':
    case 'processing':
    case 'running':
    case 'starting':
      return 'rendering'
    // Over, well or badly: only the result says which.
    case 'completed':
      return 'finished'
    case 'succeeded':
      return 'succeeded'
    case 'failed':
      return 'failed'
    case 'cancelled':
    case 'canceled':
      return 'cancelled'
    default:
      return 'unknown'
  }
}

function isFetchable(candidate: unknown, trustedOrigin: string | undefined): candidate is string {
  if (typeof candidate !== 'string' || !URL.canParse(candidate)) return false
  const { protocol, origin } = new URL(candidate)
  return protocol === 'https:' || origin === trustedOrigin
}

function listStrings(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 6) return []
  return Object.values(value).flatMap((each) => listStrings(each, depth + 1))
}

/**
 * The video of a response: the documented fields of its `output` first, then any address of an MP4 in there, then what
 * other services call it beside the `output`. Only https, or the origin the operator set. Nothing else is looked at: the
 * echoed `input` may hold videos too.
 */
function findVideoUrl(response: Readonly<Record<string, unknown>>, trustedOrigin: string | undefined) {
  const { output } = response
  const { video, videos } = (typeof output === 'object' && output !== null ? output : {}) as Record<string, unknown>
  const beside = [response.video, response.videos, response.video_url, response.videoUrl, response.videoURL].flatMap(
    (each) => listStrings(each)[0] ?? [],
  )
  const named = [video, Array.isArray(videos) ? videos[0] : undefined, output]
  const inside = listStrings(output).filter(
    (each) => URL.canParse(each) && new URL(each).pathname.toLowerCase().endsWith('.mp4'),
  )
  return [...named, ...inside, ...beside].find((each) => isFetchable(each, trustedOrigin))
}

const reportBody = z.record(z.string(), z.unknown())
/** Nobody waits behind more; a larger number is a mistake. */
const position = z.number().int().nonnegative().max(9_999)

/** Where the service and its clients say why a job failed. */
const reasons = ['error', 'error_message', 'errors', 'failure_reason']
/** Where a failed job may have its reason besides; others say there how they are getting on. */
const remarks = ['message', 'msg', 'detail', 'reason', 'task_status_msg']
/** What stands in the place of a reason where there is none. */
const noReason = /^(?:|0|ok|none|null|no error|success|succeed(?:ed)?)$/i

/** What a response says about a job, status and result alike: the two share their shape. */
export interface JobReport {
  readonly status: JobStatus
  /** As it was written, for the log. */
  readonly rawStatus: unknown
  readonly requestId: string | undefined
  /** How many are ahead, only while it waits. */
  readonly position: number | undefined
  /** Why it failed; empty where nothing is said. */
  readonly reason: string
  readonly videoUrl: string | undefined
  /** Dollars, as reported. */
  readonly cost: unknown
}

/** Nothing where the body is no JSON object. */
export function readReport(
  { json }: Pick<HttpResponse, 'json'>,
  trustedOrigin: string | undefined,
): JobReport | undefined {
  const parsed = reportBody.safeParse(json)
  if (!parsed.success) return undefined
  const { status: rawStatus, request_id: requestId, queue_position: queuePosition, cost } = parsed.data
  const status = readStatus(rawStatus)
  const keys = status === 'failed' ? ['code', ...reasons, ...remarks] : reasons
  const texts = keys.map((key) => readErrorText(parsed.data[key])).filter((text) => !noReason.test(text.trim()))
  return {
    status,
    rawStatus,
    requestId: typeof requestId === 'string' || typeof requestId === 'number' ? String(requestId) : undefined,
    position: position.safeParse(queuePosition).data,
    reason: [...new Set(texts)].join(': '),
    videoUrl: findVideoUrl(parsed.data, trustedOrigin),
    cost,
  }
}

/** An id becomes one segment of a path, percent-encoded; a slash, or dots alone, would lead elsewhere all the same. */
export const requestIdShape = z
  .string()
  .regex(/^[^\s\p{C}/\\]{1,256}$/u)
  .regex(/[^.]/)

/** Taken out of the text where the JSON around it is broken, or where it stands deeper than it should. */
const idInText = /"request_id"\s*:\s*(?:"([^"\\]+)"|(\d+))/

function readId({ json, text }: HttpResponse): string | undefined {
  const named = typeof json === 'object' && json !== null && 'request_id' in json ? json.request_id : undefined
  const [, quoted, digits] = idInText.exec(text) ?? []
  return [named, quoted, digits]
    .map((each) => requestIdShape.safeParse(Number.isSafeInteger(each) ? String(each) : each).data)
    .find((each) => each !== undefined)
}

/**
 * The id under which a submit was accepted. Throws a ProviderError where it was not, or where that cannot be said. An
 * accepted job whose id is lost is paid and never seen again, so the id is read from whatever came.
 */
export function readRequestId(response: HttpResponse, prompts: readonly string[]): string {
  const { status, json } = response
  const isSuccess = status >= 200 && status < 300
  const error = readError(response, { prompts })
  const requestId = isSuccess && (error === undefined || json === undefined) ? readId(response) : undefined
  if (requestId !== undefined) return requestId
  if (error !== undefined) throw error
  const detail = 'the response to the submit has no usable request id'
  throw createProviderError({ provider: 'runcomfy', code: 'badResponse', ambiguous: true, status, detail })
}

/**
 * Whether a cancel worked; throws a ProviderError where the call failed. HTTP 202 does not say: `outcome` does. It is read from the text where the body is not valid
 * JSON, because the documented sample is not (it lacks a comma).
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function readCancelAnswer(response: HttpResponse, requestId: string): CancelAnswer {
  const { status, json, text } = response
  const isSuccess = status >= 200 && status < 300
  const error = isSuccess && json === undefined ? undefined : readError(response, { requestId })
  if (error !== undefined) throw error
  const read = (key: string) => new RegExp(`"${key}"\\s*:\\s*"([^"]*)"`).exec(text)?.[1]
  const outcome = read('outcome')
  if (outcome === 'not_cancellable') return 'tooLate'
  return readStatus(outcome ?? read('status')) === 'cancelled' ? 'cancelled' : 'unknown'
}

const balanceBody = z.object({ balance_microdollars: z.unknown(), balance_usd: z.unknown() }).partial()

function parseBalance(json: unknown): number | undefined {
  const { balance_microdollars: micro, balance_usd: dollars } = balanceBody.safeParse(json).data ?? {}
  const exact = typeof micro === 'string' && micro.trim() !== '' ? Number(micro) : micro
  return [exact, readCost(dollars)].find((each): each is number => Number.isFinite(each))
}

/** What is left on the account; an overdrawn one has nothing left. Throws a ProviderError. */
export function readBalance(response: HttpResponse): MicroDollars {
  const error = readError(response)
  if (error !== undefined) throw error
  const balance = parseBalance(response.json)
  if (balance !== undefined) return Math.max(0, Math.round(balance))
  const { status } = response
  throw createProviderError({
    provider: 'runcomfy',
    code: 'badResponse',
    ambiguous: true,
    status,
    detail: 'no balance',
  })
}
