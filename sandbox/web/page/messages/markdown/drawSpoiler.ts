import { html, nothing, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-spoiler.js'
import { reveal } from '../actions/reveal.ts'
import type { MessageLook } from '../look.ts'

/** Covered text. Skyra's element is a button for the mouse only; the rest is added here. */
export function drawSpoiler(content: unknown, place: string, look: MessageLook): TemplateResult {
  const key = `${look.message.id}/${place}`
  const isRevealed = look.state.messages.revealed.has(key)
  const lift = () => reveal(look.does, key)
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
