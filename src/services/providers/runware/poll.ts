import { type PollOutcome, type PollState, ProviderError } from '../../../domain/contracts/provider.ts'
import type { Failure } from '../../../domain/generation.ts'
import { classifyStatus, createProviderError } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { readCost } from '../responses.ts'
import { type CodeClass, classifyError, createTaskError } from './errors.ts'
import { type DataItem, type ErrorItem, type ResponseLists, readLists } from './responses.ts'

const failures: Readonly<Partial<Record<CodeClass, Failure>>> = {
  content: { kind: 'contentRefused' },
  credit: { kind: 'outOfCredit' },
  input: { kind: 'requestRefused' },
}

function readFailure(error: Pick<ErrorItem, 'code' | 'message'>, cost?: unknown): PollState {
  const { class: kind, detail } = classifyError(error)
  if (kind === 'gone') return { status: 'gone' }
  if (kind === 'cancelled') return { status: 'cancelled' }
  const amount = readCost(cost)
  const failure = failures[kind] ?? { kind: 'renderFailed' }
  return { status: 'failed', failure, detail, ...(amount !== undefined && { cost: amount }) }
}

type Word = 'running' | 'success' | 'failed' | 'unknown'

/** `processing`, `success` and `error` are documented; the others are what neighbours say. */
function readWord(status: string | null | undefined): Word {
  switch (status?.toLowerCase()) {
    case 'processing':
      return 'running'
    case 'success':
      return 'success'
    case 'error':
    case 'failed':
      return 'failed'
    default:
      return 'unknown'
  }
}

/** Whether an error that names a job is about asking for it, which says nothing about the job. */
function isAboutCall(error: ErrorItem, status: number): boolean {
  const { class: kind } = classifyError(error)
  const isRefused = status === 401 || status === 403 || status === 429
  if (readWord(error.status) === 'failed') return isRefused
  if (isRefused || status >= 500 || kind === 'key' || kind === 'rateLimit' || kind === 'server') return true
  return error.taskType === 'getResponse' && (kind === 'input' || kind === 'unknown')
}

function readSuccess({ videoURL, cost, NSFWContent }: DataItem): PollState | undefined {
  if (videoURL == null || !URL.canParse(videoURL)) return undefined
  const amount = readCost(cost)
  const notSafeForWork = NSFWContent === true
  return { status: 'succeeded', videoUrl: videoURL, notSafeForWork, ...(amount !== undefined && { cost: amount }) }
}

/** A reason without a word, or beside one that nobody documented, is the end as well. */
function isFailed({ status, error, code }: DataItem): boolean {
  const word = readWord(status)
  return word === 'failed' || (word === 'unknown' && (error != null || code != null))
}

/**
 * What a response says about one of the jobs it was asked for, or nothing where it does not mention it. A failure comes
 * either in the list of errors or as an item with `status: "error"`. A video beside whatever word means done.
 *
 * @see https://runware.ai/docs/platform/task-polling
 */
function readOutcome(
  { data, errors }: ResponseLists,
  taskUUID: string,
  response: Pick<HttpResponse, 'status' | 'json' | 'retryAfter' | 'isChallenge'>,
): PollOutcome | undefined {
  const { status } = response
  const items = data.filter((item) => item.taskUUID === taskUUID)
  const finished = items.filter((item) => ['success', 'unknown'].includes(readWord(item.status)))
  const success = finished.map(readSuccess).find((each) => each !== undefined)
  if (success !== undefined) return success
  const failed = items.find(isFailed)
  if (failed !== undefined) return readFailure(failed.error ?? failed, failed.cost)
  const error = errors.find((each) => each.taskUUID === taskUUID)
  if (error !== undefined) {
    return isAboutCall(error, status) ? createTaskError(error, { response, taskUUID }) : readFailure(error)
  }
  if (finished.some((item) => readWord(item.status) === 'success' || item.videoURL != null)) {
    const detail = 'finished without a usable video'
    return createProviderError({
      provider: 'runware',
      code: 'badResponse',
      ambiguous: true,
      status,
      requestId: taskUUID,
      detail,
    })
  }
  return items.length > 0 ? { status: 'rendering' } : undefined
}

type Outcomes = Map<string, PollOutcome>

/** Sends a list of tasks. */
type Post = (tasks: readonly object[]) => Promise<HttpResponse>

async function pollOnce(taskUUIDs: readonly string[], post: Post): Promise<Outcomes> {
  const response = await post(taskUUIDs.map((taskUUID) => ({ taskType: 'getResponse', taskUUID })))
  const { status } = response
  const lists = readLists(response)
  if (lists === undefined) throw createTaskError(undefined, { response })
  const outcomes: Outcomes = new Map()
  for (const taskUUID of taskUUIDs) {
    const outcome = readOutcome(lists, taskUUID, response)
    if (outcome !== undefined) outcomes.set(taskUUID, outcome)
  }
  const open = taskUUIDs.filter((taskUUID) => !outcomes.has(taskUUID))
  if (open.length === 0) return outcomes
  const general = lists.errors.find((error) => error.taskUUID == null)
  const isSuccess = status >= 200 && status < 300
  if (general === undefined && isSuccess) {
    // No word about a job is what a running one looks like, and an unknown one too: never a reason to give it up.
    for (const taskUUID of open) outcomes.set(taskUUID, { status: 'rendering' })
    return outcomes
  }
  // The request was refused because of some of the jobs it names: the others are asked for without them.
  const isOthersFault = general === undefined && outcomes.size > 0 && classifyStatus(status).code === 'invalidInput'
  const rest = isOthersFault
    ? await pollTasks(open, post)
    : new Map(open.map((taskUUID) => [taskUUID, createTaskError(general, { response, taskUUID })]))
  return new Map<string, PollOutcome>([...outcomes, ...rest])
}

/**
 * One look at up to 100 jobs with one request, an outcome for each of them. Never throws. Trouble with the request itself
 * is the outcome of those jobs that the response does not mention.
 */
export async function pollTasks(taskUUIDs: readonly string[], post: Post): Promise<Outcomes> {
  try {
    return await pollOnce([...new Set(taskUUIDs)], post)
  } catch (cause) {
    const detail = 'the response could not be understood'
    const error =
      cause instanceof ProviderError
        ? cause
        : createProviderError({ provider: 'runware', code: 'badResponse', ambiguous: true, detail, cause })
    return new Map(taskUUIDs.map((taskUUID) => [taskUUID, error]))
  }
}
