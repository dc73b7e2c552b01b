import { html, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-mention.js'
import type { MarkdownNode } from '../../../client/messages/markdownNode.ts'
import { findPlaceName, findUserName, unknownUser } from '../../../client/messages/names.ts'
import type { MessageLook } from '../look.ts'

type Mention = Extract<MarkdownNode, { kind: 'user' | 'role' | 'channel' | 'everyone' | 'command' }>

export function drawMention(mention: Mention, { scene }: MessageLook): TemplateResult {
  switch (mention.kind) {
    case 'user':
      return html`<discord-mention type="user">${findUserName(scene, mention.id) ?? unknownUser}</discord-mention>`
    case 'role':
      return html`<discord-mention type="role">unknown-role</discord-mention>`
    case 'everyone':
      return html`<discord-mention type="role">${mention.name}</discord-mention>`
    case 'command':
      return html`<discord-mention type="slash">${mention.name}</discord-mention>`
    case 'channel':
      return html`<discord-mention type="channel">${findPlaceName(scene, mention.id) ?? 'unknown'}</discord-mention>`
  }
}
