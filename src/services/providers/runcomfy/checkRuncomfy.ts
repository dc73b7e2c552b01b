import { z } from 'zod'
import type { CheckOutcome } from '../../../domain/contracts/provider.ts'
import type { Log } from '../../../log.ts'
import { createError } from '../createError.ts'
import type { RuncomfyApi } from './createRuncomfyApi.ts'
import { readRuncomfyCode, readRuncomfyError, runcomfyCodes } from './readRuncomfyError.ts'
import { readRuncomfyResult } from './readRuncomfyResult.ts'
import { readRuncomfyWord } from './readRuncomfyWord.ts'

const statusBody = z.object({
  status: z.string().nullish(),
  /** Only while the job waits. */
  queue_position: z.number().int().nonnegative().nullish().catch(undefined),
  error: z.unknown().optional(),
})

export interface CheckDependencies {
  readonly api: RuncomfyApi
  readonly trustedOrigin: string | undefined
  readonly log: Log
}

/** One look at one job: its status, and once that is over its result. Throws a ProviderError where a call broke off. */
export async function checkRuncomfy(
  requestId: string,
  { api, trustedOrigin, log }: CheckDependencies,
): Promise<CheckOutcome> {
  const answer = await api.status(requestId)
  if (readRuncomfyCode(answer) === runcomfyCodes.notFound) return { status: 'gone' }
  const trouble = readRuncomfyError(answer, { requestId })
  if (trouble !== undefined) return trouble
  const parsed = statusBody.safeParse(answer.json)
  if (!parsed.success) {
    const facts = {
      provider: 'runcomfy',
      code: 'badResponse',
      ambiguous: true,
      status: answer.status,
      requestId,
    } as const
    return createError({ ...facts, detail: 'the status has an unknown shape' })
  }
  const { status, queue_position: position, error } = parsed.data
  const word = readRuncomfyWord(status)
  switch (word) {
    case 'waiting':
      return { status: 'waiting', ...(position != null && { position }) }
    case 'rendering':
      return { status: 'rendering' }
    case 'cancelled':
      return { status: 'cancelled' }
    case 'finished':
    case 'succeeded':
    case 'failed':
      return readRuncomfyResult(await api.result(requestId), {
        requestId,
        trustedOrigin,
        ...(word === 'failed' && { failed: { error } }),
      })
    case 'unknown':
      log.info({ provider: 'runcomfy', requestId, status }, 'An unknown status word is taken as still rendering')
      return { status: 'rendering' }
  }
}
