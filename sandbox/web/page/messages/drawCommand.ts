import { html, nothing, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-message.js'
import { formatMessageTime } from '../../client/messages/formatMessageTime.ts'
import { paintAvatar } from '../../client/paintAvatar.ts'
import type { SentAction } from '../../protocol.ts'
import { dismissFailure } from './actions/dismissMessage.ts'
import { drawDots } from './drawDots.ts'
import { drawEphemeralNote, drawFailure } from './drawNotes.ts'
import { drawUsedCommand } from './drawOrigin.ts'
import type { Look } from './look.ts'

/** What the person sees of their command as long as the bot has not answered, and afterwards if it never did. */
export function drawCommand(sent: SentAction, look: Look): TemplateResult {
  const { scene, state, does } = look
  const { bot } = scene
  const hasFailed = sent.state === 'didNotRespond'
  return html`
    <discord-message
      class="message"
      role="article"
      aria-label=${`${bot.name}, ${hasFailed ? 'did not respond' : 'sending command'}`}
      data-sent=${sent.id}
      ?data-ephemeral=${hasFailed}
      .author=${bot.name}
      .avatar=${paintAvatar(bot.id, bot.name)}
      .bot=${true}
      .timestamp=${formatMessageTime(sent.at, state.now)}
    >
      ${sent.name === undefined ? nothing : drawUsedCommand(sent.personId, sent.name, look)}
      <div class="message-body">
        ${hasFailed ? drawFailure('The application did not respond') : html`<p class="thinking">${drawDots()} <span>Sending command…</span></p>`}
      </div>
      <div class="message-notes" slot="components">
        ${hasFailed ? drawEphemeralNote(() => dismissFailure(does, sent.id)) : nothing}
      </div>
    </discord-message>
  `
}
