import type { Line, Style } from './span.ts'

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
