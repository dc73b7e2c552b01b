import { z } from 'zod'
import type { HttpAnswer } from '../createCaller.ts'

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
export type RunwareError = z.infer<typeof errorItem>

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
export type RunwareItem = z.infer<typeof dataItem>

export interface RunwareAnswer {
  readonly data: readonly RunwareItem[]
  readonly errors: readonly RunwareError[]
}

/** What does not fit is left out, so that one odd item never hides the others. A lone item is a list of one. */
function readList<T>(list: unknown, item: z.ZodType<T>): T[] {
  const items = Array.isArray(list) ? list : [list]
  return items.flatMap((each) => {
    const parsed = item.safeParse(each)
    return parsed.success ? [parsed.data] : []
  })
}

function readLoneError(json: Record<string, unknown>): RunwareError[] {
  const parsed = errorItem.safeParse(json.error)
  if (!parsed.success) return []
  return [{ ...parsed.data, taskUUID: parsed.data.taskUUID ?? uuid.parse(json.taskUUID) }]
}

/**
 * The two lists of an answer, which may both be filled. A call that fails early answers `{"error":{…}}` instead of a
 * list. Nothing where the body has none of these.
 *
 * @see https://runware.ai/docs/platform/errors
 */
export function readRunwareAnswer({ json }: HttpAnswer): RunwareAnswer | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const body = json as Record<string, unknown>
  if (!('data' in body || 'errors' in body || 'error' in body)) return undefined
  return {
    data: readList(body.data, dataItem),
    errors: [...readList(body.errors, errorItem), ...readLoneError(body)],
  }
}
