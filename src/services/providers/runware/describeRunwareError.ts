import { cleanDetail, hidePrompts } from '../cleanDetail.ts'
import { judgeWords } from '../judgeWords.ts'
import { classifyRunwareCode, type RunwareCodeClass } from './classifyRunwareCode.ts'
import type { RunwareError } from './readRunwareAnswer.ts'

export interface RunwareErrorDescription {
  readonly class: RunwareCodeClass
  /** For the log. */
  readonly detail: string
}

const classes = {
  rateLimited: 'rateLimit',
  outOfCredit: 'credit',
  rejectedContent: 'content',
  none: undefined,
} as const

/** Codes of input that name what is wrong with it. */
const telling = /^(?:missing|unsupported|max|array|value|duplicate|conflict|unknown)/

/**
 * Sorts an error by its code and, where the code only says that some input or something unknown is wrong, by its words.
 * The words of a refusal are not kept: they are likely to quote the prompt.
 */
export function describeRunwareError(
  { code, message }: Pick<RunwareError, 'code' | 'message'>,
  prompts: readonly string[] = [],
): RunwareErrorDescription {
  const name = cleanDetail(code ?? 'no code', prompts)
  const byCode = code == null ? 'unknown' : classifyRunwareCode(code)
  // A code that names what is wrong says more than any words; `invalidProviderContent` has shown what the others are worth.
  const isVague = byCode === 'unknown' || byCode === 'render' || (byCode === 'input' && !telling.test(code ?? ''))
  const byWords = isVague ? classes[judgeWords(hidePrompts(message ?? '', prompts)) ?? 'none'] : undefined
  if (byCode === 'content' || byWords === 'content') return { class: 'content', detail: name }
  const detail = message == null ? name : `${name}: ${cleanDetail(message, prompts)}`
  return { class: byWords ?? byCode, detail }
}
