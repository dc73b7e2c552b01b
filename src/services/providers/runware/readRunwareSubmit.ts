import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { classifyRunwareCode } from './classifyRunwareCode.ts'
import { createRunwareError } from './createRunwareError.ts'
import { readRunwareAnswer } from './readRunwareAnswer.ts'

/**
 * Whether a submit was accepted; throws a ProviderError where it was not, or where that cannot be said. A repeated
 * `taskUUID` is refused with HTTP 400 `conflictTaskUUID`, which proves that the task is known: accepted. Errors of other
 * tasks say nothing about this one.
 */
export function readRunwareSubmit(answer: HttpAnswer, taskUUID: string, prompts: readonly string[]): void {
  const { status } = answer
  const context = { answer, taskUUID, prompts }
  const isSuccess = status >= 200 && status < 300
  const lists = readRunwareAnswer(answer)
  if (lists === undefined) throw createRunwareError(undefined, context)
  const { data, errors } = lists
  const item = data.find((each) => each.taskUUID === taskUUID)
  const own = errors.find((each) => each.taskUUID === taskUUID)
  const error = own ?? errors.find((each) => each.taskUUID == null)
  if (error?.code != null && classifyRunwareCode(error.code) === 'accepted') return
  if (/^(?:error|failed)$/i.test(item?.status ?? '') && item !== undefined)
    throw createRunwareError(item.error ?? item, context)
  if (item !== undefined && own !== undefined) {
    // Acknowledged and refused at once: only a lookup can tell.
    const { code, detail } = createRunwareError(own, context)
    throw createError({
      provider: 'runware',
      code,
      ambiguous: true,
      status,
      requestId: taskUUID,
      detail: detail ?? code,
    })
  }
  if (item !== undefined && isSuccess) return
  throw createRunwareError(error, context)
}
