import { formatTime } from './formatTime.ts'
import type { MarkdownNode } from './markdownNode.ts'
import { findPlaceName, findRoleName, findUserName, type Named, unknownRole, unknownUser } from './names.ts'
import { readMarkdown } from './readMarkdown.ts'

export interface Reader {
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
