import type { PollOutcome, PollState, ProviderError } from '../../../domain/contracts/provider.ts'
import { cleanDetail } from '../cleanDetail.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { isContentRefusal } from '../isContentRefusal.ts'
import { readCost } from '../readCost.ts'
import { readErrorText } from '../readErrorText.ts'
import { readRuncomfyCode, readRuncomfyError, runcomfyCodes } from './readRuncomfyError.ts'
import { type RuncomfyReport, readRuncomfyReport } from './readRuncomfyReport.ts'

export interface EndContext {
  readonly requestId: string
  readonly trustedOrigin: string | undefined
  /** What the status call said: over, or a word that nobody knows. */
  readonly status: RuncomfyReport
}

function createFailure(reason: string, cost: unknown): PollState {
  const isRefusal = isContentRefusal(reason)
  const amount = readCost(cost)
  return {
    status: 'failed',
    failure: { kind: isRefusal ? 'contentRefused' : 'renderFailed' },
    // The words of a refusal are likely to quote the prompt.
    detail: isRefusal ? 'content refused' : cleanDetail(reason) || 'failed without a reason',
    ...(amount !== undefined && { cost: amount }),
  }
}

function createSuccess(videoUrl: string, cost: unknown): PollState {
  const amount = readCost(cost)
  return { status: 'succeeded', videoUrl, notSafeForWork: false, ...(amount !== undefined && { cost: amount }) }
}

/**
 * Whether an answer speaks of the job, although something is wrong with the call: its word for the end then counts more than
 * what is wrong. What a key, an account or a limit is refused with, and whatever a broken service says without naming the
 * job, is about the call.
 */
export function isAboutJob(report: RuncomfyReport, trouble: ProviderError, requestId: string): boolean {
  if (report.requestId === requestId) return true
  return ['invalidInput', 'rejectedContent', 'badResponse'].includes(trouble.code)
}

/** Words for a result that is late or missing, which is no reason. */
const elsewise =
  /not (?:yet )?(?:ready|finished|complete|available)|still (?:running|processing|rendering)|in progress|pending|try again|later|not found|no such|not exist|expired|deleted|include_cost/i

/** What a broken or refused result call still says about a job whose status is known. */
function readRefusedResult(answer: HttpAnswer, trouble: ProviderError, context: EndContext): PollOutcome {
  const { status, requestId, trustedOrigin } = context
  const report = readRuncomfyReport(answer, trustedOrigin)
  const text = readErrorText(answer.json)
  if (report !== undefined && isAboutJob(report, trouble, requestId)) {
    if (report.word === 'failed') return createFailure(report.reason || status.reason, report.cost)
    if (report.word === 'cancelled') return { status: 'cancelled' }
  }
  const told = readEndFromStatus(status)
  if (told !== undefined && told.status !== 'rendering') return told
  if (trouble.code === 'rejectedContent') return createFailure(text, status.cost)
  const code = readRuncomfyCode(answer)
  if (code === runcomfyCodes.notReady || status.word === 'unknown') return { status: 'rendering' }
  if (code === runcomfyCodes.notFound) return { status: 'gone' }
  if (trouble.code !== 'invalidInput') return trouble
  // The job is over, and the service says why there is no result. What it says of a path or a method is about the call.
  const isRefusal = answer.status === 400 || answer.status === 422
  const reason = isRefusal ? text : (report?.reason ?? '')
  return reason === '' || elsewise.test(reason) ? trouble : createFailure(reason, status.cost)
}

/**
 * What a result says about the job. `completed` on the status call only means that it is over; the result says whether
 * there is a video: an address means done, a reason means failed, whatever the words beside them.
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function readRuncomfyEnd(answer: HttpAnswer, context: EndContext): PollOutcome {
  const { requestId, trustedOrigin, status } = context
  const trouble = readRuncomfyError(answer, { requestId })
  if (trouble !== undefined) return readRefusedResult(answer, trouble, context)
  const report = readRuncomfyReport(answer, trustedOrigin)
  const { word, reason, videoUrl, cost } = report ?? status
  if (word === 'cancelled') return { status: 'cancelled' }
  if (word === 'failed') return createFailure(reason || status.reason, cost)
  if (videoUrl !== undefined) return createSuccess(videoUrl, cost)
  if (status.word === 'failed') return createFailure(status.reason || reason, cost)
  if (status.videoUrl !== undefined) return createSuccess(status.videoUrl, status.cost)
  if (word === 'waiting' || word === 'rendering') return { status: 'rendering' }
  if (reason !== '' || status.reason !== '') return createFailure(reason || status.reason, cost)
  if (status.word === 'unknown' || (word === 'unknown' && report?.status != null)) return { status: 'rendering' }
  return createError({
    provider: 'runcomfy',
    code: 'badResponse',
    ambiguous: true,
    status: answer.status,
    requestId,
    detail: 'the result has no usable video',
  })
}

/** What the status alone tells, where the result says nothing. Nothing where the job is over and only that is known. */
export function readEndFromStatus({ word, reason, videoUrl, cost }: RuncomfyReport): PollState | undefined {
  if (word === 'failed') return createFailure(reason, cost)
  if (videoUrl !== undefined) return createSuccess(videoUrl, cost)
  if (word !== 'unknown') return undefined
  return reason === '' ? { status: 'rendering' } : createFailure(reason, cost)
}
