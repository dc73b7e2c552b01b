import { type MarkdownNode, readMarkdown, type TimeStyle } from '../../client/messages/markdown.ts'
import {
  findPlaceName,
  findRoleName,
  findUserName,
  readMessageLink,
  unknownRole,
  unknownUser,
} from '../../client/messages/names.ts'
import { formatTime } from '../../client/messages/times.ts'
import { chooseCommand } from '../composer/command.ts'
import { findRunnable } from '../composer/state.ts'
import { placesOf } from '../state/places.ts'
import type { Store } from '../state/state.ts'
import { followLink, goToPlace, reveal } from './actions.ts'
import type { MessageLook } from './state.ts'
import '@skyra/discord-components-core/discord-code.js'
import '@skyra/discord-components-core/discord-header.js'
import '@skyra/discord-components-core/discord-mention.js'
import '@skyra/discord-components-core/discord-quote.js'
import '@skyra/discord-components-core/discord-spoiler.js'
import '@skyra/discord-components-core/discord-subscript.js'
import '@skyra/discord-components-core/discord-time.js'
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'

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

type Link = Extract<MarkdownNode, { kind: 'link' }>

/** A link into a new tab; one to a message leads to that message, and stands as a sign where it has no words of its own. */
function drawLink({ target, content }: Link, drawn: unknown, look: MessageLook): TemplateResult {
  const link = readMessageLink(target)
  const name = link === undefined ? undefined : findPlaceName(look.scene, link.placeId)
  if (link === undefined || name === undefined) {
    return html`<a class="link" href=${target} target="_blank" rel="noopener noreferrer">${drawn}</a>`
  }
  const isBare = content[0]?.kind === 'text' && content[0].text === target
  const words = isBare ? html`<discord-mention type="channel">${name} › message</discord-mention>` : drawn
  return html`<a class="link" href=${target} @click=${(event: Event) => followLink(event, link, look.store)}>${words}</a>`
}

type Mention = Extract<MarkdownNode, { kind: 'user' | 'role' | 'channel' | 'everyone' | 'command' }>

function drawMention(mention: Mention, look: MessageLook): TemplateResult {
  const { scene, store } = look
  switch (mention.kind) {
    case 'user':
      return html`<discord-mention type="user">${findUserName(scene, mention.id) ?? unknownUser}</discord-mention>`
    case 'role':
      return html`<discord-mention type="role">${findRoleName(scene, mention.id) ?? unknownRole}</discord-mention>`
    case 'everyone':
      return html`<discord-mention type="role">${mention.name}</discord-mention>`
    case 'command':
      return drawCommandMention(mention.name, store)
    case 'channel':
      return drawChannelMention(mention.id, look)
  }
}

/** Pressed, it leads there. */
function drawChannelMention(id: string, { scene, person, store }: MessageLook): TemplateResult {
  const place = placesOf(scene, person.id).find((each) => each.id === id)
  if (place === undefined) return html`<discord-mention type="channel">unknown</discord-mention>`
  const type = place.parentId === undefined ? 'channel' : 'thread'
  return html`<button type="button" class="mention-button" aria-label=${`#${place.name}`} @click=${() => goToPlace(id, store)}
    ><discord-mention type=${type}>${place.name}</discord-mention></button
  >`
}

/** Pressed, it begins the command in the message box. */
function drawCommandMention(name: string, store: Store): TemplateResult {
  const begin = () => {
    const runnable = findRunnable(store.state, name)
    if (runnable !== undefined) chooseCommand(store, runnable)
  }
  return html`<button type="button" class="mention-button" aria-label=${`/${name}`} @click=${begin}
    ><discord-mention type="slash">${name}</discord-mention></button
  >`
}

/** Covered text. Skyra's element is a button for the mouse only; the rest is added here. */
function drawSpoiler(content: unknown, place: string, look: MessageLook): TemplateResult {
  const key = `${look.message.id}/${place}`
  const isRevealed = look.state.messages.revealed.has(key)
  const lift = () => reveal(look.store, key)
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    lift()
  }
  return html`<discord-spoiler
    .activated=${isRevealed}
    role=${isRevealed ? nothing : 'button'}
    tabindex=${isRevealed ? nothing : '0'}
    aria-label=${isRevealed ? nothing : 'Spoiler'}
    @click=${lift}
    @keydown=${press}
    ><span class="spoiler-inside" ?data-covered=${!isRevealed}>${content}</span></discord-spoiler
  >`
}

/** `<t:…>`, with the whole date as its tooltip. Both instants in milliseconds since the epoch. */
function drawTime(at: number, style: TimeStyle, now: number): TemplateResult {
  return html`<discord-time title=${formatTime(at, 'F', now)}
    ><time datetime=${new Date(at).toISOString()}>${formatTime(at, style, now)}</time></discord-time
  >`
}
