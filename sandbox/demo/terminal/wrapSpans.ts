import { graphemesOf, measureGrapheme } from './measureText.ts'
import type { Line, Span, Style } from './span.ts'

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
