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
