import { html, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-mention.js'
import type { MarkdownNode } from '../../../client/messages/markdownNode.ts'
import { findPlaceName, findRoleName, findUserName, unknownRole, unknownUser } from '../../../client/messages/names.ts'
import { chooseCommand } from '../../composer/chooseCommand.ts'
import { findRunnable } from '../../composer/offeredRunnable.ts'
import type { Does } from '../../state/does.ts'
import type { MessageLook } from '../look.ts'

type Mention = Extract<MarkdownNode, { kind: 'user' | 'role' | 'channel' | 'everyone' | 'command' }>

export function drawMention(mention: Mention, { scene, does }: MessageLook): TemplateResult {
  switch (mention.kind) {
    case 'user':
      return html`<discord-mention type="user">${findUserName(scene, mention.id) ?? unknownUser}</discord-mention>`
    case 'role':
      return html`<discord-mention type="role">${findRoleName(scene, mention.id) ?? unknownRole}</discord-mention>`
    case 'everyone':
      return html`<discord-mention type="role">${mention.name}</discord-mention>`
    case 'command':
      return drawCommandMention(mention.name, does)
    case 'channel':
      return html`<discord-mention type="channel">${findPlaceName(scene, mention.id) ?? 'unknown'}</discord-mention>`
  }
}

/** Pressed, it begins the command in the message box. */
function drawCommandMention(name: string, does: Does): TemplateResult {
  const begin = () => {
    const runnable = findRunnable(does.read(), name)
    if (runnable !== undefined) chooseCommand(does, runnable)
  }
  return html`<button type="button" class="command-mention" aria-label=${`/${name}`} @click=${begin}
    ><discord-mention type="slash">${name}</discord-mention></button
  >`
}
