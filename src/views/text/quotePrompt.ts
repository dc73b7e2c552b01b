import { cleanText } from './cleanText.ts'
import { escapeText } from './escapeText.ts'
import { shortenText } from './shortenText.ts'

/** Escaped this is at most 1,800 units: half of what Discord takes, and far from the bytes at which it is known to fail. */
const quoted = { graphemes: 500, units: 900 }
const mostLines = 8

const snippet = { graphemes: 60, units: 120 }
const described = { graphemes: 300, units: 900 }

/** Somebody's prompt as a quotation, escaped and shortened; undefined where nothing of it can be seen. */
export function quotePrompt(prompt: string): string | undefined {
  const lines = cleanText(prompt).split('\n')
  const kept = lines.length > mostLines ? `${lines.slice(0, mostLines).join('\n')}…` : lines.join('\n')
  const shown = escapeText(shortenText(kept, quoted))
  return shown === '' ? undefined : shown.replace(/^/gm, '> ')
}

/** The beginning of a text on one line, escaped. */
export function takeSnippet(text: string): string {
  return escapeText(shortenText(cleanText(text).replace(/\s+/gu, ' '), snippet))
}

/** For alternative texts, which know no formatting: on one line, shortened, not escaped. */
export function describePlainly(text: string): string {
  return shortenText(cleanText(text).replace(/\s+/gu, ' '), described)
}
