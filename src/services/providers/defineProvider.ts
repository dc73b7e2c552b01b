import { supportsRequest } from '../../domain/chooseModels.ts'
import type { Clock } from '../../domain/clock.ts'
import { type EncodeLimits, PictureRefused, type Pictures, PictureUnfit } from '../../domain/contracts/media.ts'
import type { ConfigurableProvider, Provider, ProviderApi } from '../../domain/contracts/provider.ts'
import type { Identifiers } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import { type Frame, type FrameRole, type Frames, fillsDuration, type Request } from '../../domain/request.ts'
import type { Log } from '../../log.ts'
import { createProviderError } from './errors.ts'
import type { Fetch } from './httpClient.ts'

/** What the API takes in one request, and how many requests we make at once. */
interface ApiLimits {
  /** A picture that goes inside a body. */
  readonly picture: EncodeLimits
  /** Jobs that one poll can ask for. */
  readonly pollsPerRequest: number
  /** Polls under way at the same time. */
  readonly parallelPolls: number
}

/** What a provider is made with. */
export interface ProviderDependencies {
  /** By the names of the account's variables. */
  readonly secrets: Readonly<Record<string, string>>
  /** Without a trailing slash. */
  readonly apiUrl: string
  readonly fetch: Fetch
  readonly pictures: Pick<Pictures, 'encode'>
  readonly identifiers: Pick<Identifiers, 'task'>
  readonly clock: Clock
  readonly log: Log
}

/** What an adapter works with. */
export interface AdapterDependencies extends ProviderDependencies {
  readonly limits: ApiLimits
  /** The origin of an API address that the operator set; absent for the provider's own. */
  readonly trustedOrigin?: string
}

/** Frames in a form that a provider takes: public addresses or data URIs. */
export interface FrameImages {
  readonly start?: string
  readonly end?: string
}

/** Talks to the API of one provider, about what its models can serve. */
export interface Adapter extends Omit<ProviderApi, 'prepare'> {
  /** A frame as the API takes it. Throws PictureUnfit where it cannot be converted. */
  toImage(frame: Frame, signal?: AbortSignal): Promise<string>
  /** What is sent, but for what the submit adds. Pure. */
  buildBody(model: Model, request: Request, images: FrameImages): unknown
}

interface Definition extends ConfigurableProvider {
  readonly limits: ApiLimits
  readonly createAdapter: (dependencies: AdapterDependencies) => Adapter
}

/** All that the bot knows of one provider: what it offers, what it takes, and how to talk to it. */
export interface ProviderDefinition extends ConfigurableProvider {
  readonly create: (dependencies: ProviderDependencies) => Provider
}

/** Makes a provider of its description and its adapter. */
export function defineProvider({ limits, createAdapter, ...description }: Definition): ProviderDefinition {
  const { account, ...profile } = description

  /** Why the model cannot serve the request. */
  function findProblem(model: Model, request: Request, frames: Frames): string | undefined {
    if (model.provider !== profile.id) return `the model ${model.id} belongs to ${model.provider}`
    if (!supportsRequest(model, request)) return `the model ${model.id} lacks an option of the request`
    if ((request.startImage === undefined) !== (frames.start === undefined)) return 'the start frame is missing'
    if ((request.endImage === undefined) !== (frames.end === undefined)) return 'the end frame is missing'
    if (!fillsDuration(request)) return 'the shots do not sum to the duration'
    return undefined
  }

  function createInputError(detail: string, cause?: unknown): Error {
    return createProviderError({ provider: profile.id, code: 'invalidInput', ambiguous: false, detail, cause })
  }

  async function prepareImages(adapter: Adapter, frames: Frames, signal?: AbortSignal): Promise<FrameImages> {
    const convert = (role: FrameRole, frame: Frame) =>
      adapter.toImage(frame, signal).catch((cause: unknown) => {
        throw cause instanceof PictureUnfit ? new PictureRefused(role, cause.problem, { cause }) : cause
      })
    signal?.throwIfAborted()
    try {
      return {
        ...(frames.start !== undefined && { start: await convert('start', frames.start) }),
        ...(frames.end !== undefined && { end: await convert('end', frames.end) }),
      }
    } catch (cause) {
      signal?.throwIfAborted()
      if (cause instanceof PictureRefused) throw cause
      throw createInputError('a kept picture could not be read', cause)
    }
  }

  return {
    ...description,
    create(dependencies) {
      const { apiUrl } = dependencies
      const trusted = apiUrl === account.apiUrl.default ? {} : { trustedOrigin: new URL(apiUrl).origin }
      const adapter = createAdapter({ ...dependencies, ...trusted, limits })
      const { toImage, buildBody, ...calls } = adapter
      return {
        ...profile,
        ...trusted,
        ...calls,
        pollsPerRequest: limits.pollsPerRequest,
        async prepare(model, request, frames, signal) {
          const problem = findProblem(model, request, frames)
          if (problem !== undefined) throw createInputError(problem)
          const images = await prepareImages(adapter, frames, signal)
          return { model, body: buildBody(model, request, images) }
        },
      }
    },
  }
}
