export type Style = 'bold' | 'faint' | 'code' | 'mention' | 'green' | 'red' | 'yellow' | 'blue' | 'grey'

/** Text in one style; no line breaks in it. */
export interface Span {
  readonly text: string
  readonly styles: readonly Style[]
}

export type Line = readonly Span[]

export const span = (text: string, ...styles: readonly Style[]): Span => ({ text, styles })

/** A line in one style. */
export const line = (text: string, ...styles: readonly Style[]): Line => [span(text, ...styles)]

export const plainText = (spans: Line): string => spans.map(({ text }) => text).join('')

interface Cell {
  readonly grapheme: string
  readonly columns: number
  readonly styles: readonly Style[]
}

function* cellsOf(spans: Line): Generator<Cell> {
  for (const { text, styles } of spans) {
    for (const grapheme of graphemesOf(text)) yield { grapheme, columns: measureGrapheme(grapheme), styles }
  }
}

function joinCells(cells: readonly Cell[]): Span[] {
  const spans: { text: string; styles: readonly Style[] }[] = []
  for (const { grapheme, styles } of cells) {
    const last = spans.at(-1)
    if (last !== undefined && last.styles === styles) last.text += grapheme
    else spans.push({ text: grapheme, styles })
  }
  return spans
}

/** Breaks between words where it can, and within a word that is longer than a line. At least one line comes out. */
export function wrapSpans(spans: Line, width: number): Line[] {
  const lines: Line[] = []
  let cells: Cell[] = []
  let columns = 0
  for (const cell of cellsOf(spans)) {
    if (columns + cell.columns > width) {
      // A space that no longer fits is the break itself.
      if (cell.grapheme === ' ') {
        lines.push(joinCells(cells))
        cells = []
        columns = 0
        continue
      }
      const gap = cells.findLastIndex(({ grapheme }) => grapheme === ' ')
      lines.push(joinCells(gap > 0 ? cells.slice(0, gap) : cells))
      cells = gap > 0 ? cells.slice(gap + 1) : []
      columns = cells.reduce((sum, each) => sum + each.columns, 0)
    }
    cells.push(cell)
    columns += cell.columns
  }
  if (cells.length > 0 || lines.length === 0) lines.push(joinCells(cells))
  return lines
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

const invisible = /^[\p{Cc}\p{Cf}\p{M}\u200B]+$/u
/** East Asian letters and signs, and what is shown as a picture. @see https://www.unicode.org/reports/tr11/ */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303E\u3099-\u30FF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u

/** What a reader counts as letters. */
function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** How many columns of a terminal one letter takes: 0, 1 or 2. */
function measureGrapheme(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  return wide.test(grapheme) ? 2 : 1
}

/** How many columns of a terminal the text takes. */
export function measureText(text: string): number {
  let columns = 0
  for (const grapheme of graphemesOf(text)) columns += measureGrapheme(grapheme)
  return columns
}
