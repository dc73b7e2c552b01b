import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import type { EncodeLimits } from '../../../domain/contracts/media.ts'
import type { PollItem, PollOutcome, ProviderApi } from '../../../domain/contracts/provider.ts'
import { type Frame, pictureFormats } from '../../../domain/request.ts'
import { forEachLimited } from '../../../lib/concurrency.ts'
import { assertServable } from '../assertServable.ts'
import { chooseSubmitTimeout, createCaller } from '../createCaller.ts'
import { createError } from '../createError.ts'
import type { AdapterDependencies } from '../defineProvider.ts'
import { findTrustedOrigin } from '../findTrustedOrigin.ts'
import { listPrompts } from '../listPrompts.ts'
import { prepareImages } from '../prepareImages.ts'
import { buildRunwareTask } from './buildRunwareTask.ts'
import { checkRunware } from './checkRunware.ts'
import { createRunwareApi } from './createRunwareApi.ts'
import { readRunwareBalance } from './readRunwareBalance.ts'
import { readRunwareLookup } from './readRunwareLookup.ts'
import { readRunwareSubmit } from './readRunwareSubmit.ts'

export const runwareApiUrl = 'https://api.runware.ai/v1'

/**
 * Frames go inside the task, never through an upload: the service keeps uploads at no more than 2048 pixels a side, too
 * few for a 4K video. At 5 MiB each, two frames make a body of 14 MB at the most; should its submit time out, `lookup`
 * finds out what became of it.
 *
 * @see https://runware.ai/docs/platform/image-upload
 */
const dataUriLimits: EncodeLimits = { formats: pictureFormats, bytes: 5 * 1024 * 1024, pixels: 32_000_000 }

const pollsPerRequest = 100
/** Check requests under way at the same time. */
const parallelChecks = 4

const operationShape = z.object({ taskUUID: z.string() })

function splitIntoChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}

/**
 * Runware's task API. The client chooses the task's id, so a submit whose answer was lost can be looked up. A task cannot
 * be cancelled: there is no `cancel`.
 *
 * @see https://runware.ai/docs/platform/introduction
 */
export function createRunware(dependencies: AdapterDependencies): ProviderApi {
  const { apiUrl, pictures, identifiers, log } = dependencies
  const trustedOrigin = findTrustedOrigin(apiUrl, runwareApiUrl)
  const api = createRunwareApi(
    apiUrl,
    createCaller({
      ...dependencies,
      provider: 'runware',
      authorize: () => ({ authorization: `Bearer ${dependencies.secrets.key}` }),
    }),
  )

  const checkChunk = async (items: readonly PollItem[], outcomes: Map<string, PollOutcome>): Promise<void> => {
    const known = items.flatMap(({ generationId, operation }) => {
      const parsed = operationShape.safeParse(operation)
      if (parsed.success) return [{ generationId, taskUUID: parsed.data.taskUUID }]
      const detail = 'the stored operation is not one of this provider'
      outcomes.set(generationId, createError({ provider: 'runware', code: 'badResponse', ambiguous: false, detail }))
      return []
    })
    if (known.length === 0) return
    const byTask = await checkRunware(
      known.map(({ taskUUID }) => taskUUID),
      api,
    )
    for (const { generationId, taskUUID } of known) {
      const outcome = byTask.get(taskUUID)
      if (outcome !== undefined) outcomes.set(generationId, outcome)
    }
  }

  return {
    pollsPerRequest,
    ...(trustedOrigin !== undefined && { trustedOrigin }),

    async prepare(model, request, frames, signal) {
      assertServable('runware', model, request, frames)
      const toImage = (frame: Frame) => pictures.encode(frame, dataUriLimits, signal)
      const images = await prepareImages('runware', frames, toImage, signal)
      return { model, body: buildRunwareTask(model, request, images) }
    },

    async submit({ model, body }, { taskId }) {
      const tasks = JSON.stringify([{ taskUUID: taskId, ...(body as object) }])
      const answer = await api('submit', tasks, chooseSubmitTimeout(tasks))
      readRunwareSubmit(answer, taskId, listPrompts(body))
      log.info({ provider: 'runware', modelId: model.id, taskUUID: taskId }, 'The provider took the job')
      return { taskUUID: taskId }
    },

    async poll(items) {
      const outcomes = new Map<string, PollOutcome>()
      const chunks = splitIntoChunks(items, pollsPerRequest)
      await forEachLimited(chunks, parallelChecks, (chunk) => checkChunk(chunk, outcomes))
      return outcomes
    },

    async lookup(taskId) {
      // The archive hands back the whole request, pictures included: that may take a while.
      const tasks = JSON.stringify([{ taskType: 'getTaskDetails', taskUUID: taskId }])
      const answer = await api('lookup', tasks, seconds(30))
      return readRunwareLookup(answer, taskId) ? { found: true, operation: { taskUUID: taskId } } : { found: false }
    },

    async balance() {
      const tasks = [{ taskType: 'accountManagement', taskUUID: identifiers.task(), operation: 'getDetails' }]
      return readRunwareBalance(await api('balance', JSON.stringify(tasks), seconds(15)))
    },
  }
}
