import { html, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-mention.js'
import type { MarkdownNode } from '../../../client/messages/markdownNode.ts'
import { findPlaceName } from '../../../client/messages/names.ts'
import { type MessageLink, readMessageLink } from '../../../client/messages/readMessageLink.ts'
import { afterDraw } from '../../fields/afterDraw.ts'
import { choosePlace } from '../../state/moveTo.ts'
import { jumpToMessage } from '../actions/jumpToMessage.ts'
import type { MessageLook } from '../look.ts'

type Link = Extract<MarkdownNode, { kind: 'link' }>

/** A link into a new tab; one to a message leads to that message, and stands as a sign where it has no words of its own. */
export function drawLink({ target, content }: Link, drawn: unknown, look: MessageLook): TemplateResult {
  const link = readMessageLink(target)
  const name = link === undefined ? undefined : findPlaceName(look.scene, link.placeId)
  if (link === undefined || name === undefined) {
    return html`<a class="link" href=${target} target="_blank" rel="noopener noreferrer">${drawn}</a>`
  }
  const isBare = content[0]?.kind === 'text' && content[0].text === target
  const words = isBare ? html`<discord-mention type="channel">${name} › message</discord-mention>` : drawn
  return html`<a class="link" href=${target} @click=${(event: Event) => follow(event, link, look)}>${words}</a>`
}

function follow(event: Event, { placeId, messageId }: MessageLink, { does }: MessageLook): void {
  event.preventDefault()
  if (does.read().placeId !== placeId) does.update((state) => choosePlace(state, placeId))
  afterDraw(() => jumpToMessage(messageId))
}
