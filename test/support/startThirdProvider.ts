import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { encodeVideo } from '../../sandbox/kling/video/encodeVideo.ts'
import { arrangeMp4 } from '../../sandbox/kling/video/mp4.ts'
import { minutes, seconds } from '../../src/domain/clock.ts'
import type { PollOutcome, PollState } from '../../src/domain/contracts/provider.ts'
import type { Model } from '../../src/domain/models.ts'
import { joinPrompts, type Quality } from '../../src/domain/request.ts'
import {
  type Adapter,
  type AdapterDependencies,
  defineProvider,
  type ProviderDefinition,
} from '../../src/services/providers/defineProvider.ts'
import { classifyStatus, createProviderError } from '../../src/services/providers/errors.ts'
import { createHttpClient } from '../../src/services/providers/httpClient.ts'

const operationShape = z.object({ id: z.string() })
const jobShape = z.object({ state: z.enum(['queued', 'running', 'done', 'broken']), url: z.string().optional() })

/** Only what every provider has to have: no cancel, no lookup, no balance. */
function createAdapter(dependencies: AdapterDependencies): Adapter {
  const { apiUrl, secrets, limits, pictures } = dependencies
  const call = createHttpClient({
    ...dependencies,
    provider: 'acme',
    authorize: () => ({ 'x-acme-user': String(secrets.user), 'x-acme-key': String(secrets.key) }),
  })

  async function send(name: string, method: 'GET' | 'POST', path: string, body?: string): Promise<unknown> {
    const url = `${apiUrl}${path}`
    const isPaid = method === 'POST'
    const { status, json } = await call({ name, method, url, isPaid, milliseconds: seconds(15), ...(body && { body }) })
    if (status === 200) return json
    throw createProviderError({ provider: 'acme', status, ...classifyStatus(status) })
  }

  async function poll(id: string): Promise<PollState> {
    const { state, url } = jobShape.parse(await send('status', 'GET', `/videos/${id}`))
    if (state === 'queued') return { status: 'waiting' }
    if (state === 'running') return { status: 'rendering' }
    if (url === undefined) return { status: 'failed', failure: { kind: 'renderFailed' }, detail: 'broken' }
    return { status: 'succeeded', videoUrl: url, notSafeForWork: false }
  }

  return {
    toImage: (frame, signal) => pictures.encode(frame, limits.picture, signal),
    buildBody: (_model, request) => ({ words: joinPrompts(request), length: request.duration }),
    submit: async ({ model, body }) =>
      operationShape.parse(await send('submit', 'POST', `/models/${model.id}`, JSON.stringify(body))),
    async poll(items) {
      const outcomes = items.map(async ({ generationId, operation }): Promise<[string, PollOutcome]> => {
        const { id } = operationShape.parse(operation)
        return [generationId, await poll(id)]
      })
      return new Map(await Promise.all(outcomes))
    },
  }
}

/** What the third provider offers at one quality: text-to-video, at ten cents a second. */
export function createThirdModel(quality: Quality, id: string): Model {
  const words = { shortest: 1, longest: 500 }
  return {
    provider: 'acme',
    id,
    quality,
    mode: 'textToVideo',
    family: 'kling-3.0',
    price: { silent: 100_000, withSound: 100_000 },
    duration: { shortest: 3, longest: 15 },
    aspectRatios: ['16:9'],
    prompt: words,
    elements: 0,
    supports: { endFrame: false, negativePrompt: false, guidance: false, cuts: false },
    expectedRender: seconds(60),
    overdueAfter: minutes(10),
  }
}

/** A company that `src/` has never heard of, with two keys and an API of its own. */
export function createThirdProvider(models: readonly Model[]): ProviderDefinition {
  return defineProvider({
    id: 'acme',
    name: 'Acme',
    models,
    failedRenders: 'free',
    resultHosts: ['*.acme.example'],
    account: {
      secrets: {
        user: { variable: 'ACME_USER', meaning: 'User at Acme.', fix: 'Ask Acme.' },
        key: { variable: 'ACME_KEY', meaning: 'Key of Acme.', fix: 'Ask Acme.' },
      },
      apiUrl: {
        variable: 'ACME_API_URL',
        default: 'https://api.acme.example',
        path: 'none',
        meaning: "Address of Acme's API.",
      },
      slots: { variable: 'ACME_MAX_CONCURRENT', default: 1, meaning: 'Videos that Acme may render at once.' },
    },
    traits: { idempotency: 'none', cancel: 'none', price: 'list', callbacks: 'none' },
    limits: { picture: { formats: ['png'], bytes: 1, pixels: 1 }, pollsPerRequest: 1, parallelPolls: 1 },
    createAdapter,
  })
}

interface ThirdJob {
  readonly model: string
  readonly body: unknown
  /** What the next poll is told. */
  state: 'queued' | 'running' | 'done' | 'broken'
}

export interface ThirdApi {
  /** What makes a bot use it. */
  readonly variables: Readonly<Record<string, string>>
  readonly jobs: readonly ThirdJob[]
  readonly video: Buffer
  /** Where the video of the first job lies. */
  readonly videoUrl: string
  /** Forgets all jobs. */
  reset(): void
  close(): Promise<void>
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** The API of the third provider on loopback. */
export async function startThirdApi(): Promise<ThirdApi> {
  const scene = { width: 64, height: 36, framesPerSecond: 2, duration: 5, shots: [], caption: '' }
  const video = arrangeMp4(await encodeVideo(scene, new AbortController().signal), { soundSeconds: 5 })
  const jobs: ThirdJob[] = []
  let origin = ''
  const server = createServer(async (request, response) => {
    const [, kind, name = ''] = (request.url ?? '').split('/')
    const isAllowed = request.headers['x-acme-user'] === 'a-fake-user' && request.headers['x-acme-key'] === 'a-fake-key'
    const job = jobs[Number.parseInt(name, 10)]
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body))
    if (kind === 'files') return response.writeHead(200, { 'content-type': 'video/mp4' }).end(video)
    if (!isAllowed) return answer(401, {})
    if (kind === 'videos') {
      if (job === undefined) return answer(404, {})
      return answer(200, { state: job.state, ...(job.state === 'done' && { url: `${origin}/files/${name}.mp4` }) })
    }
    jobs.push({ model: name, body: JSON.parse(await readText(request)), state: 'running' })
    return answer(200, { id: String(jobs.length - 1) })
  })
  // Long, so that a client with faked timers never reuses a connection in the moment in which it is closed.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    variables: { ACME_USER: 'a-fake-user', ACME_KEY: 'a-fake-key', ACME_API_URL: origin },
    jobs,
    video,
    videoUrl: `${origin}/files/0.mp4`,
    reset: () => void jobs.splice(0),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
