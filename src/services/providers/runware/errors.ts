import type { ProviderError, ProviderErrorCode } from '../../../domain/contracts/provider.ts'
import { classifyStatus, classifyText, createProviderError, type ErrorClass } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { cleanDetail, isForeignResponse, redactPrompts } from '../responses.ts'

export type CodeClass =
  | 'accepted'
  | 'content'
  | 'credit'
  | 'rateLimit'
  | 'key'
  | 'timeout'
  | 'gone'
  | 'cancelled'
  | 'server'
  | 'render'
  | 'input'
  | 'unknown'

/** `invalidProviderContent` is what Kling's moderation comes as; `contentModeration` was seen besides. */
const contentCodes: ReadonlySet<string> = new Set([
  'invalidProviderContent',
  'contentModeration',
  'contentPolicyViolation',
  'providerContentPolicyViolation',
  'sensitiveContentDetected',
  'unsafeContentDetected',
  'nsfwContentDetected',
  'promptBlocked',
  'imageBlocked',
  'moderationFailed',
])

const contentCode =
  /^(?!missing|unsupported|unknown|invalidSafety)\w*(?:moderat(?:ion|ed)|nsfw|unsafe|sensitiveContent|content(?:Polic|Filter|Violation|Blocked|Flagged|Rejected|Refused)|(?:prompt|image|input|output|video)(?:Blocked|Flagged|Rejected|Refused|Moderated)|safety(?:Violation|Filter|Check))/i

const busyCode =
  /rateLimit|concurren|tooMany(?:Requests|Tasks|Jobs)|parallel(?:Task|Request|Job)|queueFull|throttl|overCapacity/i

const keyCodes =
  /ApiKey|^(?:unauthorized|forbidden|permissionDenied|insufficientPermissions|authenticationFailed|authFailed|authTimeout)$|^(?:invalid|missing)(?:Authentication|Credentials)$|^token(?:Expired|Invalid|Missing|Revoked)$|^(?:account|organization|workspace)(?:Suspended|Disabled)$/

const serverCodes =
  /^(?:internalServerError|serviceUnavailable|serverUnavailable|standardError|unknownError|undefinedError|defaultError|unrecognizedResponse)$/

const renderCodes =
  /^provider|^(?:inferenceError|processingFailed|taskFailed|downloadFailed|uploadFailed|noAvailableServer|modelUnavailable|modelDisabled|modelNotReady)$/

const inputCodes = /^(?:invalid|missing|conflict|duplicate|unsupported|value|array|max|unknown|incompatible|mismatch)/

/**
 * Sorts the service's error codes. There are hundreds and they are not stable, so most go by their form, in the order in
 * which the service's own client looks at them.
 *
 * @see https://github.com/Runware/runware-typescript/blob/main/src/errors.ts
 */
export function classifyCode(code: string): CodeClass {
  // A repeated task id: the service has the task already.
  if (code === 'conflictTaskUUID') return 'accepted'
  if (contentCodes.has(code) || contentCode.test(code)) return 'content'
  if (/credits|quota|balance|paymentRequired/i.test(code)) return 'credit'
  if (busyCode.test(code)) return 'rateLimit'
  if (keyCodes.test(code)) return 'key'
  if (/timeout/i.test(code)) return 'timeout'
  if (code === 'taskCancelled') return 'cancelled'
  if (code === 'taskFailedOrNotFound' || /^task.*(?:NotFound|Expired)$/.test(code)) return 'gone'
  if (serverCodes.test(code)) return 'server'
  if (renderCodes.test(code)) return 'render'
  return inputCodes.test(code) ? 'input' : 'unknown'
}

/** What a response says of an error. */
interface ErrorWords {
  readonly code?: string | null | undefined
  readonly message?: string | null | undefined
}

interface ClassifiedError {
  readonly class: CodeClass
  /** For the log. */
  readonly detail: string
}

const classes = {
  rateLimited: 'rateLimit',
  outOfCredit: 'credit',
  rejectedContent: 'content',
  none: undefined,
} as const

/** Codes of input that name what is wrong with it. */
const telling = /^(?:missing|unsupported|max|array|value|duplicate|conflict|unknown)/

/**
 * Sorts an error by its code and, where the code only says that some input or something unknown is wrong, by its words.
 * The words of a refusal are not kept: they are likely to quote the prompt.
 */
export function classifyError({ code, message }: ErrorWords, prompts: readonly string[] = []): ClassifiedError {
  const name = cleanDetail(code ?? 'no code', prompts)
  const byCode = code == null ? 'unknown' : classifyCode(code)
  // A code that names what is wrong says more than any words; `invalidProviderContent` has shown what the others are worth.
  const isVague = byCode === 'unknown' || byCode === 'render' || (byCode === 'input' && !telling.test(code ?? ''))
  const byWords = isVague ? classes[classifyText(redactPrompts(message ?? '', prompts)) ?? 'none'] : undefined
  if (byCode === 'content' || byWords === 'content') return { class: 'content', detail: name }
  const detail = message == null ? name : `${name}: ${cleanDetail(message, prompts)}`
  return { class: byWords ?? byCode, detail }
}

const codes: Readonly<Partial<Record<CodeClass, ProviderErrorCode>>> = {
  content: 'rejectedContent',
  credit: 'outOfCredit',
  rateLimit: 'rateLimited',
  key: 'unauthorized',
  timeout: 'timeout',
  server: 'unavailable',
  render: 'unavailable',
  input: 'invalidInput',
}

function classify(kind: CodeClass, status: number): ErrorClass {
  const byStatus = classifyStatus(status)
  const code = codes[kind] ?? byStatus.code
  const isRefusal =
    kind === 'content' || kind === 'credit' || kind === 'rateLimit' || kind === 'key' || kind === 'input'
  // A refusal in a 200 body is as certain as one with a 4xx; what the service says of its own trouble is not.
  const isCertain =
    status >= 200 && status < 300 ? isRefusal : !byStatus.ambiguous && kind !== 'timeout' && kind !== 'server'
  return { code, ambiguous: !isCertain }
}

interface ErrorContext {
  readonly response: Pick<HttpResponse, 'status' | 'json' | 'retryAfter' | 'isChallenge'>
  readonly taskUUID?: string
  /** What a person wrote in the request: never repeated in the error. */
  readonly prompts?: readonly string[]
}

/** What an error item, or its absence beside a bad status, means for a call. */
export function createTaskError(error: ErrorWords | undefined, context: ErrorContext): ProviderError {
  const { response, taskUUID, prompts } = context
  const { status, retryAfter } = response
  const facts = {
    provider: 'runware',
    status,
    ...(taskUUID !== undefined && { requestId: taskUUID }),
    ...(retryAfter !== undefined && { retryAfter }),
  } as const
  if (error !== undefined) {
    const { class: kind, detail } = classifyError(error, prompts)
    return createProviderError({ ...facts, ...classify(kind, status), detail })
  }
  const byStatus = classifyStatus(status)
  const detail = 'the response does not say what is wrong'
  // Something in front of the API refused the call: that is an outage, whatever it says of rights.
  if (response.isChallenge || (byStatus.code === 'unauthorized' && isForeignResponse(response))) {
    return createProviderError({
      ...facts,
      code: 'unavailable',
      ambiguous: false,
      detail: 'something in front of the API answered',
    })
  }
  // Something other than the API answered. Its 404 is one all the same, but a 400 that does not say why proves nothing.
  if (byStatus.code !== 'invalidInput') return createProviderError({ ...facts, ...byStatus, detail })
  return createProviderError({ ...facts, code: 'badResponse', ambiguous: status === 400 || status === 422, detail })
}
