import { z } from 'zod'
import { hours, seconds } from '../../../domain/clock.ts'
import { type PollOutcome, ProviderError } from '../../../domain/contracts/provider.ts'
import type { Operation } from '../../../domain/generation.ts'
import type { Model } from '../../../domain/models.ts'
import { type AspectRatio, type Element, joinPrompts, type Request } from '../../../domain/request.ts'
import { takeCodePoints } from '../../../domain/text.ts'
import { forEachLimited } from '../../../lib/concurrency.ts'
import type { Adapter, AdapterDependencies, FrameImages } from '../defineProvider.ts'
import { createProviderError } from '../errors.ts'
import { chooseSubmitTimeout, createHttpClient, type HttpClient } from '../httpClient.ts'
import { listPrompts } from '../responses.ts'
import { pollJob } from './poll.ts'
import {
  errorCodes,
  readBalance,
  readCancelAnswer,
  readError,
  readErrorCode,
  readRequestId,
  requestIdShape,
} from './responses.ts'

interface CommonFields {
  readonly prompt: string
  readonly negative_prompt?: string
  readonly duration: number
  readonly cfg_scale?: number
  readonly multi_prompt?: readonly { readonly prompt: string; readonly duration: number }[]
  readonly shot_type?: 'customize' | 'intelligent'
}

interface TextToVideoBody extends CommonFields {
  readonly aspect_ratio: AspectRatio
  readonly sound: boolean
}

interface ImageToVideoBody extends CommonFields {
  readonly start_image_url?: string
  readonly end_image_url?: string
  readonly generate_audio: boolean
  readonly elements?: readonly {
    readonly frontal_image_url: string
    readonly reference_image_urls?: readonly string[]
    readonly video_url?: string
  }[]
}

type RuncomfyBody = TextToVideoBody | ImageToVideoBody

/** `customize` is in the enums of all six models, `intelligent` in one; the service's own default differs with the model. */
function buildShotType({ scene, cuts }: Request): Pick<CommonFields, 'shot_type'> {
  if (scene.kind === 'shots' || cuts === 'one') return { shot_type: 'customize' }
  return cuts === 'auto' ? { shot_type: 'intelligent' } : {}
}

function buildCommonFields(model: Model, request: Request): CommonFields {
  const { scene } = request
  return {
    // Required beside `multi_prompt`, too: the shots one after the other, no longer than a prompt may be.
    prompt: scene.kind === 'prompt' ? scene.prompt : takeCodePoints(joinPrompts(request), model.prompt.longest),
    // The service's own default is 5 for text-to-video and 10 for image-to-video, and each second costs.
    duration: request.duration,
    ...(request.negativePrompt !== undefined && { negative_prompt: request.negativePrompt }),
    ...(request.guidance !== undefined && { cfg_scale: request.guidance }),
    ...(scene.kind === 'shots' && {
      multi_prompt: scene.shots.map(({ prompt, duration }) => ({ prompt, duration })),
    }),
    ...buildShotType(request),
  }
}

function buildElement(element: Element): NonNullable<ImageToVideoBody['elements']>[number] {
  return {
    frontal_image_url: element.frontalImageUrl,
    ...(element.referenceImageUrls.length > 0 && { reference_image_urls: element.referenceImageUrls }),
    ...(element.videoUrl !== undefined && { video_url: element.videoUrl }),
  }
}

/**
 * The input of one of the six Kling 3.0 models, with exactly the fields its schema has. The sound switch goes by two
 * names, and a video from a picture takes its aspect ratio from the picture.
 *
 * @see https://www.runcomfy.com/models/kling/kling-3.0/4k/text-to-video
 * @see https://www.runcomfy.com/models/kling/kling-3.0/4k/image-to-video
 */
export function buildBody(model: Model, request: Request, images: FrameImages): RuncomfyBody {
  const common = buildCommonFields(model, request)
  if (model.mode === 'textToVideo') return { ...common, aspect_ratio: request.aspectRatio, sound: request.sound }
  return {
    ...common,
    ...(images.start !== undefined && { start_image_url: images.start }),
    ...(images.end !== undefined && model.supports.endFrame && { end_image_url: images.end }),
    generate_audio: request.sound,
    ...(request.elements !== undefined && { elements: request.elements.map(buildElement) }),
  }
}

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
