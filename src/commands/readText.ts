import { hasSomethingToSee } from '../domain/text.ts'

const unsendable = /\p{Surrogate}|(?![\n\t])\p{Cc}/gu

/**
 * A person's text, trimmed, without halves of characters and control codes, which no JSON API takes well. Undefined where
 * it is no text, or nothing in it can be seen.
 */
export function readText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replace(/\r\n?/g, '\n').replace(unsendable, '').trim()
  return hasSomethingToSee(text) ? text : undefined
}
