import { z } from 'zod'
import { seconds } from '../../../domain/clock.ts'
import { type PollItem, type PollOutcome, ProviderError } from '../../../domain/contracts/provider.ts'
import { forEachLimited, splitIntoChunks } from '../../../lib/concurrency.ts'
import type { Adapter, AdapterDependencies } from '../defineProvider.ts'
import { createProviderError } from '../errors.ts'
import { chooseSubmitTimeout, createHttpClient, type HttpResponse } from '../httpClient.ts'
import { buildBody, type KlingBody, promptsOfBody, splitModelId } from './body.ts'
import { createCallError, isKnownId } from './errors.ts'
import { isSuccess, readMade, readOutcome, readTasks, type Task } from './tasks.ts'

/** How long a call that costs nothing may take. */
const patience = seconds(15)

const operationShape = z.object({ id: z.string() })

const paths = { textToVideo: 'text-to-video', imageToVideo: 'image-to-video' } as const

const failWith = (detail: string, ambiguous: boolean, cause?: unknown): ProviderError =>
  createProviderError({ provider: 'kling', code: 'badResponse', ambiguous, detail, cause })

/**
 * Kling's own API, in its new standard: the model in the path, one key, one list of tasks. It takes an id of ours and refuses
 * to make a second task with it, so that a submit whose answer was lost is looked up, and sent again until it is known. A
 * task cannot be cancelled: there is no `cancel`. What is left in the account is known half a day late: there is no `balance`.
 *
 * @see https://kling.ai/document-api
 */
export function createKlingAdapter(dependencies: AdapterDependencies): Adapter {
  const { apiUrl, limits, pictures, log } = dependencies
  const call = createHttpClient({
    ...dependencies,
    provider: 'kling',
    authorize: () => ({ authorization: `Bearer ${dependencies.secrets.key}` }),
  })

  async function listTasks(
    name: string,
    by: 'task_ids' | 'external_task_ids',
    ids: readonly string[],
  ): Promise<Task[]> {
    const url = `${apiUrl}/tasks?${by}=${ids.map(encodeURIComponent).join(',')}`
    const response = await call({ name, method: 'GET', url, milliseconds: patience })
    if (!isSuccess(response)) throw createCallError(response)
    const tasks = readTasks(response)
    if (tasks === undefined) throw failWith('the answer has no list of tasks', true)
    return tasks
  }

  /** Nothing where the service says that it has none of this id. */
  async function findTask(taskId: string): Promise<Task | undefined> {
    const tasks = await listTasks('lookup', 'external_task_ids', [taskId])
    const found = tasks.find(({ external_id: known }) => known === taskId)
    if (found === undefined && tasks.length > 0) throw failWith('the answer is about other tasks', true)
    return found
  }

  /** The service has a task of this id: which one, it says only to who looks for it. */
  async function findMade(taskId: string): Promise<{ readonly id: string }> {
    const found = await findTask(taskId).catch((cause: unknown) => {
      throw failWith('the task is known, and could not be looked up', true, cause)
    })
    if (found === undefined) throw failWith('the task is known, and was not found', true)
    return { id: found.id }
  }

  async function readSubmit(response: HttpResponse, taskId: string, body: KlingBody): Promise<{ readonly id: string }> {
    if (isKnownId(response)) return findMade(taskId)
    if (!isSuccess(response)) throw createCallError(response, promptsOfBody(body))
    const made = readMade(response)
    if (made === undefined) throw failWith('the answer names no task', true)
    return made
  }

  async function pollChunk(items: readonly PollItem[], outcomes: Map<string, PollOutcome>): Promise<void> {
    const known = items.flatMap(({ generationId, operation }) => {
      const parsed = operationShape.safeParse(operation)
      if (parsed.success) return [{ generationId, id: parsed.data.id }]
      outcomes.set(generationId, failWith('the stored operation is not one of this provider', false))
      return []
    })
    if (known.length === 0) return
    const found = await listTasks('check', 'task_ids', [...new Set(known.map(({ id }) => id))]).catch(
      (cause: unknown) =>
        cause instanceof ProviderError ? cause : failWith('the response could not be understood', true, cause),
    )
    for (const { generationId, id } of known) {
      if (found instanceof ProviderError) {
        outcomes.set(generationId, found)
        continue
      }
      const task = found.find((each) => each.id === id)
      outcomes.set(generationId, task === undefined ? { status: 'gone' } : readOutcome(task))
    }
  }

  return {
    // Base64 as it is, without the head of a data URI.
    async toImage(frame, signal) {
      const uri = await pictures.encode(frame, limits.picture, signal)
      return uri.slice(uri.indexOf(',') + 1)
    },

    buildBody,

    async submit({ model, body }, { taskId }) {
      const given = body as KlingBody
      const text = JSON.stringify({ ...given, options: { ...given.options, external_task_id: taskId } })
      const response = await call({
        name: 'submit',
        method: 'POST',
        url: `${apiUrl}/${paths[model.mode]}/${splitModelId(model).name}`,
        body: text,
        milliseconds: chooseSubmitTimeout(text),
        isPaid: true,
      })
      const operation = await readSubmit(response, taskId, given)
      log.info({ provider: 'kling', modelId: model.id, taskId, ...operation }, 'The provider took the job')
      return operation
    },

    async poll(items) {
      const outcomes = new Map<string, PollOutcome>()
      const chunks = splitIntoChunks(items, limits.pollsPerRequest)
      await forEachLimited(chunks, limits.parallelPolls, (chunk) => pollChunk(chunk, outcomes))
      return outcomes
    },

    async lookup(taskId) {
      const found = await findTask(taskId)
      return found === undefined ? { found: false } : { found: true, operation: { id: found.id } }
    },

    async probe() {
      // Nobody has this id: the list is empty, and for that the API and the key have to be in order.
      await findTask('00000000-0000-4000-8000-000000000000')
    },
  }
}
