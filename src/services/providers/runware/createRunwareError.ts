import type { ProviderError, ProviderErrorCode } from '../../../domain/contracts/provider.ts'
import { classifyStatus, type Trouble } from '../classifyStatus.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { isForeignAnswer } from '../isForeignAnswer.ts'
import type { RunwareCodeClass } from './classifyRunwareCode.ts'
import { describeRunwareError } from './describeRunwareError.ts'
import type { RunwareError } from './readRunwareAnswer.ts'

const codes: Readonly<Partial<Record<RunwareCodeClass, ProviderErrorCode>>> = {
  content: 'rejectedContent',
  credit: 'outOfCredit',
  rateLimit: 'rateLimited',
  key: 'unauthorized',
  timeout: 'timeout',
  server: 'unavailable',
  render: 'unavailable',
  input: 'invalidInput',
}

function classify(kind: RunwareCodeClass, status: number): Trouble {
  const byStatus = classifyStatus(status)
  const code = codes[kind] ?? byStatus.code
  const isRefusal =
    kind === 'content' || kind === 'credit' || kind === 'rateLimit' || kind === 'key' || kind === 'input'
  // A refusal in a 200 body is as certain as one with a 4xx; what the service says of its own trouble is not.
  const isCertain =
    status >= 200 && status < 300 ? isRefusal : !byStatus.ambiguous && kind !== 'timeout' && kind !== 'server'
  return { code, ambiguous: !isCertain }
}

export interface RunwareErrorContext {
  readonly answer: Pick<HttpAnswer, 'status' | 'json' | 'retryAfter' | 'isWalled'>
  readonly taskUUID?: string
  /** What a person wrote in the request: never repeated in the error. */
  readonly prompts?: readonly string[]
}

/** What an error item, or its absence beside a bad status, means for a call. */
export function createRunwareError(error: RunwareError | undefined, context: RunwareErrorContext): ProviderError {
  const { answer, taskUUID, prompts } = context
  const { status, retryAfter } = answer
  const facts = {
    provider: 'runware',
    status,
    ...(taskUUID !== undefined && { requestId: taskUUID }),
    ...(retryAfter !== undefined && { retryAfter }),
  } as const
  if (error !== undefined) {
    const { class: kind, detail } = describeRunwareError(error, prompts)
    return createError({ ...facts, ...classify(kind, status), detail })
  }
  const trouble = classifyStatus(status)
  const detail = 'the answer does not say what is wrong'
  // A wall in front of the API did not let the call through: that is an outage, whatever it says of rights.
  if (answer.isWalled || (trouble.code === 'unauthorized' && isForeignAnswer(answer))) {
    return createError({
      ...facts,
      code: 'unavailable',
      ambiguous: false,
      detail: 'something in front of the API answered',
    })
  }
  // Something other than the API answered. Its 404 is one all the same, but a 400 that does not say why proves nothing.
  if (trouble.code !== 'invalidInput') return createError({ ...facts, ...trouble, detail })
  return createError({ ...facts, code: 'badResponse', ambiguous: status === 400 || status === 422, detail })
}
