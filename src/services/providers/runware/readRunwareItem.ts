import type { CheckOutcome, CheckState } from '../../../domain/contracts/provider.ts'
import type { Failure } from '../../../domain/generation.ts'
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

function readFailure(error: Pick<RunwareError, 'code' | 'message'>, cost?: unknown): CheckState {
  const { class: kind, detail } = describeRunwareError(error)
  if (kind === 'gone') return { status: 'gone' }
  if (kind === 'cancelled') return { status: 'cancelled' }
  const amount = readCost(cost)
  const failure = failures[kind] ?? { kind: 'renderFailed' }
  return { status: 'failed', failure, detail, ...(amount !== undefined && { cost: amount }) }
}

/** Whether an error that names a job is about asking for it, which says nothing about the job. */
function isOwnTrouble(error: RunwareError, status: number): boolean {
  const { class: kind } = describeRunwareError(error)
  if (kind === 'key' || kind === 'rateLimit') return true
  if (error.status === 'error') return false
  if (status === 401 || status === 403 || status === 429 || status >= 500 || kind === 'server') return true
  return error.taskType === 'getResponse' && (kind === 'input' || kind === 'unknown')
}

function readSuccess({ videoURL, cost, NSFWContent }: RunwareItem): CheckState | undefined {
  if (videoURL == null || !URL.canParse(videoURL)) return undefined
  const amount = readCost(cost)
  const notSafeForWork = NSFWContent === true
  return { status: 'succeeded', videoUrl: videoURL, notSafeForWork, ...(amount !== undefined && { cost: amount }) }
}

/**
 * What an answer says about one of the jobs it was asked for, or nothing where it does not mention it. A failure comes
 * either in the list of errors or as an item with `status: "error"`.
 *
 * @see https://runware.ai/docs/platform/task-polling
 */
export function readRunwareItem(
  { data, errors }: RunwareAnswer,
  taskUUID: string,
  status: number,
): CheckOutcome | undefined {
  const items = data.filter((item) => item.taskUUID === taskUUID)
  const finished = items.find((item) => item.status === 'success' || (item.status == null && item.videoURL != null))
  const success = finished && readSuccess(finished)
  if (success !== undefined) return success
  const failed = items.find((item) => item.status === 'error')
  if (failed !== undefined) return readFailure(failed.error ?? failed, failed.cost)
  const error = errors.find((each) => each.taskUUID === taskUUID)
  if (error !== undefined) {
    return isOwnTrouble(error, status) ? createRunwareError(error, { status, taskUUID }) : readFailure(error)
  }
  if (finished !== undefined) {
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
