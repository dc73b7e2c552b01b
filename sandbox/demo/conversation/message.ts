import { posix } from 'node:path'
import type { SandboxAttachment } from '../../discord/cdn/fileStore.ts'
import { componentTypes } from '../../discord/flags.ts'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../discord/json.ts'
import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { OptionValue, OptionValues } from '../../discord/people/values.ts'
import { type Line, line, measureText, plainText, type Style, span, wrapSpans } from '../terminal/text.ts'
import { formatLength, formatSize, readVideoLength } from './formats.ts'
import { readMarkdown, type Surroundings } from './markdown.ts'

export interface Scenery extends Surroundings {
  /** Columns. */
  readonly width: number
}

const indent = span('  ')

/** A message of the bot as it is seen now: its name, and below it what stands there. */
export function renderMessage(message: SandboxMessage, { width, ...surroundings }: Scenery): Line[] {
  const inner = { ...surroundings, width: width - indent.text.length, attachments: message.attachments }
  const lines = message.isLoading
    ? [line('is thinking…', 'faint')]
    : [
        ...(message.content === '' ? [] : renderText(message.content, inner)),
        ...renderComponents(message.components, inner),
      ]
  return [renderHeading(message, surroundings), ...lines.map((each) => [indent, ...each])]
}

function renderHeading(message: SandboxMessage, { nameOf }: Surroundings): Line {
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

export interface Drawing extends Surroundings {
  /** Columns. */
  readonly width: number
  readonly attachments: readonly SandboxAttachment[]
}

/** Discord's named colours, as far as the bot's messages have them. */
const accents: Readonly<Record<number, Style>> = {
  5763719: 'green',
  15548997: 'red',
  16705372: 'yellow',
  5793266: 'blue',
}

/** @see https://discord.com/developers/docs/components/reference */
function renderComponents(components: readonly JsonObject[], drawing: Drawing): Line[] {
  return components.flatMap((component) => renderComponent(component, drawing))
}

function renderComponent(component: JsonObject, drawing: Drawing): Line[] {
  switch (component.type) {
    case componentTypes.container: {
      const inner = { ...drawing, width: drawing.width - frameColumns }
      const colour = accents[numberIn(component.accent_color)] ?? 'grey'
      return renderBox(renderComponents(objectsIn(component.components), inner), drawing.width, colour)
    }
    case componentTypes.textDisplay:
      return renderText(textIn(component.content), drawing)
    case componentTypes.section: {
      const accessory = isObject(component.accessory) ? [component.accessory] : []
      return renderComponents([...objectsIn(component.components), ...accessory], drawing)
    }
    case componentTypes.thumbnail:
      return wrapSpans(renderPicture(component), drawing.width)
    case componentTypes.mediaGallery:
      return objectsIn(component.items).flatMap((item) => renderMedia(item, drawing))
    case componentTypes.actionRow:
      return wrapSpans(line(objectsIn(component.components).map(renderButton).join('  '), 'bold'), drawing.width)
    case componentTypes.separator:
      return [[]]
    default:
      return []
  }
}

/** Text as it stands in a message, formatted. */
function renderText(text: string, { width, ...surroundings }: Surroundings & { width: number }): Line[] {
  return readMarkdown(text, surroundings).flatMap(({ prefix, spans }) => {
    const indent = prefix.reduce((sum, { text: sign }) => sum + sign.length, 0)
    return wrapSpans(spans, width - indent).map((each) => [...prefix, ...each])
  })
}

const addressOf = (item: JsonObject): string => (isObject(item.media) ? textIn(item.media.url) : '')

const nameOf = (address: string): string =>
  URL.canParse(address) ? decodeURIComponent(posix.basename(new URL(address).pathname)) : address

function renderPicture(item: JsonObject): Line {
  const description = textIn(item.description)
  const name = nameOf(addressOf(item))
  return [span('[picture] ', 'grey'), span(description === '' ? name : `${name}: ${description}`, 'grey')]
}

/** A player for a video, a line for anything else. */
function renderMedia(item: JsonObject, { width, attachments }: Drawing): Line[] {
  const id = isObject(item.media) ? item.media.attachment_id : undefined
  const attachment = attachments.find((each) => each.id === id)
  const seconds = attachment === undefined ? undefined : readVideoLength(attachment.bytes)
  if (attachment === undefined || seconds === undefined) return wrapSpans(renderPicture(item), width)
  const length = formatLength(seconds)
  const groove = '━'.repeat(Math.max(8, Math.min(48, width - 20)))
  const facts = [attachment.filename, formatSize(attachment.size)]
  return [
    [span('► ', 'bold'), span(groove, 'grey'), span(` 0:00 / ${length}`)],
    ...wrapSpans(line(facts.join(' · '), 'faint'), width),
  ]
}

function renderButton(button: JsonObject): string {
  const label = textIn(button.label)
  return typeof button.url === 'string' ? `[ ${label} ↗ ]` : `[ ${label} ]`
}

/** Columns that the frame takes of each line. */
const frameColumns = 4

/** A frame around lines of at most `width - frameColumns` columns. */
function renderBox(lines: readonly Line[], width: number, colour: Style): Line[] {
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

/** What a person typed: the command, and its options one below the other. */
export function renderCommand(name: string, values: OptionValues, person: string, width: number): Line[] {
  const options = Object.entries(values).flatMap(([option, value]) => (value === undefined ? [] : [{ option, value }]))
  const column = Math.max(...options.map(({ option }) => option.length)) + 2
  return [
    [span(person, 'bold')],
    [span('  '), span(`/${name}`, 'code')],
    ...options.flatMap(({ option, value }) =>
      wrapSpans([span(describeValue(value))], width - column - 4).map((each, index) => [
        span(`    ${(index === 0 ? `${option}:` : '').padEnd(column)}`, 'faint'),
        ...each,
      ]),
    ),
  ]
}

function describeValue(value: OptionValue): string {
  if (typeof value === 'object')
    return 'bytes' in value ? `${value.name} (${formatSize(value.bytes.length)})` : value.id
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value).replaceAll(/\s+/g, ' ')
}
