import { cleanDetail } from '../cleanDetail.ts'
import { isContentRefusal } from '../isContentRefusal.ts'
import { classifyRunwareCode, type RunwareCodeClass } from './classifyRunwareCode.ts'
import type { RunwareError } from './readRunwareAnswer.ts'

export interface RunwareErrorDescription {
  readonly class: RunwareCodeClass
  /** For the log. */
  readonly detail: string
}

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
  const isVague = byCode === 'input' || byCode === 'unknown' || byCode === 'render'
  if (byCode === 'content' || (isVague && isContentRefusal(`${code ?? ''} ${message ?? ''}`))) {
    return { class: 'content', detail: name }
  }
  return { class: byCode, detail: message == null ? name : `${name}: ${cleanDetail(message, prompts)}` }
}
