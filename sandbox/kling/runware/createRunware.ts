import type { Behaviour } from '../behaviour.ts'
import type { Account } from '../createAccount.ts'
import type { FaultTaker } from '../faults.ts'
import type { Call } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import type { Job } from '../job.ts'
import { isRecord } from '../rules.ts'
import type { Uploads } from './createUploads.ts'
import {
  conflictTaskUuid,
  contentRefused,
  failureError,
  insufficientCredits,
  invalidApiKey,
  type TaskError,
  taskNotFound,
} from './errors.ts'
import { readSubmission, uuidV4 } from './submission.ts'

export interface RunwareOptions {
  readonly key: string
  readonly account: Account
  readonly behaviour: Behaviour
  readonly faults: FaultTaker
  readonly uploads: Uploads
  readonly fileUrl: (job: Job, extension: string) => string
}

type Task = Readonly<Record<string, unknown>>

/** What one task adds to the answer. `status` is the HTTP status where nothing else in the request succeeds. */
interface Outcome {
  readonly data?: readonly unknown[]
  readonly error?: TaskError
  readonly status?: number
}

const microDollars = 1_000_000
const taskTypes = 'videoInference, getResponse, getTaskDetails, imageUpload, mediaStorage, accountManagement'

function findStray(task: Task): TaskError | undefined {
  const parameter = Object.keys(task).find((name) => name !== 'taskType' && name !== 'taskUUID')
  if (parameter === undefined) return undefined
  const message = `Unsupported use of '${parameter}' parameter. Allowed values are: 'taskType', 'taskUUID'.`
  return { code: 'unsupportedParameter', message, parameter }
}

