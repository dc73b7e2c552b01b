import { type Line, type Span, type Style, span } from '../terminal/text.ts'
import { describeTime } from './formats.ts'

export interface Surroundings {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The name behind a user's id. */
  readonly nameOf: (userId: string) => string
}

/** One line of a message before it is broken to a width. */
export interface Paragraph {
  /** Stands before each of its lines. */
  readonly prefix: Line
  readonly spans: Line
}

/** The few forms that a message may contain; each at the place where the reading stands. */
const forms = {
  escaped: /\\([!-/:-@[-`{-~])/y,
  bold: /\*\*(.+?)\*\*/y,
  code: /`([^`]+)`/y,
  time: /<t:(\d+)(?::\w)?>/y,
  mention: /<@!?(\d+)>/y,
  link: /\[([^\]]+)\]\(<?([^)>]+)>?\)/y,
}

/** Reads what Discord's client would format. @see https://discord.com/developers/docs/reference#message-formatting */
export function readMarkdown(text: string, surroundings: Surroundings): Paragraph[] {
  return text.split('\n').map((row) => {
    const [start = ''] = /^(?:-# |> |)/.exec(row) ?? []
    const rest = row.slice(start.length)
    if (start === '-# ') return { prefix: [], spans: readSpans(rest, ['faint'], surroundings) }
    const prefix = start === '> ' ? [span('▏ ', 'grey')] : []
    return { prefix, spans: readSpans(rest, [], surroundings) }
  })
}

function readSpans(text: string, styles: readonly Style[], surroundings: Surroundings): Span[] {
  const spans: Span[] = []
  let plain = ''
  const add = (...more: readonly Span[]) => {
    if (plain !== '') spans.push({ text: plain, styles })
    plain = ''
    spans.push(...more)
  }
  for (let at = 0; at < text.length; ) {
    const found = findForm(text, at)
    if (found === undefined) {
      plain += text[at]
      at += 1
      continue
    }
    const { form, inner, second } = found
    if (form === 'escaped') plain += inner
    else if (form === 'time') plain += describeTime(Number(inner) * 1_000, surroundings.now)
    else if (form === 'mention') add(span(`@${surroundings.nameOf(inner)}`, 'mention'))
    else if (form === 'code') add(span(`\`${inner}\``, ...styles, 'code'))
    else if (form === 'bold') add(...readSpans(inner, [...styles, 'bold'], surroundings))
    else add({ text: `${inner} (${second})`, styles })
    at = found.end
  }
  add()
  return spans
}

function findForm(text: string, at: number) {
  for (const [form, pattern] of Object.entries(forms)) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) return { form, inner: match[1] ?? '', second: match[2] ?? '', end: pattern.lastIndex }
  }
  return undefined
}
