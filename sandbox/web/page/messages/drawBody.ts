import { html, nothing, type TemplateResult } from 'lit'
import { objectsIn, textIn } from '../../../discord/json.ts'
import { drawComponents } from './components/drawComponents.ts'
import { drawUnknownReports } from './components/drawUnknown.ts'
import { drawAttachments } from './drawAttachments.ts'
import { drawDots } from './drawDots.ts'
import { drawEdited } from './drawEdited.ts'
import { drawEmbed } from './drawEmbed.ts'
import type { MessageLook } from './look.ts'
import { drawMarkdown } from './markdown/drawMarkdown.ts'

const isComponentsV2 = 1 << 15

/** What a message says and shows. */
export function drawBody(look: MessageLook): TemplateResult {
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
