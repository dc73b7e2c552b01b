import type { HttpAnswer } from '../createCaller.ts'
import { createRunwareError } from './createRunwareError.ts'
import { type RunwareError, readRunwareAnswer } from './readRunwareAnswer.ts'

function isNotFound({ code }: RunwareError): boolean {
  return code === 'taskFailedOrNotFound' || (code != null && /NotFound$/.test(code))
}

/**
 * Whether the archive of tasks has one; an archived error counts as found. False only where the service says that it does
 * not know the task: silence proves nothing. Everything else throws a ProviderError.
 *
 * @see https://runware.ai/docs/platform/task-details
 */
export function readRunwareLookup(answer: HttpAnswer, taskUUID: string): boolean {
  const { status, text, isCut = false } = answer
  // An entry repeats the pictures of its request, and only what was found is so long that it is not read to its end.
  if (isCut && status >= 200 && status < 300 && text.includes(taskUUID)) return true
  const lists = readRunwareAnswer(answer)
  if (lists?.data.some((item) => item.taskUUID === taskUUID && item.taskType === 'getTaskDetails')) return true
  const error = lists?.errors.find((each) => each.taskUUID == null || each.taskUUID === taskUUID)
  if (error !== undefined && status < 500 && isNotFound(error)) return false
  throw createRunwareError(error, { answer, taskUUID })
}
