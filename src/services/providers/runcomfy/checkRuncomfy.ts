import { type PollOutcome, ProviderError } from '../../../domain/contracts/provider.ts'
import type { Log } from '../../../log.ts'
import type { RuncomfyApi } from './createRuncomfyApi.ts'
import { isAboutJob, readEndFromStatus, readRuncomfyEnd } from './readRuncomfyEnd.ts'
import { readRuncomfyCode, readRuncomfyError, runcomfyCodes } from './readRuncomfyError.ts'
import { type RuncomfyReport, readRuncomfyReport } from './readRuncomfyReport.ts'

export interface CheckDependencies {
  readonly api: RuncomfyApi
  readonly trustedOrigin: string | undefined
  readonly log: Log
}

/** The result, which is free to ask for. Where the call breaks off, what the status told is all there is. */
async function lookAtResult(
  requestId: string,
  status: RuncomfyReport,
  { api, trustedOrigin }: CheckDependencies,
): Promise<PollOutcome> {
  try {
    const answer = await api.result(requestId, { withCost: true })
    // Only the service's own clients ask for the cost; no document says that this stays.
    const isCostRefused = answer.status >= 400 && answer.text.includes('include_cost')
    const result = isCostRefused ? await api.result(requestId, { withCost: false }) : answer
    return readRuncomfyEnd(result, { requestId, trustedOrigin, status })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return readEndFromStatus(status) ?? error
  }
}

/** One look at one job: its status, and once that is over its result. Throws a ProviderError where the status broke off. */
export async function checkRuncomfy(requestId: string, dependencies: CheckDependencies): Promise<PollOutcome> {
  const { api, trustedOrigin, log } = dependencies
  const answer = await api.status(requestId)
  const trouble = readRuncomfyError(answer, { requestId })
  const report = readRuncomfyReport(answer, trustedOrigin)
  const isOver = report !== undefined && ['finished', 'succeeded', 'failed', 'cancelled'].includes(report.word)
  if (trouble !== undefined && !(isOver && isAboutJob(report, trouble, requestId))) {
    return readRuncomfyCode(answer) === runcomfyCodes.notFound ? { status: 'gone' } : trouble
  }
  if (report === undefined) throw new Error('An answer without trouble is a JSON object')
  const { word, position, status } = report
  switch (word) {
    case 'waiting':
      return { status: 'waiting', ...(position !== undefined && { position }) }
    case 'rendering':
      return { status: 'rendering' }
    case 'cancelled':
      return { status: 'cancelled' }
    case 'finished':
    case 'succeeded':
    case 'failed':
      return lookAtResult(requestId, report, dependencies)
    case 'unknown':
      log.info({ provider: 'runcomfy', requestId, status }, 'An unknown status word: the result will tell')
      return lookAtResult(requestId, report, dependencies)
  }
}
