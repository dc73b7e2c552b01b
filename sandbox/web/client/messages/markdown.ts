import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'

/** A piece of a message's text, as Discord's client understands it. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: MarkedKind; readonly content: readonly MarkdownNode[] }
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly MarkdownNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'codeBlock'; readonly text: string; readonly language: string }
  | {
      readonly kind: 'list'
      /** The number of the first item; absent in a list without numbers. */
      readonly start: number | undefined
      readonly items: readonly (readonly MarkdownNode[])[]
    }
  | { readonly kind: 'link'; readonly target: string; readonly content: readonly MarkdownNode[] }
  /** `at` in milliseconds since the epoch. */
  | { readonly kind: 'time'; readonly at: number; readonly style: TimeStyle }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'everyone'; readonly name: 'everyone' | 'here' }
  /** `kling video` */
  | { readonly kind: 'command'; readonly name: string; readonly id: string }

const markedKinds = ['bold', 'italic', 'underlined', 'struck', 'spoiler', 'quote', 'subtext'] as const
export type MarkedKind = (typeof markedKinds)[number]

/** @see https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
export const timeStyles = ['t', 'T', 'd', 'D', 'f', 'F', 's', 'S', 'R'] as const
export type TimeStyle = (typeof timeStyles)[number]

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

type ListRule = (typeof rulesExtended)[string]
type Node = ReturnType<ReturnType<typeof SimpleMarkdown.parserFor>>[number]
type Read = (text: string) => Node[]

interface Row {
  readonly indent: number
  /** Absent without numbers. */
  readonly number: number | undefined
  readonly text: string
}

const itemPattern = ' *(?:[-*]|\\d{1,9}\\.) +[^\\n]+'
const continuedPattern = ' {2,}[^\\n]+'
const listPattern = new RegExp(`^${itemPattern}(?:\\n(?:${itemPattern}|${continuedPattern}))*(?:\\n|$)`)
const markerPattern = /^( *)(?:[-*]|(\d{1,9})\.) +(.*)$/

/** Discord's lists: `- ` or `* ` or `1. ` at the beginning of a line, deeper with more spaces; the package knows none. */
const listRule: ListRule = {
  order: SimpleMarkdown.defaultRules.list.order,
  match: (source, state) => (/(?:^|\n)$/.test(state.prevCapture?.[0] ?? '') ? listPattern.exec(source) : null),
  parse: (capture, parse, state) => buildLists(readRows(capture[0] ?? ''), (text) => parse(text, { ...state })),
}

function readRows(text: string): Row[] {
  const rows: Row[] = []
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const match = markerPattern.exec(line)
    const last = rows.at(-1)
    if (match !== null) {
      const [, indent = '', number, content = ''] = match
      rows.push({ indent: indent.length, number: number === undefined ? undefined : Number(number), text: content })
    } else if (last !== undefined) rows.splice(-1, 1, { ...last, text: `${last.text}\n${line.trim()}` })
  }
  return rows
}

/** Rows that are indented more than the first belong to the itemPattern above them; a change of the markerPattern begins a new listPattern. */
function buildLists(rows: readonly Row[], read: Read): Node[] {
  const lists: { type: string; start: number | undefined; items: Node[][] }[] = []
  const base = rows[0]?.indent ?? 0
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (row === undefined) break
    const next = rows.findIndex(({ indent }, index) => index > at && indent < base + 2)
    const end = next === -1 ? rows.length : next
    const content = [...read(row.text), ...buildLists(rows.slice(at + 1, end), read)]
    const last = lists.at(-1)
    if (last !== undefined && (last.start === undefined) === (row.number === undefined)) last.items.push(content)
    else lists.push({ type: 'list', start: row.number, items: [content] })
    at = end
  }
  return lists
}

type Rule = (typeof rulesExtended)[string]
type Match = Rule['match']

/** Nested under a parser's rules are lookups by name; these names exist in every version of the package. */
function extend(name: string, match: Match): Rule {
  const rule = rulesExtended[name]
  if (rule === undefined) throw new Error(`discord-markdown-parser has no rule ${name}`)
  return { ...rule, match }
}

const anywhere =
  (pattern: RegExp): Match =>
  (source) =>
    pattern.exec(source)

/** The package asks the last group of what stood before, which is not the end of a line after a quotation. */
const atLineStart =
  (pattern: RegExp): Match =>
  (source, state) =>
    /(?:^|\n)$/.test(state.prevCapture?.[0] ?? '') ? pattern.exec(source) : null

/**
 * The rules of the package, where it agrees with Discord's client, and ours where it does not: lists, every id (it wants 17
 * digits), the newer forms of times, and addresses of the web alone.
 */
const rules: Record<string, Rule> = {
  ...rulesExtended,
  heading: extend('heading', atLineStart(/^(#{1,3}) +([^\n]+?)(\n|$)/)),
  subtext: extend('subtext', atLineStart(/^-# +([^\n]+?)(\n|$)/)),
  list: listRule,
  user: extend('user', anywhere(/^<@!?(\d+)>/)),
  role: extend('role', anywhere(/^<@&(\d+)>/)),
  channel: extend('channel', anywhere(/^<#(\d+)>/)),
  slashCommand: extend('slashCommand', anywhere(/^<\/([-_'\p{L}\p{N} ]{1,100}):(\d+)>/u)),
  timestamp: extend('timestamp', anywhere(/^<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/)),
  autolink: extend('autolink', anywhere(/^<(https?:\/\/[^ >]+)>/)),
  link: extend(
    'link',
    anywhere(/^\[((?:\\.|[^[\]\\]|\[[^\]]*\])+)\]\(\s*<?(https?:\/\/(?:\([^()\s]*\)|[^()\s<>])+)>?\s*\)/),
  ),
}

/** Text as a tree of the package's nodes. */
const parseMarkdown = SimpleMarkdown.parserFor(rules)
