import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import { type Line, line, plainText, span } from '../terminal/span.ts'
import { drawComponents, drawText } from './drawComponents.ts'
import { readMarkdown, type Surroundings } from './readMarkdown.ts'

export interface Scenery extends Surroundings {
  /** Columns. */
  readonly width: number
}

const indent = span('  ')

/** A message of the bot as it is seen now: its name, and below it what stands there. */
export function drawMessage(message: SandboxMessage, { width, ...surroundings }: Scenery): Line[] {
  const inner = { ...surroundings, width: width - indent.text.length, attachments: message.attachments }
  const lines = message.isLoading
    ? [line('is thinking…', 'faint')]
    : [
        ...(message.content === '' ? [] : drawText(message.content, inner)),
        ...drawComponents(message.components, inner),
      ]
  return [drawHeading(message, surroundings), ...lines.map((each) => [indent, ...each])]
}

function drawHeading(message: SandboxMessage, { nameOf }: Surroundings): Line {
  return [
    span(nameOf(message.authorId), 'bold'),
    span(' APP', 'blue'),
    ...(message.reference === undefined ? [] : [span(' replies to its message above', 'faint')]),
    ...(message.ephemeralFor === undefined ? [] : [span(` only ${nameOf(message.ephemeralFor)} sees this`, 'faint')]),
  ]
}

/** The first sentence or two of a message, for a reader in a hurry. */
export function summarizeMessage(message: SandboxMessage, surroundings: Surroundings): string {
  const [first = ''] = message.text.split('\n')
  return readMarkdown(first, surroundings)
    .map(({ spans }) => plainText(spans))
    .join('')
}

/** The words at the beginning of a message that are set in bold: the state that it shows. */
export function findState(message: SandboxMessage): string {
  if (message.isLoading) return 'Thinking'
  return /^\*\*(.+?)[.!]?\*\*/.exec(message.text)?.[1] ?? 'Waiting'
}
