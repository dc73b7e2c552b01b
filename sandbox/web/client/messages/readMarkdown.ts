import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { type MarkdownNode, type MarkedKind, timeStyles } from './markdownNode.ts'
import { parseMarkdown } from './markdownRules.ts'

const marked: Readonly<Record<string, MarkedKind>> = {
  strong: 'bold',
  em: 'italic',
  underline: 'underlined',
  strikethrough: 'struck',
  spoiler: 'spoiler',
  blockQuote: 'quote',
  subtext: 'subtext',
}

/** Reads what Discord's client would format. @see https://discord.com/developers/docs/reference#message-formatting */
export function readMarkdown(text: string): readonly MarkdownNode[] {
  return readNodes(parseMarkdown(text, { inline: true }))
}

const readContent = ({ content }: JsonObject): readonly MarkdownNode[] =>
  typeof content === 'string' ? [{ kind: 'text', text: content }] : readNodes(objectsIn(content))

/** The package cuts text at every sign: neighbours are put together again, and emoji with them. */
function readNodes(nodes: readonly JsonObject[]): readonly MarkdownNode[] {
  const read: MarkdownNode[] = []
  for (const node of nodes.map(readNode)) {
    const last = read.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') read.splice(-1, 1, { kind: 'text', text: last.text + node.text })
    else read.push(node)
  }
  return read
}

function readNode(node: JsonObject): MarkdownNode {
  const type = textIn(node.type)
  const kind = marked[type]
  if (kind !== undefined) return { kind, content: kind === 'quote' ? trimBreaks(readContent(node)) : readContent(node) }
  switch (type) {
    case 'br':
    case 'newline':
      return { kind: 'break' }
    case 'heading':
      return { kind: 'heading', level: Number(node.level), content: readContent(node) }
    case 'inlineCode':
      return { kind: 'code', text: textIn(node.content) }
    case 'codeBlock':
      return { kind: 'codeBlock', text: textIn(node.content), language: textIn(node.lang) }
    case 'list':
      return readList(node)
    case 'url':
    case 'autolink':
    case 'link':
      return { kind: 'link', target: textIn(node.target), content: readContent(node) }
    case 'timestamp':
      return readTime(textIn(node.timestamp), textIn(node.format))
    case 'slashCommand':
      return { kind: 'command', name: textIn(node.fullName), id: textIn(node.id) }
    case 'user':
    case 'role':
    case 'channel':
      return { kind: type, id: textIn(node.id) }
    case 'everyone':
    case 'here':
      return { kind: 'everyone', name: type }
    default:
      return { kind: 'text', text: readOther(type, node) }
  }
}

/** Emoji of a server are pictures of Discord's; here they stay what is typed. */
function readOther(type: string, node: JsonObject): string {
  if (type === 'emoji') return `:${textIn(node.name)}:`
  if (type === 'twemoji') return textIn(node.name)
  if (type === 'guildNavigation') return `#${textIn(node.navigation)}`
  return textIn(node.content)
}

function readList({ start, items }: JsonObject): MarkdownNode {
  const contents = Array.isArray(items) ? items.map((item) => readNodes(objectsIn(item))) : []
  return { kind: 'list', start: typeof start === 'number' ? start : undefined, items: contents }
}

/** A time that no calendar knows stays as it was typed. */
function readTime(seconds: string, format: string): MarkdownNode {
  const at = Number(seconds) * 1_000
  const style = timeStyles.find((each) => each === format) ?? 'f'
  if (!Number.isNaN(new Date(at).getTime())) return { kind: 'time', at, style }
  return { kind: 'text', text: `<t:${seconds}${format === '' ? '' : `:${format}`}>` }
}

function trimBreaks(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
  return nodes.at(-1)?.kind === 'break' ? nodes.slice(0, -1) : nodes
}
