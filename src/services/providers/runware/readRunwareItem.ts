import type { PollOutcome, PollState } from '../../../domain/contracts/provider.ts'
import type { Failure } from '../../../domain/generation.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { readCost } from '../readCost.ts'
import type { RunwareCodeClass } from './classifyRunwareCode.ts'
import { createRunwareError } from './createRunwareError.ts'
import { describeRunwareError } from './describeRunwareError.ts'
import type { RunwareAnswer, RunwareError, RunwareItem } from './readRunwareAnswer.ts'

const failures: Readonly<Partial<Record<RunwareCodeClass, Failure>>> = {
  content: { kind: 'contentRefused' },
  credit: { kind: 'outOfCredit' },
  input: { kind: 'requestRefused' },
}

function readFailure(error: Pick<RunwareError, 'code' | 'message'>, cost?: unknown): PollState {
  const { class: kind, detail } = describeRunwareError(error)
  if (kind === 'gone') return { status: 'gone' }
  if (kind === 'cancelled') return { status: 'cancelled' }
  const amount = readCost(cost)
  const failure = failures[kind] ?? { kind: 'renderFailed' }
  return { status: 'failed', failure, detail, ...(amount !== undefined && { cost: amount }) }
}

type Word = 'running' | 'success' | 'failed' | 'unknown'

/** `processing`, `success` and `error` are documented; the others are what neighbours say. */
function readWord(status: string | null | undefined): Word {
  switch (status?.toLowerCase()) {
    case 'processing':
      return 'running'
    case 'success':
      return 'success'
    case 'error':
    case 'failed':
      return 'failed'
    default:
      return 'unknown'
  }
}

/** Whether an error that names a job is about asking for it, which says nothing about the job. */
function isOwnTrouble(error: RunwareError, status: number): boolean {
  const { class: kind } = describeRunwareError(error)
  const isRefused = status === 401 || status === 403 || status === 429
  if (readWord(error.status) === 'failed') return isRefused
  if (isRefused || status >= 500 || kind === 'key' || kind === 'rateLimit' || kind === 'server') return true
  return error.taskType === 'getResponse' && (kind === 'input' || kind === 'unknown')
}

function readSuccess({ videoURL, cost, NSFWContent }: RunwareItem): PollState | undefined {
  if (videoURL == null || !URL.canParse(videoURL)) return undefined
  const amount = readCost(cost)
  const notSafeForWork = NSFWContent === true
  return { status: 'succeeded', videoUrl: videoURL, notSafeForWork, ...(amount !== undefined && { cost: amount }) }
}

/** A reason without a word, or beside one that nobody documented, is the end as well. */
function isFailed({ status, error, code }: RunwareItem): boolean {
  const word = readWord(status)
  return word === 'failed' || (word === 'unknown' && (error != null || code != null))
}

/**
 * What an answer says about one of the jobs it was asked for, or nothing where it does not mention it. A failure comes
 * either in the list of errors or as an item with `status: "error"`. A video beside whatever word means done.
 *
 * @see https://runware.ai/docs/platform/task-polling
 */
export function readRunwareItem(
  { data, errors }: RunwareAnswer,
  taskUUID: string,
  answer: Pick<HttpAnswer, 'status' | 'json' | 'retryAfter' | 'isWalled'>,
): PollOutcome | undefined {
  const { status } = answer
  const items = data.filter((item) => item.taskUUID === taskUUID)
  const finished = items.filter((item) => ['success', 'unknown'].includes(readWord(item.status)))
  const success = finished.map(readSuccess).find((each) => each !== undefined)
  if (success !== undefined) return success
  const failed = items.find(isFailed)
  if (failed !== undefined) return readFailure(failed.error ?? failed, failed.cost)
  const error = errors.find((each) => each.taskUUID === taskUUID)
  if (error !== undefined) {
    return isOwnTrouble(error, status) ? createRunwareError(error, { answer, taskUUID }) : readFailure(error)
  }
  if (finished.some((item) => readWord(item.status) === 'success' || item.videoURL != null)) {
    const detail = 'finished without a usable video'
    return createError({
      provider: 'runware',
      code: 'badResponse',
      ambiguous: true,
      status,
      requestId: taskUUID,
      detail,
    })
  }
  return items.length > 0 ? { status: 'rendering' } : undefined
}
