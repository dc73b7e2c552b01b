import { z } from 'zod'
import type { CheckOutcome } from '../../../domain/contracts/provider.ts'
import { cleanDetail } from '../cleanDetail.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { isContentRefusal } from '../isContentRefusal.ts'
import { readCost } from '../readCost.ts'
import { readErrorText } from '../readErrorText.ts'
import { findVideoUrl } from './findVideoUrl.ts'
import { readRuncomfyCode, readRuncomfyError, runcomfyCodes } from './readRuncomfyError.ts'
import { readRuncomfyWord } from './readRuncomfyWord.ts'

const resultBody = z.object({
  status: z.string().nullish(),
  output: z.unknown().optional(),
  /** Text or any JSON. */
  error: z.unknown().optional(),
  /** Dollars. */
  cost: z.unknown().optional(),
})

function createFailure(error: unknown, cost: unknown): CheckOutcome {
  const text = readErrorText(error)
  const isRefusal = isContentRefusal(text)
  const amount = readCost(cost)
  return {
    status: 'failed',
    failure: { kind: isRefusal ? 'contentRefused' : 'renderFailed' },
    // The words of a refusal are likely to quote the prompt.
    detail: isRefusal ? 'content refused' : cleanDetail(text) || 'failed without a reason',
    ...(amount !== undefined && { cost: amount }),
  }
}

export interface ResultContext {
  readonly requestId: string
  readonly trustedOrigin: string | undefined
  /** Whether the status call said `failed`, and what it gave as the reason. */
  readonly failed?: { readonly error: unknown }
}

/**
 * What a result says about the job. `completed` on the status call only means that it is over; the result says whether
 * there is a video.
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function readRuncomfyResult(answer: HttpAnswer, context: ResultContext): CheckOutcome {
  const { requestId, trustedOrigin, failed } = context
  const code = readRuncomfyCode(answer)
  if (code === runcomfyCodes.notFound || code === runcomfyCodes.notReady) {
    if (failed !== undefined) return createFailure(failed.error, undefined)
    return { status: code === runcomfyCodes.notFound ? 'gone' : 'rendering' }
  }
  const trouble = readRuncomfyError(answer, { requestId })
  if (trouble !== undefined) return trouble
  const parsed = resultBody.safeParse(answer.json)
  const badResponse = (detail: string) =>
    createError({
      provider: 'runcomfy',
      code: 'badResponse',
      ambiguous: true,
      status: answer.status,
      requestId,
      detail,
    })
  if (!parsed.success) return badResponse('the result has an unknown shape')
  const { status, output, error, cost } = parsed.data
  const word = readRuncomfyWord(status)
  if (word === 'cancelled') return { status: 'cancelled' }
  if (word === 'failed') return createFailure(error ?? failed?.error, cost)
  if (failed !== undefined) return createFailure(failed.error ?? error, cost)
  if (word === 'waiting' || word === 'rendering') return { status: 'rendering' }
  // There is an output only after success, whatever the word for it.
  const videoUrl = findVideoUrl(output, trustedOrigin)
  if (videoUrl !== undefined) {
    const amount = readCost(cost)
    return { status: 'succeeded', videoUrl, notSafeForWork: false, ...(amount !== undefined && { cost: amount }) }
  }
  if (word === 'unknown' && status != null) return { status: 'rendering' }
  return readErrorText(error) === '' ? badResponse('the result has no usable video') : createFailure(error, cost)
}
