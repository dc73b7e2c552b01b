import { html, type TemplateResult } from 'lit'
import { reveal } from '../actions/reveal.ts'
import type { MessageLook } from '../look.ts'

/** Something behind a spoiler: blurred, and out of reach until it is revealed. */
export function drawCover(content: TemplateResult, place: string, look: MessageLook): TemplateResult {
  const key = `${look.message.id}/${place}`
  const isRevealed = look.state.messages.revealed.has(key)
  return html`
    <div class="cover" ?data-revealed=${isRevealed}>
      <div class="cover-inside" ?inert=${!isRevealed}>${content}</div>
      <button type="button" class="cover-button" ?hidden=${isRevealed} @click=${() => reveal(look.does, key)}>
        <span>Spoiler</span>
      </button>
    </div>
  `
}
