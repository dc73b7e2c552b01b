import { z } from 'zod'
import { hours, seconds } from '../../../domain/clock.ts'
import { type PollOutcome, ProviderError } from '../../../domain/contracts/provider.ts'
import type { Operation } from '../../../domain/generation.ts'
import { forEachLimited } from '../../../lib/concurrency.ts'
import type { Adapter, AdapterDependencies } from '../defineProvider.ts'
import { createProviderError } from '../errors.ts'
import { chooseSubmitTimeout, createHttpClient, type HttpClient } from '../httpClient.ts'
import { listPrompts } from '../responses.ts'
import { buildBody } from './body.ts'
import { errorCodes, readError, readErrorCode } from './errors.ts'
import { pollJob } from './poll.ts'
import { readBalance, readCancelAnswer, readRequestId, requestIdShape } from './responses.ts'

/** The balance lives on another host than the models. */
const balanceUrl = 'https://api.runcomfy.net/prod/v2/balance'

/** A picture's address must outlive the time a job may wait before the service fetches it. */
const freshFor = hours(2)

/** How long a call that costs nothing may take. */
const patience = seconds(15)

const operationShape = z.object({ requestId: requestIdShape, modelId: z.string() })

function readOperation(operation: Operation): z.infer<typeof operationShape> {
  const parsed = operationShape.safeParse(operation)
  if (parsed.success) return parsed.data
  throw createProviderError({
    provider: 'runcomfy',
    code: 'badResponse',
    ambiguous: false,
    detail: 'the stored operation is not one of this provider',
    cause: parsed.error,
  })
}

/**
 * The calls of the service. Addresses are built here and never taken from a response, so that the key goes nowhere else.
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
function createCalls(apiUrl: string, call: HttpClient) {
  const requestUrl = (requestId: string) => `${apiUrl}/v1/requests/${encodeURIComponent(requestId)}`
  const get = (name: string, url: string) => call({ name, method: 'GET', url, milliseconds: patience })
  return {
    /** The one call that costs money. The slashes are part of the model's id and stay as they are. */
    submit: (modelId: string, body: string) =>
      call({
        name: 'submit',
        method: 'POST',
        url: `${apiUrl}/v1/models/${modelId}`,
        body,
        milliseconds: chooseSubmitTimeout(body),
        isPaid: true,
      }),
    status: (requestId: string) => get('status', `${requestUrl(requestId)}/status`),
    result: (requestId: string, { withCost }: { readonly withCost: boolean }) =>
      get('result', `${requestUrl(requestId)}/result${withCost ? '?include_cost=true' : ''}`),
    cancel: (requestId: string) =>
      call({ name: 'cancel', method: 'POST', url: `${requestUrl(requestId)}/cancel`, milliseconds: patience }),
    balance: () => get('balance', balanceUrl),
  }
}

/**
 * RunComfy's Model API. No idempotency key exists: a submit whose response was lost stays unknown, so there is no `lookup`.
 * @see https://docs.runcomfy.com/model-apis/quickstart
 */
export function createRuncomfyAdapter(dependencies: AdapterDependencies): Adapter {
  const { apiUrl, trustedOrigin, limits, pictures, clock, log } = dependencies
  const calls = createCalls(
    apiUrl,
    createHttpClient({
      ...dependencies,
      provider: 'runcomfy',
      authorize: () => ({ authorization: `Bearer ${dependencies.secrets.key}` }),
    }),
  )

  const pollOne = async (operation: Operation): Promise<PollOutcome> => {
    try {
      return await pollJob(readOperation(operation).requestId, { calls, trustedOrigin, log })
    } catch (error) {
      if (error instanceof ProviderError) return error
      const detail = 'the response could not be understood'
      return createProviderError({ provider: 'runcomfy', code: 'badResponse', ambiguous: true, detail, cause: error })
    }
  }

  return {
    async toImage(frame, signal) {
      const { source } = frame
      if (source !== undefined && source.expiresAt - clock.now() >= freshFor) return source.url
      return pictures.encode(frame, limits.picture, signal)
    },

    buildBody,

    async submit({ model, body }) {
      const response = await calls.submit(model.id, JSON.stringify(body))
      const requestId = readRequestId(response, listPrompts(body))
      log.info({ provider: 'runcomfy', modelId: model.id, requestId }, 'The provider took the job')
      return { requestId, modelId: model.id }
    },

    async poll(items) {
      const outcomes = new Map<string, PollOutcome>()
      await forEachLimited(items, limits.parallelPolls, async ({ generationId, operation }) => {
        outcomes.set(generationId, await pollOne(operation))
      })
      return outcomes
    },

    async cancel(operation) {
      const { requestId } = readOperation(operation)
      return readCancelAnswer(await calls.cancel(requestId), requestId)
    },

    async probe() {
      // Nobody has this id: the response is that it is not found, and for that the API and the key have to be in order.
      const response = await calls.status('00000000-0000-4000-8000-000000000000')
      const error = readErrorCode(response) === errorCodes.notFound ? undefined : readError(response)
      if (error !== undefined) throw error
    },

    // The key stays with the address that the operator set.
    ...(trustedOrigin === undefined && { balance: async () => readBalance(await calls.balance()) }),
  }
}
