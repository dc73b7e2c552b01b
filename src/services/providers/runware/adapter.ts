import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import type { PollItem, PollOutcome } from '../../../domain/contracts/provider.ts'
import { forEachLimited, splitIntoChunks } from '../../../lib/concurrency.ts'
import type { Adapter, AdapterDependencies } from '../defineProvider.ts'
import { createProviderError } from '../errors.ts'
import { chooseSubmitTimeout, createHttpClient } from '../httpClient.ts'
import { listPrompts } from '../responses.ts'
import { buildTask } from './body.ts'
import { pollTasks } from './poll.ts'
import { assertAccepted, isKnownTask, readBalance } from './responses.ts'

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
