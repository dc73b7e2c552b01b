import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import type { PollItem, PollOutcome } from '../../../domain/contracts/provider.ts'
import { type Model, resolutions } from '../../../domain/models.ts'
import type { Request, Shot } from '../../../domain/request.ts'
import { forEachLimited, splitIntoChunks } from '../../../lib/concurrency.ts'
import type { Adapter, AdapterDependencies, FrameImages } from '../defineProvider.ts'
import { createProviderError } from '../errors.ts'
import { chooseSubmitTimeout, createHttpClient } from '../httpClient.ts'
import { listPrompts } from '../responses.ts'
import { pollTasks } from './poll.ts'
import { assertAccepted, isKnownTask, readBalance } from './responses.ts'

type FrameImage = string | { readonly image: string; readonly frame: 'first' | 'last' }

/** A task without its `taskUUID`, which the submit brings. */
interface RunwareTask {
  readonly taskType: 'videoInference'
  readonly model: string
  readonly deliveryMethod: 'async'
  readonly outputType: 'URL'
  readonly outputFormat: 'MP4'
  readonly includeCost: true
  readonly numberResults: 1
  readonly positivePrompt?: string
  readonly negativePrompt?: string
  readonly width?: number
  readonly height?: number
  readonly inputs?: { readonly frameImages: readonly FrameImage[] }
  readonly duration: number
  readonly providerSettings: {
    readonly klingai: {
      readonly sound: boolean
      readonly shotType?: 'intelligence'
      readonly multiPrompt?: readonly Shot[]
    }
  }
}

/** One frame goes as it is, two are told apart by name. */
function listFrameImages({ start, end }: FrameImages): FrameImage[] {
  if (start === undefined) return []
  if (end === undefined) return [start]
  return [
    { image: start, frame: 'first' },
    { image: end, frame: 'last' },
  ]
}

/** Either frames or a size from a closed list, never both: a video from a picture has the picture's shape. */
function buildShape(
  model: Model,
  request: Request,
  images: FrameImages,
): Pick<RunwareTask, 'width' | 'height' | 'inputs'> {
  if (model.mode === 'imageToVideo') return { inputs: { frameImages: listFrameImages(images) } }
  return resolutions[model.quality].sizes[request.aspectRatio]
}

/**
 * A video task of Kling 3.0, with exactly the fields that the vendor's own examples show: either one prompt, with
 * `shotType` unless it is to be one shot, or several shots, without.
 *
 * @see https://runware.ai/docs/models/klingai-video-3-0-4k
 */
export function buildTask(model: Model, request: Request, images: FrameImages): RunwareTask {
  const { scene, sound, cuts } = request
  return {
    taskType: 'videoInference',
    model: model.id,
    deliveryMethod: 'async',
    outputType: 'URL',
    outputFormat: 'MP4',
    includeCost: true,
    numberResults: 1,
    ...(scene.kind === 'prompt' && { positivePrompt: scene.prompt }),
    ...(request.negativePrompt !== undefined && { negativePrompt: request.negativePrompt }),
    ...buildShape(model, request, images),
    duration: request.duration,
    providerSettings: {
      klingai:
        scene.kind === 'prompt'
          ? { sound, ...(cuts !== 'one' && { shotType: 'intelligence' as const }) }
          : { sound, multiPrompt: scene.shots.map(({ prompt, duration }) => ({ prompt, duration })) },
    },
  }
}

const operationShape = z.object({ taskUUID: z.string() })

/**
 * Runware's task API. The client chooses the task's id, so a submit whose response was lost can be looked up. A task cannot
 * be cancelled: there is no `cancel`.
 *
 * @see https://runware.ai/docs/platform/introduction
 */
export function createRunwareAdapter(dependencies: AdapterDependencies): Adapter {
  const { apiUrl, limits, pictures, identifiers, log } = dependencies
  const call = createHttpClient({
    ...dependencies,
    provider: 'runware',
    authorize: () => ({ authorization: `Bearer ${dependencies.secrets.key}` }),
  })

  /** Every call is a list of tasks, posted to the same address. */
  const post = (name: string, tasks: readonly object[], milliseconds: number) =>
    call({ name, method: 'POST', url: apiUrl, body: JSON.stringify(tasks), milliseconds })

  const pollChunk = async (items: readonly PollItem[], outcomes: Map<string, PollOutcome>): Promise<void> => {
    const known = items.flatMap(({ generationId, operation }) => {
      const parsed = operationShape.safeParse(operation)
      if (parsed.success) return [{ generationId, taskUUID: parsed.data.taskUUID }]
      const detail = 'the stored operation is not one of this provider'
      outcomes.set(
        generationId,
        createProviderError({ provider: 'runware', code: 'badResponse', ambiguous: false, detail }),
      )
      return []
    })
    if (known.length === 0) return
    const byTask = await pollTasks(
      known.map(({ taskUUID }) => taskUUID),
      (tasks) => post('check', tasks, seconds(15)),
    )
    for (const { generationId, taskUUID } of known) {
      const outcome = byTask.get(taskUUID)
      if (outcome !== undefined) outcomes.set(generationId, outcome)
    }
  }

  return {
    toImage: (frame, signal) => pictures.encode(frame, limits.picture, signal),

    buildBody: buildTask,

    async submit({ model, body }, { taskId }) {
      const tasks = JSON.stringify([{ taskUUID: taskId, ...(body as object) }])
      const milliseconds = chooseSubmitTimeout(tasks)
      const response = await call({
        name: 'submit',
        method: 'POST',
        url: apiUrl,
        body: tasks,
        milliseconds,
        isPaid: true,
      })
      assertAccepted(response, taskId, listPrompts(body))
      log.info({ provider: 'runware', modelId: model.id, taskUUID: taskId }, 'The provider took the job')
      return { taskUUID: taskId }
    },

    async poll(items) {
      const outcomes = new Map<string, PollOutcome>()
      const chunks = splitIntoChunks(items, limits.pollsPerRequest)
      await forEachLimited(chunks, limits.parallelPolls, (chunk) => pollChunk(chunk, outcomes))
      return outcomes
    },

    async lookup(taskId) {
      // The archive hands back the whole request, pictures included: that may take a while.
      const response = await post('lookup', [{ taskType: 'getTaskDetails', taskUUID: taskId }], seconds(30))
      return isKnownTask(response, taskId) ? { found: true, operation: { taskUUID: taskId } } : { found: false }
    },

    async balance() {
      const tasks = [{ taskType: 'accountManagement', taskUUID: identifiers.task(), operation: 'getDetails' }]
      return readBalance(await post('balance', tasks, seconds(15)))
    },
  }
}
