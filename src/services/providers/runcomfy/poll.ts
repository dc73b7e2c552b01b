import { type PollOutcome, type PollState, ProviderError } from '../../../domain/contracts/provider.ts'
import type { Log } from '../../../log.ts'
import { createProviderError, isContentRefusal } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { cleanDetail, readCost, readErrorText } from '../responses.ts'
import { errorCodes, type JobReport, readError, readErrorCode, readReport } from './responses.ts'

interface OutcomeContext {
  readonly requestId: string
  readonly trustedOrigin: string | undefined
  /** What the status call said: over, or a word that nobody knows. */
  readonly statusReport: JobReport
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
 * Whether a response speaks of the job, although something is wrong with the call: its word for the end then counts more than
 * what is wrong. What a key, an account or a limit is refused with, and whatever a broken service says without naming the
 * job, is about the call.
 */
function isAboutJob(report: JobReport, error: ProviderError, requestId: string): boolean {
  if (report.requestId === requestId) return true
  return ['invalidInput', 'rejectedContent', 'badResponse'].includes(error.code)
}

/** Words for a result that is late or missing, which is no reason. */
const notAReason =
  /not (?:yet )?(?:ready|finished|complete|available)|still (?:running|processing|rendering)|in progress|pending|try again|later|not found|no such|not exist|expired|deleted|include_cost/i

/** What a broken or refused result call still says about a job whose status is known. */
function readRefusedResult(response: HttpResponse, error: ProviderError, context: OutcomeContext): PollOutcome {
  const { statusReport, requestId, trustedOrigin } = context
  const report = readReport(response, trustedOrigin)
  const text = readErrorText(response.json)
  if (report !== undefined && isAboutJob(report, error, requestId)) {
    if (report.status === 'failed') return createFailure(report.reason || statusReport.reason, report.cost)
    if (report.status === 'cancelled') return { status: 'cancelled' }
  }
  const told = readStatusOutcome(statusReport)
  if (told !== undefined && told.status !== 'rendering') return told
  if (error.code === 'rejectedContent') return createFailure(text, statusReport.cost)
  const code = readErrorCode(response)
  if (code === errorCodes.notReady || statusReport.status === 'unknown') return { status: 'rendering' }
  if (code === errorCodes.notFound) return { status: 'gone' }
  if (error.code !== 'invalidInput') return error
  // The job is over, and the service says why there is no result. What it says of a path or a method is about the call.
  const isRefusal = response.status === 400 || response.status === 422
  const reason = isRefusal ? text : (report?.reason ?? '')
  return reason === '' || notAReason.test(reason) ? error : createFailure(reason, statusReport.cost)
}

/**
 * What a result says about the job. `completed` on the status call only means that it is over; the result says whether
 * there is a video: an address means done, a reason means failed, whatever the words beside them.
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
function readOutcome(response: HttpResponse, context: OutcomeContext): PollOutcome {
  const { requestId, trustedOrigin, statusReport } = context
  const error = readError(response, { requestId })
  if (error !== undefined) return readRefusedResult(response, error, context)
  const report = readReport(response, trustedOrigin)
  const { status, reason, videoUrl, cost } = report ?? statusReport
  if (status === 'cancelled') return { status: 'cancelled' }
  if (status === 'failed') return createFailure(reason || statusReport.reason, cost)
  if (videoUrl !== undefined) return createSuccess(videoUrl, cost)
  if (statusReport.status === 'failed') return createFailure(statusReport.reason || reason, cost)
  if (statusReport.videoUrl !== undefined) return createSuccess(statusReport.videoUrl, statusReport.cost)
  if (status === 'waiting' || status === 'rendering') return { status: 'rendering' }
  if (reason !== '' || statusReport.reason !== '') return createFailure(reason || statusReport.reason, cost)
  if (statusReport.status === 'unknown' || (status === 'unknown' && report?.rawStatus != null))
    return { status: 'rendering' }
  return createProviderError({
    provider: 'runcomfy',
    code: 'badResponse',
    ambiguous: true,
    status: response.status,
    requestId,
    detail: 'the result has no usable video',
  })
}

/** What the status alone tells, where the result says nothing. Nothing where the job is over and only that is known. */
function readStatusOutcome({ status, reason, videoUrl, cost }: JobReport): PollState | undefined {
  if (status === 'failed') return createFailure(reason, cost)
  if (videoUrl !== undefined) return createSuccess(videoUrl, cost)
  if (status !== 'unknown') return undefined
  return reason === '' ? { status: 'rendering' } : createFailure(reason, cost)
}

interface PollDependencies {
  readonly calls: {
    status(requestId: string): Promise<HttpResponse>
    result(requestId: string, options: { readonly withCost: boolean }): Promise<HttpResponse>
  }
  readonly trustedOrigin: string | undefined
  readonly log: Log
}

/** The result, which is free to ask for. Where the call breaks off, what the status told is all there is. */
async function fetchResult(
  requestId: string,
  statusReport: JobReport,
  { calls, trustedOrigin }: PollDependencies,
): Promise<PollOutcome> {
  try {
    const response = await calls.result(requestId, { withCost: true })
    // Only the service's own clients ask for the cost; no document says that this stays.
    const isCostRefused = response.status >= 400 && response.text.includes('include_cost')
    const result = isCostRefused ? await calls.result(requestId, { withCost: false }) : response
    return readOutcome(result, { requestId, trustedOrigin, statusReport })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return readStatusOutcome(statusReport) ?? error
  }
}

/** One look at one job: its status, and once that is over its result. Throws a ProviderError where the status broke off. */
export async function pollJob(requestId: string, dependencies: PollDependencies): Promise<PollOutcome> {
  const { calls, trustedOrigin, log } = dependencies
  const response = await calls.status(requestId)
  const error = readError(response, { requestId })
  const report = readReport(response, trustedOrigin)
  const isOver = report !== undefined && ['finished', 'succeeded', 'failed', 'cancelled'].includes(report.status)
  if (error !== undefined && !(isOver && isAboutJob(report, error, requestId))) {
    return readErrorCode(response) === errorCodes.notFound ? { status: 'gone' } : error
  }
  if (report === undefined) throw new Error('A response without error is a JSON object')
  const { status, position, rawStatus } = report
  switch (status) {
    case 'waiting':
      return { status: 'waiting', ...(position !== undefined && { position }) }
    case 'rendering':
      return { status: 'rendering' }
    case 'cancelled':
      return { status: 'cancelled' }
    case 'finished':
    case 'succeeded':
    case 'failed':
      return fetchResult(requestId, report, dependencies)
    case 'unknown':
      log.info({ provider: 'runcomfy', requestId, status: rawStatus }, 'An unknown status word: the result will tell')
      return fetchResult(requestId, report, dependencies)
  }
}
