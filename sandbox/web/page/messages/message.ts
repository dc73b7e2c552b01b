import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../../discord/json.ts'
import { findUse } from '../../client/messages/conversation.ts'
import { findUserName, nameAuthor, unknownUser } from '../../client/messages/names.ts'
import { previewMessage } from '../../client/messages/plainText.ts'
import { formatMessageTime, formatTime } from '../../client/messages/times.ts'
import { paintAvatar } from '../../client/pictures.ts'
import type { Place, ShownMessage } from '../../protocol.ts'
import { drawDots, drawSign, icons } from '../parts/icons.ts'
import { findThreadFrom } from '../state/places.ts'
import { listVisible, type State, type Store } from '../state/state.ts'
import { dismissMessage, goToPlace, jumpToMessage, messageElementId } from './actions.ts'
import { formatColour } from './colours.ts'
import { drawComponents, drawUnknownReports } from './components.ts'
import { drawMarkdown } from './markdown.ts'
import { drawAttachments } from './media.ts'
import { drawToolbar, openMenuAtPointer } from './menu.ts'
import type { Look, MessageLook } from './state.ts'
import '@skyra/discord-components-core/discord-command.js'
import '@skyra/discord-components-core/discord-embed-description.js'
import '@skyra/discord-components-core/discord-embed-field.js'
import '@skyra/discord-components-core/discord-embed-fields.js'
import '@skyra/discord-components-core/discord-embed.js'
import '@skyra/discord-components-core/discord-message.js'
import '@skyra/discord-components-core/discord-reply.js'
import { html, nothing, type TemplateResult } from 'lit'

/** One message, with its author's name and picture unless the one above has them already. */
export function drawMessage(message: ShownMessage, isGrouped: boolean, look: Look): TemplateResult {
  const use = findUse(look.scene.sent, look.person.id, message.id)
  const waitingFor = look.state.messages.onTheirWay[message.id]?.customId ?? use.waitingFor
  const within: MessageLook = { ...look, message, use: { ...use, waitingFor } }
  return isGrouped ? drawGrouped(within) : drawHeaded(within)
}

/**
 * Skyra's element draws head and frame. Two parts of it are ours: the ephemeral note, since its own cannot be reached with
 * the keyboard, and `(edited)`, which says nothing of when there.
 */
function drawHeaded(look: MessageLook): TemplateResult {
  const { state, scene, person, message } = look
  const author = isObject(message.body.author) ? message.body.author : {}
  const name = nameAuthor(scene, message.body)
  const time = formatMessageTime(message.createdAt, state.now)
  return html`
    <discord-message
      id=${messageElementId(message.id)}
      class="message"
      role="article"
      aria-label=${`${name}, ${time}`}
      data-message=${message.id}
      ?data-ephemeral=${message.ephemeralFor !== undefined}
      ?data-menu=${state.openMenu === message.id}
      ?data-pinged=${isPinged(message, person.id)}
      .author=${name}
      .avatar=${paintAvatar(textIn(author.id), name)}
      .bot=${author.bot === true}
      .timestamp=${time}
      @contextmenu=${(event: MouseEvent) => openMenuAtPointer(event, message, look)}
    >
      ${drawToolbar(message, look)} ${drawOrigin(look)}
      <div class="message-body" tabindex="-1">${drawBody(look)}</div>
      <div class="message-notes" slot="components">${drawMessageNotes(look)}</div>
    </discord-message>
  `
}

/** Without a head. Not skyra's element, which puts the time in the middle of tall messages and lets the text slip aside. */
function drawGrouped(look: MessageLook): TemplateResult {
  const { state, scene, person, message } = look
  const time = formatTime(message.createdAt, 't', state.now)
  return html`
    <div
      id=${messageElementId(message.id)}
      class="message grouped"
      role="article"
      aria-label=${`${nameAuthor(scene, message.body)}, ${time}`}
      data-message=${message.id}
      ?data-ephemeral=${message.ephemeralFor !== undefined}
      ?data-menu=${state.openMenu === message.id}
      ?data-pinged=${isPinged(message, person.id)}
      @contextmenu=${(event: MouseEvent) => openMenuAtPointer(event, message, look)}
    >
      ${drawToolbar(message, look)}
      <time class="grouped-time">${time}</time>
      <div class="message-body" tabindex="-1">${drawBody(look)}</div>
      <div class="message-notes">${drawMessageNotes(look)}</div>
    </div>
  `
}

function isPinged({ pings, body }: ShownMessage, personId: string): boolean {
  const isOwn = isObject(body.author) && body.author.id === personId
  return !isOwn && (pings.includes(personId) || pings.includes('everyone'))
}

const isComponentsV2 = 1 << 15

/** What a message says and shows. */
function drawBody(look: MessageLook): TemplateResult {
  const { message, scene } = look
  const { body } = message
  if (message.isLoading) {
    return html`<p class="thinking">${drawDots()} <span>${scene.bot.name} is thinking…</span></p>`
  }
  const content = textIn(body.content)
  const isV2 = (Number(body.flags) & isComponentsV2) !== 0
  return html`
    ${
      content === ''
        ? nothing
        : html`<div class="markup">${drawMarkdown(content, 'content', look)} ${isV2 ? nothing : drawEdited(body)}</div>`
    }
    ${isV2 ? nothing : drawAttachments(objectsIn(body.attachments), look)}
    ${objectsIn(body.embeds).map((embed, index) => drawEmbed(embed, `embed-${index}`, look))}
    ${drawComponents(objectsIn(body.components), look)} ${drawUnknownReports(message)}
    ${isV2 || content === '' ? drawEdited(body) : nothing}
  `
}

