const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

const invisible = /^[\p{Cc}\p{Cf}\p{M}\u200B]+$/u
/** East Asian letters and signs, and what is shown as a picture. @see https://www.unicode.org/reports/tr11/ */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303E\u3099-\u30FF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u

/** What a reader counts as letters. */
export function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** How many columns of a terminal one letter takes: 0, 1 or 2. */
export function measureGrapheme(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  return wide.test(grapheme) ? 2 : 1
}

/** How many columns of a terminal the text takes. */
export function measureText(text: string): number {
  let columns = 0
  for (const grapheme of graphemesOf(text)) columns += measureGrapheme(grapheme)
  return columns
}
