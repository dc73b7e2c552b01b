import { z } from 'zod'
import { hours } from '../../../domain/clock.ts'
import type { EncodeLimits } from '../../../domain/contracts/media.ts'
import { type PollOutcome, type ProviderApi, ProviderError } from '../../../domain/contracts/provider.ts'
import type { Operation } from '../../../domain/generation.ts'
import type { Frame } from '../../../domain/request.ts'
import { forEachLimited } from '../../../lib/concurrency.ts'
import { assertServable } from '../assertServable.ts'
import { createCaller } from '../createCaller.ts'
import { createError } from '../createError.ts'
import type { AdapterDependencies } from '../defineProvider.ts'
import { findTrustedOrigin } from '../findTrustedOrigin.ts'
import { listPrompts } from '../listPrompts.ts'
import { prepareImages } from '../prepareImages.ts'
import { buildRuncomfyBody } from './buildRuncomfyBody.ts'
import { checkRuncomfy } from './checkRuncomfy.ts'
import { createRuncomfyApi } from './createRuncomfyApi.ts'
import { readRuncomfyBalance } from './readRuncomfyBalance.ts'
import { readRuncomfyCancel } from './readRuncomfyCancel.ts'
import { readRuncomfyCode, readRuncomfyError, runcomfyCodes } from './readRuncomfyError.ts'
import { readRuncomfySubmit, requestIdShape } from './readRuncomfySubmit.ts'

export const runcomfyApiUrl = 'https://model-api.runcomfy.net'
/** The balance lives on another host than the models. */
export const runcomfyBalanceUrl = 'https://api.runcomfy.net/prod/v2/balance'

/**
 * Data URIs are not documented, but the service's own client sends them, up to 6 MiB and 32 megapixels a picture.
 * @see https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes
 */
const dataUriLimits: EncodeLimits = { formats: ['jpeg'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 }

/** A picture's address must outlive the time a job may wait before the service fetches it. */
const freshFor = hours(2)

/** Status calls under way at the same time. */
const parallelChecks = 8

const operationShape = z.object({ requestId: requestIdShape, modelId: z.string() })

export interface RuncomfyDependencies extends AdapterDependencies {
  /** Absent: the service's own where `apiUrl` is its own, else there is no balance. */
  readonly balanceUrl?: string
}

function readOperation(operation: Operation): z.infer<typeof operationShape> {
  const parsed = operationShape.safeParse(operation)
  if (parsed.success) return parsed.data
  throw createError({
    provider: 'runcomfy',
    code: 'badResponse',
    ambiguous: false,
    detail: 'the stored operation is not one of this provider',
    cause: parsed.error,
  })
}

/**
 * RunComfy's Model API. No idempotency key exists: a submit whose answer was lost stays unknown, so there is no `lookup`.
 * @see https://docs.runcomfy.com/model-apis/quickstart
 */
export function createRuncomfy(dependencies: RuncomfyDependencies): ProviderApi {
  const { apiUrl, pictures, clock, log } = dependencies
  const trustedOrigin = findTrustedOrigin(apiUrl, runcomfyApiUrl)
  const call = createCaller({
    ...dependencies,
    provider: 'runcomfy',
    authorize: () => ({ authorization: `Bearer ${dependencies.secrets.key}` }),
  })
  const api = createRuncomfyApi(apiUrl, call)
  const balanceUrl = dependencies.balanceUrl ?? (trustedOrigin === undefined ? runcomfyBalanceUrl : undefined)

  const toImage = async (frame: Frame, signal?: AbortSignal): Promise<string> => {
    const { source } = frame
    if (source !== undefined && source.expiresAt - clock.now() >= freshFor) return source.url
    return pictures.encode(frame, dataUriLimits, signal)
  }

  const checkOne = async (operation: Operation): Promise<PollOutcome> => {
    try {
      return await checkRuncomfy(readOperation(operation).requestId, { api, trustedOrigin, log })
    } catch (error) {
      if (error instanceof ProviderError) return error
      const detail = 'the answer could not be understood'
      return createError({ provider: 'runcomfy', code: 'badResponse', ambiguous: true, detail, cause: error })
    }
  }

  return {
    pollsPerRequest: 1,
    ...(trustedOrigin !== undefined && { trustedOrigin }),

    async prepare(model, request, frames, signal) {
      assertServable('runcomfy', model, request, frames)
      const images = await prepareImages('runcomfy', frames, (frame) => toImage(frame, signal), signal)
      return { model, body: buildRuncomfyBody(model, request, images) }
    },

    async submit({ model, body }) {
      const answer = await api.submit(model.id, JSON.stringify(body))
      const requestId = readRuncomfySubmit(answer, listPrompts(body))
      log.info({ provider: 'runcomfy', modelId: model.id, requestId }, 'The provider took the job')
      return { requestId, modelId: model.id }
    },

    async poll(items) {
      const outcomes = new Map<string, PollOutcome>()
      await forEachLimited(items, parallelChecks, async ({ generationId, operation }) => {
        outcomes.set(generationId, await checkOne(operation))
      })
      return outcomes
    },

    async cancel(operation) {
      const { requestId } = readOperation(operation)
      const answer = await api.cancel(requestId)
      const isSuccess = answer.status >= 200 && answer.status < 300
      const trouble = isSuccess && answer.json === undefined ? undefined : readRuncomfyError(answer, { requestId })
      if (trouble !== undefined) throw trouble
      return readRuncomfyCancel(answer)
    },

    async probe() {
      // Nobody has this id: the answer is that it is not found, and for that the API and the key have to be in order.
      const answer = await api.status('00000000-0000-4000-8000-000000000000')
      const trouble = readRuncomfyCode(answer) === runcomfyCodes.notFound ? undefined : readRuncomfyError(answer)
      if (trouble !== undefined) throw trouble
    },

    ...(balanceUrl !== undefined && { balance: () => readRuncomfyBalance(balanceUrl, call) }),
  }
}
