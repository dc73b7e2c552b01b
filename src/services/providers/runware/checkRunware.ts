import { seconds } from '../../../domain/clock.ts'
import { type PollOutcome, ProviderError } from '../../../domain/contracts/provider.ts'
import { classifyStatus } from '../classifyStatus.ts'
import { createError } from '../createError.ts'
import type { RunwareApi } from './createRunwareApi.ts'
import { createRunwareError } from './createRunwareError.ts'
import { readRunwareAnswer } from './readRunwareAnswer.ts'
import { readRunwareItem } from './readRunwareItem.ts'

type Outcomes = Map<string, PollOutcome>

async function ask(taskUUIDs: readonly string[], api: RunwareApi): Promise<Outcomes> {
  const tasks = taskUUIDs.map((taskUUID) => ({ taskType: 'getResponse', taskUUID }))
  const answer = await api('check', JSON.stringify(tasks), seconds(15))
  const { status } = answer
  const lists = readRunwareAnswer(answer)
  if (lists === undefined) throw createRunwareError(undefined, { answer })
  const outcomes: Outcomes = new Map()
  for (const taskUUID of taskUUIDs) {
    const outcome = readRunwareItem(lists, taskUUID, answer)
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
    ? await askAll(open, api)
    : new Map(open.map((taskUUID) => [taskUUID, createRunwareError(general, { answer, taskUUID })]))
  return new Map<string, PollOutcome>([...outcomes, ...rest])
}

async function askAll(taskUUIDs: readonly string[], api: RunwareApi): Promise<Outcomes> {
  try {
    return await ask(taskUUIDs, api)
  } catch (cause) {
    const detail = 'the answer could not be understood'
    const error =
      cause instanceof ProviderError
        ? cause
        : createError({ provider: 'runware', code: 'badResponse', ambiguous: true, detail, cause })
    return new Map(taskUUIDs.map((taskUUID) => [taskUUID, error]))
  }
}

/**
 * One look at up to 100 jobs with one request, an outcome for each of them. Never throws. Trouble with the request itself
 * is the outcome of those jobs that the answer does not mention.
 */
export function checkRunware(taskUUIDs: readonly string[], api: RunwareApi): Promise<ReadonlyMap<string, PollOutcome>> {
  return askAll([...new Set(taskUUIDs)], api)
}