/** Runware's API: one address, a list of tasks. @see https://runware.ai/docs/platform/introduction */
export function createRunware(options: RunwareOptions): (call: Call) => Promise<Reply> {
  const { account, faults, uploads } = options
  const { runware } = options.behaviour

  function submit(call: Call, task: Task): Outcome {
    const site = { request: call.request, jobIds: [String(task.taskUUID)] }
    if (account.find(String(task.taskUUID)) !== undefined) return { error: conflictTaskUuid }
    const read = readSubmission(task, options.behaviour, uploads.find)
    if ('error' in read) return read
    if (faults.take(site, ['contentRefused'])) return { error: contentRefused }
    if (read.submission.cost > account.available) return { error: insufficientCredits, status: runware.noCreditStatus }
    const fails = faults.take(site, ['renderFails'])
    const result = faults.take(site, ['result'])
    const decided = { ...(fails && { failure: fails.failure }), ...(result && { traits: result.traits }) }
    const job = account.accept(read.submission, decided)
    const status = runware.acknowledgement === 'withStatus' ? { status: 'processing' } : {}
    return { data: [{ taskType: 'videoInference', taskUUID: job.id, ...status }] }
  }

  /** The item of a finished video. `cost` only where the submit asked for it, `NSFWContent` only where it is flagged. */
  function resultItem(job: Job): Record<string, unknown> {
    const { traits } = job
    return {
      taskType: 'videoInference',
      taskUUID: job.id,
      status: 'success',
      ...(!traits.resultMissing && { videoUUID: job.fileId, videoURL: options.fileUrl(job, 'mp4') }),
      ...(job.body.includeCost === true &&
        !traits.costMissing && { cost: traits.reportedCost ?? job.charged / microDollars }),
      ...(traits.notSafeForWork && { NSFWContent: true }),
    }
  }

  /** What `getResponse` says of a job. @see https://runware.ai/docs/platform/task-polling */
  function describe(job: Job): Outcome {
    const common = { taskType: 'videoInference', taskUUID: job.id }
    if (job.failure !== undefined) {
      const error = failureError(job.failure)
      if (runware.failure === 'item') return { data: [{ ...common, status: 'error', error }], status: 200 }
      return { error: { ...error, status: 'error' }, status: 200 }
    }
    if (job.state === 'succeeded') return { data: [resultItem(job)] }
    return { data: runware.running === 'processing' ? [{ ...common, status: 'processing' }] : [] }
  }

  async function getResponse(call: Call, task: Task): Promise<Outcome> {
    const id = String(task.taskUUID)
    const site = { request: call.request, jobIds: [id] }
    if (faults.take(site, ['jobGone'])) return { error: taskNotFound, status: 200 }
    const job = await account.settle(id)
    if (job === undefined) {
      return runware.unknownTask === 'nothing' ? { data: [] } : { error: taskNotFound, status: 200 }
    }
    const other = faults.take(site, ['unknownStatus'])
    if (other === undefined) return describe(job)
    const { status: _, ...facts } = job.state === 'succeeded' ? resultItem(job) : {}
    return { data: [{ taskType: 'videoInference', taskUUID: id, ...facts, status: other.word ?? 'warmingUp' }] }
  }

  /** The whole request and response of a task of the past. @see https://runware.ai/docs/models-api/task-details */
  async function getTaskDetails(call: Call, task: Task): Promise<Outcome> {
    const id = String(task.taskUUID)
    const isGone = faults.take({ request: call.request, jobIds: [id] }, ['jobGone']) !== undefined
    const job = isGone ? undefined : await account.settle(id)
    if (job === undefined) return runware.unknownTaskDetails === 'error' ? { error: taskNotFound } : { data: [] }
    const { data = [], error } = describe(job)
    const response = error === undefined ? { data } : { errors: [{ ...error, taskUUID: id }] }
    return { data: [{ taskType: 'getTaskDetails', taskUUID: id, request: [job.body], response }] }
  }

  /** @see https://github.com/Runware/runware-typescript (task-map.ts): `accountManagement` */
  function describeAccount(task: Task): Outcome {
    if (task.operation !== 'getDetails') {
      return { error: { code: 'invalidOperation', message: 'Invalid operation.', parameter: 'operation' } }
    }
    const { taskType, taskUUID, operation } = task
    const amount = account.available / microDollars
    return { data: [{ taskType, taskUUID, operation, balance: { amount, currency: 'USD' } }] }
  }

  async function handleTask(call: Call, task: Task): Promise<Outcome> {
    if (task.taskType === 'videoInference') return submit(call, task)
    if (typeof task.taskUUID !== 'string' || !uuidV4.test(task.taskUUID)) {
      const message = "Invalid value for 'taskUUID' parameter. It must be a UUID v4."
      return { error: { code: 'invalidTaskUUID', message, parameter: 'taskUUID' } }
    }
    const stray = task.taskType === 'getResponse' || task.taskType === 'getTaskDetails' ? findStray(task) : undefined
    if (stray !== undefined) return { error: stray }
    switch (task.taskType) {
      case 'getResponse':
        return getResponse(call, task)
      case 'getTaskDetails':
        return getTaskDetails(call, task)
      case 'imageUpload':
      case 'mediaStorage': {
        const outcome = await uploads.handle(task)
        return 'item' in outcome ? { data: [outcome.item] } : outcome
      }
      case 'accountManagement':
        return describeAccount(task)
      default: {
        const message = `Invalid value for 'taskType' parameter. Supported values are: ${taskTypes}.`
        return { error: { code: 'unsupportedTaskType', message, parameter: 'taskType' } }
      }
    }
  }

  function refuse(status: number, error: TaskError): Reply {
    return json(status, { data: [], errors: [error] })
  }

  return async (call) => {
    if (call.request.method !== 'POST') return refuse(405, { code: 'methodNotAllowed', message: 'Use POST.' })
    if (call.bodyTooLarge) return refuse(413, { code: 'valueTooLarge', message: 'The request is too large.' })
    if (!call.bodyIsJson || !/^application\/json\b/.test(call.contentType ?? '')) {
      return refuse(400, { code: 'invalidJSON', message: 'The body must be JSON.' })
    }
    if (!Array.isArray(call.body) || call.body.length === 0 || !call.body.every(isRecord)) {
      return refuse(400, { code: 'invalidRequest', message: 'The body must be an array of task objects.' })
    }
    const tasks: readonly Task[] = call.body
    // The key comes in the header, or in an authentication task before all others.
    // @see https://runware.ai/docs/platform/authentication
    const [first] = tasks
    const inBody = first?.taskType === 'authentication'
    const authorized = inBody ? first.apiKey === options.key : call.authorization === `Bearer ${options.key}`
    if (!authorized) return json(401, { errors: [invalidApiKey] })

    const data: unknown[] = []
    const errors: TaskError[] = []
    let status: number | undefined
    // One after another, so that a taskUUID used twice in one request is noticed.
    for (const task of inBody ? tasks.slice(1) : tasks) {
      const outcome = await handleTask(call, task)
      data.push(...(outcome.data ?? []))
      if (outcome.error === undefined) {
        status = 200
        continue
      }
      const { taskType, taskUUID } = task
      errors.push({
        ...outcome.error,
        ...(typeof taskType === 'string' && { taskType }),
        ...(typeof taskUUID === 'string' && { taskUUID }),
      })
      if (status !== 200) status = outcome.status ?? 400
    }
    return json(status ?? 200, errors.length > 0 ? { data, errors } : { data })
  }
}
