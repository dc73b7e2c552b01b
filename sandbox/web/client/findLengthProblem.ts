import { valueWords } from './valueWords.ts'

/** What the client says of a text that is too short or too long, in characters. */
export function findLengthProblem(text: string, shortest: unknown, longest: unknown): string | undefined {
  const least = typeof shortest === 'number' && shortest > 0 ? shortest : undefined
  const most = typeof longest === 'number' ? longest : undefined
  const isOutside = (least !== undefined && text.length < least) || (most !== undefined && text.length > most)
  return isOutside ? valueWords.textLength(least, most) : undefined
}
