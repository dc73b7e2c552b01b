import { html, nothing, type TemplateResult } from 'lit'
import { type JsonObject, numberIn, textIn } from '../../../../discord/json.ts'
import { isWebAddress } from '../../../client/messages/media.ts'
import { readEmoji } from '../../../client/readEmoji.ts'
import { useComponent } from '../actions/useComponent.ts'
import { drawDots } from '../drawDots.ts'
import { drawSign } from '../drawSign.ts'
import type { MessageLook } from '../look.ts'

/** @see https://discord.com/developers/docs/components/reference#button-button-styles */
const styles: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }
const link = 5
const premium = 6

/**
 * A button of any style. Skyra's is not used: it can be pressed although it is disabled, has to stand in a row, knows no
 * waiting and only emoji from the network.
 */
export function drawButton(component: JsonObject, look: MessageLook): TemplateResult {
  const label = drawLabel(component)
  switch (numberIn(component.style)) {
    case link:
      return drawLink(component, label)
    case premium:
      return html`<span class="component-button" data-style="premium">Premium button (${textIn(component.sku_id)})</span>`
    default:
      return drawPressable(component, label, look)
  }
}

function drawLabel(component: JsonObject): TemplateResult {
  const emoji = readEmoji(component.emoji)
  return html`
    <span class="component-button-label">
      ${emoji === '' ? nothing : html`<span class="component-button-emoji">${emoji}</span>`} ${textIn(component.label)}
    </span>
  `
}

function drawLink(component: JsonObject, label: TemplateResult): TemplateResult {
  const url = textIn(component.url)
  if (component.disabled === true || !isWebAddress(url)) {
    return html`<button type="button" class="component-button" data-style="link" disabled>${label} ${drawSign('launch')}</button>`
  }
  return html`
    <a class="component-button" data-style="link" href=${url} target="_blank" rel="noopener noreferrer">
      ${label} ${drawSign('launch')}
    </a>
  `
}

/** While one of a message's buttons waits for its answer, Discord takes no press on the others. */
function drawPressable(component: JsonObject, label: TemplateResult, look: MessageLook): TemplateResult {
  const customId = textIn(component.custom_id)
  const isWaiting = look.use.waitingFor === customId
  const isBlocked = look.use.waitingFor !== undefined
  return html`
    <button
      type="button"
      class="component-button"
      data-style=${styles[numberIn(component.style)] ?? 'secondary'}
      ?disabled=${component.disabled === true}
      aria-disabled=${isBlocked ? 'true' : nothing}
      aria-busy=${isWaiting ? 'true' : nothing}
      @click=${() => (isBlocked ? undefined : press(customId, look))}
    >
      ${label} ${isWaiting ? drawDots() : nothing}
    </button>
  `
}

function press(customId: string, look: MessageLook): void {
  const by = { personId: look.person.id, placeId: look.place.id, messageId: look.message.id }
  void useComponent(look, { kind: 'press', ...by, customId })
}
