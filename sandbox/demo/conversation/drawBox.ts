import { measureText } from '../terminal/measureText.ts'
import { type Line, plainText, type Style, span } from '../terminal/span.ts'

/** Columns that the frame takes of each line. */
export const frameColumns = 4

/** A frame around lines of at most `width - frameColumns` columns. */
export function drawBox(lines: readonly Line[], width: number, colour: Style): Line[] {
  const inner = width - frameColumns
  const rule = '─'.repeat(width - 2)
  return [
    [span(`╭${rule}╮`, colour)],
    ...lines.map((each) => {
      const rest = ' '.repeat(Math.max(0, inner - measureText(plainText(each))))
      return [span('│ ', colour), ...each, span(rest), span(' │', colour)]
    }),
    [span(`╰${rule}╯`, colour)],
  ]
}
