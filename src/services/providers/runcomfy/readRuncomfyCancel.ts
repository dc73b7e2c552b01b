import type { CancelAnswer } from '../../../domain/contracts/provider.ts'
import type { HttpAnswer } from '../createCaller.ts'
import { readRuncomfyWord } from './readRuncomfyWord.ts'

/**
 * Whether a cancel worked. HTTP 202 does not say: `outcome` does. It is read from the text where the body is not valid
 * JSON, because the documented sample is not (it lacks a comma).
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function readRuncomfyCancel({ text }: HttpAnswer): CancelAnswer {
  const read = (key: string) => new RegExp(`"${key}"\\s*:\\s*"([^"]*)"`).exec(text)?.[1]
  const outcome = read('outcome')
  if (outcome === 'not_cancellable') return 'tooLate'
  return readRuncomfyWord(outcome ?? read('status')) === 'cancelled' ? 'cancelled' : 'unknown'
}
