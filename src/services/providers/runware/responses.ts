import { z } from 'zod'
import type { MicroDollars } from '../../../domain/money.ts'
import { createProviderError } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { readCost } from '../responses.ts'
import { classifyCode, createTaskError } from './errors.ts'

const text = z.string().nullish().catch(undefined)
/** Ours are written in small letters; a UUID means the same in capitals. */
const uuid = text.transform((id) => id?.toLowerCase())

const errorItem = z.object({
  code: text,
  message: text,
  taskType: text,
  taskUUID: uuid,
  /** `error` where the item is the outcome of a job and not of the call. */
  status: text,
})
export type ErrorItem = z.infer<typeof errorItem>

const dataItem = z.object({
  taskType: text,
  taskUUID: uuid,
  /** `processing`, `success` or `error`; absent in acknowledgements and in answers of synchronous tasks. */
  status: text,
  videoURL: text,
  NSFWContent: z.boolean().nullish().catch(undefined),
  /** Dollars. */
  cost: z.unknown().optional(),
  error: errorItem.nullish().catch(undefined),
  code: text,
  message: text,
  balance: z.unknown().optional(),
})
export type DataItem = z.infer<typeof dataItem>

export interface ResponseLists {
  readonly data: readonly DataItem[]
  readonly errors: readonly ErrorItem[]
}

/** What does not fit is left out, so that one odd item never hides the others. A lone item is a list of one. */
function readList<T>(list: unknown, item: z.ZodType<T>): T[] {
  const items = Array.isArray(list) ? list : [list]
  return items.flatMap((each) => {
    const parsed = item.safeParse(each)
    return parsed.success ? [parsed.data] : []
  })
}

function readLoneError(json: Record<string, unknown>): ErrorItem[] {
  const parsed = errorItem.safeParse(json.error)
  if (!parsed.success) return []
  return [{ ...parsed.data, taskUUID: parsed.data.taskUUID ?? uuid.parse(json.taskUUID) }]
}

/**
 * The two lists of a response, which may both be filled. A call that fails early answers `{"error":{…}}` instead of a
 * list. Nothing where the body has none of these.
 *
 * @see https://runware.ai/docs/platform/errors
 */
export function readLists({ json }: HttpResponse): ResponseLists | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const body = json as Record<string, unknown>
  if (!('data' in body || 'errors' in body || 'error' in body)) return undefined
  return {
    data: readList(body.data, dataItem),
    errors: [...readList(body.errors, errorItem), ...readLoneError(body)],
  }
}

/**
 * Whether a submit was accepted; throws a ProviderError where it was not, or where that cannot be said. A repeated
 * `taskUUID` is refused with HTTP 400 `conflictTaskUUID`, which proves that the task is known: accepted. Errors of other
 * tasks say nothing about this one.
 */
export function assertAccepted(response: HttpResponse, taskUUID: string, prompts: readonly string[]): void {
  const { status } = response
  const context = { response, taskUUID, prompts }
  const isSuccess = status >= 200 && status < 300
  const lists = readLists(response)
  if (lists === undefined) throw createTaskError(undefined, context)
  const { data, errors } = lists
  const item = data.find((each) => each.taskUUID === taskUUID)
  const own = errors.find((each) => each.taskUUID === taskUUID)
  const error = own ?? errors.find((each) => each.taskUUID == null)
  if (error?.code != null && classifyCode(error.code) === 'accepted') return
  if (/^(?:error|failed)$/i.test(item?.status ?? '') && item !== undefined)
    throw createTaskError(item.error ?? item, context)
  if (item !== undefined && own !== undefined) {
    // Acknowledged and refused at once: only a lookup can tell.
    const { code, detail } = createTaskError(own, context)
    throw createProviderError({
      provider: 'runware',
      code,
      ambiguous: true,
      status,
      requestId: taskUUID,
      detail: detail ?? code,
    })
  }
  if (item !== undefined && isSuccess) return
  throw createTaskError(error, context)
}

function isNotFound({ code }: ErrorItem): boolean {
  return code === 'taskFailedOrNotFound' || (code != null && /NotFound$/.test(code))
}

/**
 * Whether the archive of tasks has one; an archived error counts as found. False only where the service says that it does
 * not know the task: silence proves nothing. Everything else throws a ProviderError.
 *
 * @see https://runware.ai/docs/platform/task-details
 */
export function isKnownTask(response: HttpResponse, taskUUID: string): boolean {
  const { status, text, isCut = false } = response
  // An entry repeats the pictures of its request, and only what was found is so long that it is not read to its end.
  if (isCut && status >= 200 && status < 300 && text.includes(taskUUID)) return true
  const lists = readLists(response)
  if (lists?.data.some((item) => item.taskUUID === taskUUID && item.taskType === 'getTaskDetails')) return true
  const error = lists?.errors.find((each) => each.taskUUID == null || each.taskUUID === taskUUID)
  if (error !== undefined && status < 500 && isNotFound(error)) return false
  throw createTaskError(error, { response, taskUUID })
}

/**
 * What is left on the account; an overdrawn one has nothing left. Throws a ProviderError.
 * @see https://runware.ai/docs/platform/account-management
 */
export function readBalance(response: HttpResponse): MicroDollars {
  const lists = readLists(response)
  // A plain number in older documentation, `{ amount, freeBalance?, currency }` in newer.
  const balance = lists?.data.map((item) => readCost(item.balance)).find((each) => Number.isFinite(each))
  if (balance === undefined) throw createTaskError(lists?.errors[0], { response })
  return Math.max(0, balance)
}
