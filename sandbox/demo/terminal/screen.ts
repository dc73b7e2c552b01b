import { type Line, measureText, plainText, type Style } from './text.ts'

/** What a screen needs of a terminal, such as `process.stdout`. */
export interface Output {
  write(text: string): unknown
  readonly columns?: number
  readonly rows?: number
}

/** Lines that stay, and below them lines that change in place. */
export interface Screen {
  /** Writes lines that stay, above those that change. */
  print(lines: readonly Line[]): void
  /** Replaces the lines that change. */
  change(lines: readonly Line[]): void
  /** Removes the lines that change and gives the cursor back. */
  close(): void
}

const hideCursor = '\u001B[?25l'
const showCursor = '\u001B[?25h'
const eraseBelow = '\u001B[0J'
const usualRows = 24

/** For terminals that understand cursor movements. */
export function createScreen(output: Output, paint: Paint): Screen {
  let changing: readonly Line[] = []
  let isCursorHidden = false

  /** Rows that the lines take now: a terminal that became narrower has broken them. */
  function countRows(lines: readonly Line[]): number {
    const columns = output.columns ?? Number.POSITIVE_INFINITY
    return lines.reduce((sum, each) => sum + Math.max(1, Math.ceil(measureText(plainText(each)) / columns)), 0)
  }

  /** Back to the first of the lines that change; what is below them is gone. */
  function rewind(): string {
    const rows = countRows(changing)
    return rows === 0 ? '' : `\r\u001B[${rows}A${eraseBelow}`
  }

  const draw = (lines: readonly Line[]): string => lines.map((each) => `${paint(each)}\n`).join('')

  return {
    print(lines) {
      output.write(`${rewind()}${draw(lines)}${draw(changing)}`)
    },
    change(lines) {
      // What has scrolled out of the terminal cannot be reached again: only the end is shown while it changes.
      const shown = lines.slice(-Math.max(1, (output.rows ?? usualRows) - 1))
      const before = isCursorHidden ? '' : hideCursor
      isCursorHidden = true
      output.write(`${before}${rewind()}${draw(shown)}`)
      changing = shown
    },
    close() {
      const after = isCursorHidden ? showCursor : ''
      if (changing.length > 0 || after !== '') output.write(`${rewind()}${after}`)
      changing = []
      isCursorHidden = false
    },
  }
}

/** A line as it is written to the terminal. */
export type Paint = (spans: Line) => string

/** The sixteen colours that every theme, dark or light, has chosen for itself. */
const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  faint: [2, 22],
  code: [36, 39],
  mention: [35, 39],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  grey: [90, 39],
}

/** Control characters in somebody's text would be commands to the terminal; some terminals show what has no width. */
const cleanSpan = (text: string): string => text.replaceAll(/[\p{Cc}\u200B]/gu, '')

/** @param isColoured without it no escape sequence is written */
export function createPaint(isColoured: boolean): Paint {
  if (!isColoured) return (spans) => spans.map(({ text }) => cleanSpan(text)).join('')
  return (spans) =>
    spans
      .map(({ text, styles }) =>
        styles.reduce(
          (painted, style) => `\u001B[${codes[style][0]}m${painted}\u001B[${codes[style][1]}m`,
          cleanSpan(text),
        ),
      )
      .join('')
}