/** `(edited)`, with the time as its tooltip, where a message was. */
function drawEdited(body: JsonObject): TemplateResult | typeof nothing {
  const at = Date.parse(textIn(body.edited_timestamp))
  if (Number.isNaN(at)) return nothing
  return html`<time class="edited" datetime=${new Date(at).toISOString()} title=${formatTime(at, 'F', at)}>(edited)</time>`
}

/**
 * The older kind of framed message. Titles are drawn as ours: given to skyra's element, every number of 17 digits in them
 * would be looked up as an emoji on the network.
 */
function drawEmbed(embed: JsonObject, key: string, look: MessageLook): TemplateResult {
  const title = textIn(embed.title)
  const fields = objectsIn(embed.fields)
  return html`
    <discord-embed class="embed" .color=${formatColour(embed.color) ?? '#1e1f22'}>
      <discord-embed-description slot="description">
        ${title === '' ? nothing : html`<strong class="embed-title">${drawMarkdown(title, `${key}-title`, look)}</strong>`}
        <div class="markup">${drawMarkdown(textIn(embed.description), key, look)}</div>
      </discord-embed-description>
      ${
        fields.length === 0
          ? nothing
          : html`<discord-embed-fields slot="fields">${fields.map((field, index) => drawEmbedField(field, `${key}-${index}`, look))}</discord-embed-fields>`
      }
    </discord-embed>
  `
}

const drawEmbedField = (field: JsonObject, key: string, look: MessageLook): TemplateResult => html`
  <discord-embed-field>
    <strong class="embed-field-name">${drawMarkdown(textIn(field.name), `${key}-name`, look)}</strong>
    <div class="markup">${drawMarkdown(textIn(field.value), key, look)}</div>
  </discord-embed-field>
`

const reply = 19

/** The line above a message that says what brought it: an older message, or somebody's command. */
function drawOrigin(look: MessageLook): TemplateResult | typeof nothing {
  const { body, command } = look.message
  const reference = body.message_reference
  if (numberIn(body.type) === reply && isObject(reference)) return drawReply(textIn(reference.message_id), look)
  return command === undefined ? nothing : drawUsedCommand(command.personId, command.name, look)
}

/** `Ana used kling video` */
export function drawUsedCommand(personId: string, command: string, { scene }: Look): TemplateResult {
  const name = findUserName(scene, personId) ?? unknownUser
  return html`
    <discord-command
      slot="reply"
      class="origin"
      .author=${name}
      .avatar=${paintAvatar(personId, name)}
      .command=${command}
      type="slash_command"
    ></discord-command>
  `
}

function drawReply(messageId: string, { scene, state, message }: MessageLook): TemplateResult {
  const known = scene.messages.find(({ id }) => id === messageId)?.body
  const given = message.body.referenced_message
  const body: JsonObject | undefined = known ?? (isObject(given) ? given : undefined)
  if (body === undefined) return html`<discord-reply slot="reply" class="origin" .avatar=${''} deleted></discord-reply>`
  const author = isObject(body.author) ? body.author : {}
  const name = nameAuthor(scene, body)
  const jump = (event: Event) => {
    event.preventDefault()
    jumpToMessage(messageId)
  }
  return html`
    <discord-reply
      slot="reply"
      class="origin"
      .author=${name}
      .avatar=${paintAvatar(textIn(author.id), name)}
      .bot=${author.bot === true}
      .edited=${textIn(body.edited_timestamp) !== ''}
      .attachment=${objectsIn(body.attachments).length > 0}
      ><a class="reply-link" href=${`#${messageElementId(messageId)}`} @click=${jump}
        >${previewMessage(body, { named: scene, now: state.now })}</a
      ></discord-reply
    >
  `
}

/** What stands below a message: what went wrong with it, and who sees it. */
function drawMessageNotes({ state, scene, message, use, store }: MessageLook): TemplateResult {
  const problem = state.messages.problems[message.id] ?? (use.hasFailed ? 'This interaction failed' : undefined)
  const thread = findThreadFrom(scene, message)
  return html`
    ${problem === undefined ? nothing : drawFailure(problem)}
    ${thread === undefined ? nothing : drawThreadLine(thread, state, store)}
    ${message.ephemeralFor === undefined ? nothing : drawEphemeralNote(() => dismissMessage(store, message.id))}
  `
}

/** The line below a message that leads to the thread which it started. */
function drawThreadLine({ id, name }: Place, state: State, store: Store): TemplateResult {
  const count = listVisible(state, id).length
  const words = count === 1 ? '1 message' : `${count} messages`
  return html`
    <button type="button" class="thread-line" aria-label=${`Thread ${name}, ${words}`} @click=${() => goToPlace(id, store)}>
      ${icons.thread}<span class="thread-name">${name}</span><span class="thread-count">${words} ›</span>
    </button>
  `
}

/** Below what only one person sees. */
export function drawEphemeralNote(dismiss: () => void): TemplateResult {
  return html`
    <p class="ephemeral-note">
      ${drawSign('eye')} Only you can see this ·
      <button type="button" class="text-button" @click=${dismiss}>Dismiss message</button>
    </p>
  `
}

/** Something could not be done. */
export function drawFailure(words: string): TemplateResult {
  return html`<p class="failure" role="alert">${drawSign('warning')} ${words}</p>`
}
