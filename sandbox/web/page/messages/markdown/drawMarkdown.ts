import { html, nothing } from 'lit'
import { guard } from 'lit/directives/guard.js'
import '@skyra/discord-components-core/discord-code.js'
import '@skyra/discord-components-core/discord-header.js'
import '@skyra/discord-components-core/discord-quote.js'
import '@skyra/discord-components-core/discord-subscript.js'
import type { MarkdownNode } from '../../../client/messages/markdownNode.ts'
import { readMarkdown } from '../../../client/messages/readMarkdown.ts'
import type { MessageLook } from '../look.ts'
import { drawLink } from './drawLink.ts'
import { drawMention } from './drawMention.ts'
import { drawSpoiler } from './drawSpoiler.ts'
import { drawTime } from './drawTime.ts'

/**
 * Text with Discord's formatting. @param key where it stands in its message: what was revealed there stays so
 *
 * Bold, italics, lists and blocks of code are the browser's own elements: skyra's put spaces around what they mark, lists
 * and their items into trees of their own, and blocks into nine tenths of nine tenths of the room.
 */
export function drawMarkdown(text: string, key: string, look: MessageLook): unknown {
  const { people, places, bot, roles } = look.scene
  // Most texts stay as they are when the clock ticks.
  const now = /<t:-?\d+:R>/.test(text) ? look.state.now : 0
  const inputs = [
    text,
    people,
    places,
    roles,
    bot.name,
    look.person.id,
    look.message.id,
    look.state.messages.revealed,
    now,
  ]
  return guard(inputs, () => drawNodes(readMarkdown(text), key, look))
}

const drawNodes = (nodes: readonly MarkdownNode[], key: string, look: MessageLook): unknown =>
  nodes.map((node, index) => drawNode(node, `${key}/${index}`, look))

function drawNode(node: MarkdownNode, key: string, look: MessageLook): unknown {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      return html`<br />`
    case 'code':
      return html`<discord-code>${node.text}</discord-code>`
    case 'codeBlock':
      return html`<pre class="code-block"><code>${node.text}</code></pre>`
    case 'time':
      return drawTime(node.at, node.style, look.state.now)
    case 'list':
      return drawList(node, key, look)
    case 'link':
      return drawLink(node, drawNodes(node.content, key, look), look)
    case 'user':
    case 'role':
    case 'channel':
    case 'everyone':
    case 'command':
      return drawMention(node, look)
    default:
      return drawMarked(node, key, look)
  }
}

function drawMarked(node: Extract<MarkdownNode, { content: unknown }>, key: string, look: MessageLook): unknown {
  const content = drawNodes(node.content, key, look)
  switch (node.kind) {
    case 'bold':
      return html`<strong>${content}</strong>`
    case 'italic':
      return html`<em>${content}</em>`
    case 'underlined':
      return html`<u>${content}</u>`
    case 'struck':
      return html`<s>${content}</s>`
    case 'spoiler':
      return drawSpoiler(content, key, look)
    case 'quote':
      return html`<discord-quote>${content}</discord-quote>`
    case 'subtext':
      return html`<discord-subscript>${content}</discord-subscript>`
    case 'heading':
      return html`<discord-header .level=${node.level} level=${node.level}>${content}</discord-header>`
    default:
      return nothing
  }
}

function drawList(node: Extract<MarkdownNode, { kind: 'list' }>, key: string, look: MessageLook): unknown {
  const items = node.items.map((item, index) => html`<li>${drawNodes(item, `${key}/${index}`, look)}</li>`)
  return node.start === undefined ? html`<ul>${items}</ul>` : html`<ol start=${node.start}>${items}</ol>`
}
