import { valueWords } from './valueWords.ts'

/** What the client says of a text that is too short or too long, in code points. @see https://github.com/discord/discord-api-docs/issues/1315 */
export function findLengthProblem(text: string, shortest: unknown, longest: unknown): string | undefined {
  const least = typeof shortest === 'number' && shortest > 0 ? shortest : undefined
  const most = typeof longest === 'number' ? longest : undefined
  const { length } = [...text]
  const isOutside = (least !== undefined && length < least) || (most !== undefined && length > most)
  return isOutside ? valueWords.textLength(least, most) : undefined
}
