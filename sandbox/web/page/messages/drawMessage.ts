import { html, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-message.js'
import { isObject, textIn } from '../../../discord/json.ts'
import { findUse } from '../../client/messages/findUse.ts'
import { formatMessageTime } from '../../client/messages/formatMessageTime.ts'
import { formatTime } from '../../client/messages/formatTime.ts'
import { nameAuthor } from '../../client/messages/names.ts'
import { paintAvatar } from '../../client/paintAvatar.ts'
import type { ShownMessage } from '../../protocol.ts'
import { messageElementId } from './actions/jumpToMessage.ts'
import { drawBody } from './drawBody.ts'
import { drawMessageNotes } from './drawNotes.ts'
import { drawOrigin } from './drawOrigin.ts'
import type { Look, MessageLook } from './look.ts'
import { drawToolbar } from './menu/drawToolbar.ts'
import { openMenuAtPointer } from './menu/openMenu.ts'

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
