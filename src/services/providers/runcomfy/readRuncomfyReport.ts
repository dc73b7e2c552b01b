import { z } from 'zod'
import type { HttpAnswer } from '../createCaller.ts'
import { readErrorText } from '../readErrorText.ts'
import { findVideoUrl } from './findVideoUrl.ts'
import { type RuncomfyWord, readRuncomfyWord } from './readRuncomfyWord.ts'

const body = z.record(z.string(), z.unknown())
/** Nobody waits behind more; a larger number is a mistake. */
const position = z.number().int().nonnegative().max(9_999)

/** Where the service and its clients say why a job failed. */
const reasons = ['error', 'error_message', 'errors', 'failure_reason']
/** Where a failed job may have its reason besides; others say there how they are getting on. */
const remarks = ['message', 'msg', 'detail', 'reason', 'task_status_msg']
/** What stands in the place of a reason where there is none. */
const noReason = /^(?:|0|ok|none|null|no error|success|succeed(?:ed)?)$/i

/** What an answer says about a job, status and result alike: the two share their shape. */
export interface RuncomfyReport {
  readonly word: RuncomfyWord
  /** As it was written, for the log. */
  readonly status: unknown
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
export function readRuncomfyReport(
  { json }: Pick<HttpAnswer, 'json'>,
  trustedOrigin: string | undefined,
): RuncomfyReport | undefined {
  const parsed = body.safeParse(json)
  if (!parsed.success) return undefined
  const { status, request_id: requestId, queue_position: place, cost } = parsed.data
  const word = readRuncomfyWord(status)
  const keys = word === 'failed' ? ['code', ...reasons, ...remarks] : reasons
  const texts = keys.map((key) => readErrorText(parsed.data[key])).filter((text) => !noReason.test(text.trim()))
  return {
    word,
    status,
    requestId: typeof requestId === 'string' || typeof requestId === 'number' ? String(requestId) : undefined,
    position: position.safeParse(place).data,
    reason: [...new Set(texts)].join(': '),
    videoUrl: findVideoUrl(parsed.data, trustedOrigin),
    cost,
  }
}
