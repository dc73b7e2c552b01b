/**
 * Letters, numbers, punctuation and symbols, without those that draw nothing: fillers, which Unicode counts among the letters
 * (U+3164 is one), selectors and tags, and the blanks of braille, musical notation and hieroglyphs. A mark alone has nothing
 * to stand on.
 *
 * @see https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}])[\p{L}\p{N}\p{P}\p{S}]/u

export function hasSomethingToSee(text: string): boolean {
  return visible.test(text)
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Nothing in these blocks joins with its neighbours. Most prompts are such, and splitting one costs half a millisecond. */
const unjoined = /^[\n\u0020-\u007E\u00A0-\u02FF]*$/

/** Whether each UTF-16 unit of the text is a whole character, as people count. */
export function isUnjoined(text: string): boolean {
  return unjoined.test(text)
}

/** The characters as people count them, with where they begin. */
export function splitCharacters(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  return segmenter.segment(text)
}

/** What a person counts: a letter with its accents is one, and so is an emoji of a whole family. */
export function countCharacters(text: string): number {
  if (isUnjoined(text)) return text.length
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count
}

/** What most APIs count, Discord's among them: the family is seven. @see https://github.com/discord/discord-api-docs/issues/1315 */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** The beginning of the text, in whole characters, that has no more code points than this. */
export function takeCodePoints(text: string, limit: number): string {
  let left = limit
  let end = 0
  for (const { segment, index } of segmenter.segment(text)) {
    left -= countCodePoints(segment)
    if (left < 0) break
    end = index + segment.length
  }
  return text.slice(0, end)
}

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
