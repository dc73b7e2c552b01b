import { ProviderError } from '../../domain/contracts/provider.ts'
import type { Request } from '../../domain/request.ts'

/** So many characters in common with a prompt are no chance. */
const tellingLength = 16
const longestWords = 300

const normalise = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

function repeats(words: string, prompt: string): boolean {
  const length = Math.min(tellingLength, prompt.length)
  for (let start = 0; start + length <= prompt.length; start += 1) {
    if (words.includes(prompt.slice(start, start + length))) return true
  }
  return false
}

/**
 * An error as facts for the log. What a provider said helps the operator, but providers repeat prompts in their answers, and
 * prompts are not for the log: then the words are withheld.
 */
export function describeError(error: unknown, request: Request): Record<string, unknown> {
  if (!(error instanceof ProviderError)) return { error }
  const { name, code, status, requestId, networkCode, retryable, ambiguous, detail = '' } = error
  const words = normalise(detail)
  const prompts = [request.prompt, request.negativePrompt ?? '', ...(request.shots ?? []).map(({ prompt }) => prompt)]
  const isRepeating = prompts.some((prompt) => prompt !== '' && repeats(words, normalise(prompt)))
  const said = isRepeating ? 'withheld, since it repeats the prompt' : detail.slice(0, longestWords)
  return { error: name, code, status, requestId, networkCode, retryable, ambiguous, said }
}
