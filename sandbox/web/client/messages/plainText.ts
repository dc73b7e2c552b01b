import { isObject, type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import type { ShownMessage } from '../../protocol.ts'
import { type MarkdownNode, readMarkdown } from './markdown.ts'
import { findPlaceName, findRoleName, findUserName, type Named, nameAuthor, unknownRole, unknownUser } from './names.ts'
import { formatTime } from './times.ts'

/** The texts that a message shows, from top to bottom, with their formatting. */
function listTexts(body: JsonObject): readonly string[] {
  const embeds = objectsIn(body.embeds).flatMap(({ title, description }) => [textIn(title), textIn(description)])
  return [textIn(body.content), ...embeds, ...objectsIn(body.components).flatMap(textsIn)].filter((text) => text !== '')
}

const textsIn = (component: JsonObject): string[] => [
  ...(component.type === 10 ? [textIn(component.content)] : []),
  ...objectsIn(component.components).flatMap(textsIn),
]

/** A message in one line without formatting; empty where it is nothing but media. */
export function describeMessage(body: JsonObject, reader: Reader): string {
  return listTexts(body)
    .map((text) => readPlainly(text, reader))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** What stands in the line above an answer. */
export function previewMessage(body: JsonObject, reader: Reader): string {
  const text = describeMessage(body, reader)
  if (text !== '') return text
  return isObject(objectsIn(body.attachments)[0]) ? 'Click to see attachment' : 'Click to see message'
}

interface Reader {
  readonly named: Named
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** A text without its formatting, for previews and screen readers. What a spoiler covers stays covered. */
export function readPlainly(text: string, reader: Reader): string {
  return tell(readMarkdown(text), reader)
}

const tell = (nodes: readonly MarkdownNode[], reader: Reader): string =>
  nodes.map((node) => tellNode(node, reader)).join('')

function tellNode(node: MarkdownNode, reader: Reader): string {
  switch (node.kind) {
    case 'text':
    case 'code':
    case 'codeBlock':
      return node.text
    case 'break':
      return '\n'
    case 'spoiler':
      return '(spoiler)'
    case 'heading':
    case 'quote':
    case 'subtext':
      return `${tell(node.content, reader)}\n`
    case 'list':
      return node.items.map((item) => `${tell(item, reader)}\n`).join('')
    case 'time':
      return formatTime(node.at, node.style, reader.now)
    case 'user':
      return `@${findUserName(reader.named, node.id) ?? unknownUser}`
    case 'role':
      return `@${findRoleName(reader.named, node.id) ?? unknownRole}`
    case 'channel':
      return `#${findPlaceName(reader.named, node.id) ?? 'unknown'}`
    case 'everyone':
      return `@${node.name}`
    case 'command':
      return `/${node.name}`
    default:
      return tell(node.content, reader)
  }
}

/**
 * What a screen reader says of a conversation: the message that was written or changed last. Its relative times are those
 * of the change, since it would be read aloud every second otherwise.
 */
export function findNews(messages: readonly ShownMessage[], named: Named): string {
  const latest = messages.toSorted((one, other) => changedAt(other) - changedAt(one))[0]
  if (latest === undefined) return ''
  const author = nameAuthor(named, latest.body)
  if (latest.isLoading) return `${author} is thinking…`
  return `${author}: ${describeMessage(latest.body, { named, now: changedAt(latest) })}`
}

function changedAt({ body, createdAt }: ShownMessage): number {
  const edited = Date.parse(textIn(body.edited_timestamp))
  return Number.isNaN(edited) ? createdAt : edited
}
