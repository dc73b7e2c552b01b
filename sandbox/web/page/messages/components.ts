import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../../discord/json.ts'
import { findUnknownTypes, isWebAddress } from '../../client/messages/media.ts'
import { readEmoji } from '../../client/messages/names.ts'
import { selectTypes } from '../../client/selects.ts'
import type { ShownMessage } from '../../protocol.ts'
import { drawDots, drawSign } from '../parts/icons.ts'
import { useComponent } from './actions.ts'
import { formatColour } from './colours.ts'
import { drawMarkdown } from './markdown.ts'
import { drawCover, drawFileComponent, drawGallery, drawThumbnail } from './media.ts'
import { drawSelect } from './select.ts'
import type { MessageLook } from './state.ts'
import '@skyra/discord-components-core/discord-action-row.js'
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { styleMap } from 'lit/directives/style-map.js'

/** Components below each other. A video is kept by its address, so that it goes on playing when others come or go. */
export function drawComponents(components: readonly JsonObject[], look: MessageLook): unknown {
  if (components.length === 0) return nothing
  return repeat(
    components,
    (component, index) => keyOfComponent(component, components, index),
    (component) => drawComponent(component, look),
  )
}

/** The n-th of its type: another text above a gallery does not make it another gallery. */
function keyOfComponent({ type }: JsonObject, components: readonly JsonObject[], index: number): string {
  const before = components.slice(0, index).filter((component) => component.type === type).length
  return `${type}-${before}`
}

/** @see https://discord.com/developers/docs/components/reference#component-object-component-types */
function drawComponent(component: JsonObject, look: MessageLook): TemplateResult {
  const key = `component-${component.id}`
  const inside = () => drawComponents(objectsIn(component.components), look)
  switch (component.type) {
    case 1:
      return drawActionRow(component, look)
    case 9:
      return drawSection(component, inside(), look)
    case 10:
      return html`<div class="markup text-display">${drawMarkdown(textIn(component.content), key, look)}</div>`
    case 12:
      return drawGallery(objectsIn(component.items), key, look)
    case 13:
      return drawFileComponent(component, key, look)
    case 14:
      return drawSeparator(component)
    case 17:
      return drawContainer(component, inside(), look)
    default:
      return drawUnknown(component)
  }
}

/** Buttons beside each other, or a select. */
function drawActionRow(component: JsonObject, look: MessageLook): TemplateResult {
  return html`
    <discord-action-row class="action-row">
      ${repeat(
        objectsIn(component.components),
        (inner, index) => textIn(inner.custom_id) || index,
        (inner) => drawInRow(inner, look),
      )}
    </discord-action-row>
  `
}

function drawInRow(component: JsonObject, look: MessageLook): TemplateResult {
  if (component.type === 2) return drawButton(component, look)
  return selectTypes.includes(Number(component.type)) ? drawSelect(component, look) : drawUnknown(component)
}

/** @see https://discord.com/developers/docs/components/reference#button-button-styles */
const buttonStyles: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }
const linkStyle = 5
const premiumStyle = 6

/**
 * A button of any style. Skyra's is not used: it can be pressed although it is disabled, has to stand in a row, knows no
 * waiting and only emoji from the network.
 */
function drawButton(component: JsonObject, look: MessageLook): TemplateResult {
  const label = drawButtonLabel(component)
  switch (numberIn(component.style)) {
    case linkStyle:
      return drawLinkButton(component, label)
    case premiumStyle:
      return html`<span class="component-button" data-style="premium">Premium button (${textIn(component.sku_id)})</span>`
    default:
      return drawPressableButton(component, label, look)
  }
}

function drawButtonLabel(component: JsonObject): TemplateResult {
  const emoji = readEmoji(component.emoji)
  return html`
    <span class="component-button-label">
      ${emoji === '' ? nothing : html`<span class="component-button-emoji">${emoji}</span>`} ${textIn(component.label)}
    </span>
  `
}

function drawLinkButton(component: JsonObject, label: TemplateResult): TemplateResult {
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

/** While one of a message's buttons waits for its answer, Discord takes no pressButton on the others. */
function drawPressableButton(component: JsonObject, label: TemplateResult, look: MessageLook): TemplateResult {
  const customId = textIn(component.custom_id)
  const isWaiting = look.use.waitingFor === customId
  const isBlocked = look.use.waitingFor !== undefined
  return html`
    <button
      type="button"
      class="component-button"
      data-style=${buttonStyles[numberIn(component.style)] ?? 'secondary'}
      ?disabled=${component.disabled === true}
      aria-disabled=${isBlocked ? 'true' : nothing}
      aria-busy=${isWaiting ? 'true' : nothing}
      @click=${() => (isBlocked ? undefined : pressButton(customId, look))}
    >
      ${label} ${isWaiting ? drawDots() : nothing}
    </button>
  `
}

function pressButton(customId: string, look: MessageLook): void {
  const by = { personId: look.person.id, placeId: look.place.id, messageId: look.message.id }
  void useComponent(look, { kind: 'press', ...by, customId })
}

/** Texts with a button or a small picture beside them. */
function drawSection({ accessory }: JsonObject, texts: unknown, look: MessageLook): TemplateResult {
  return html`
    <div class="section">
      <div class="section-texts">${texts}</div>
      <div class="section-accessory">${drawAccessory(accessory, look)}</div>
    </div>
  `
}

function drawAccessory(accessory: unknown, look: MessageLook): TemplateResult {
  const component = isObject(accessory) ? accessory : {}
  if (component.type === 2) return drawButton(component, look)
  return component.type === 11 ? drawThumbnail(component, look) : drawUnknown(component)
}

/** A frame around components, with a bar in the accent colour. */
function drawContainer(component: JsonObject, components: unknown, look: MessageLook): TemplateResult {
  const colour = formatColour(component.accent_color)
  const inside = html`<div class="container-inside">${components}</div>`
  return html`
    <div class="container" ?data-accent=${colour !== undefined} style=${styleMap({ '--accent': colour })}>
      ${component.spoiler === true ? drawCover(inside, `component-${component.id}`, look) : inside}
    </div>
  `
}

/** Room between components, with or without a line. */
const drawSeparator = ({ divider, spacing }: JsonObject): TemplateResult =>
  html`<hr class="separator" ?data-line=${divider !== false} ?data-large=${numberIn(spacing) === 2} />`

/** A component that nobody has taught the page yet is seen, not left out. */
const drawUnknown = ({ type }: JsonObject): TemplateResult =>
  html`<p class="unknown-component" role="note">Component type ${String(type)} is not drawn here</p>`

/** Says in the console, once per message and type, what is not drawn: the tests in the browser fail then. */
export function drawUnknownReports({ id, body }: ShownMessage): unknown {
  return repeat(
    findUnknownTypes(body.components),
    (type) => type,
    (type) =>
      guard([], () => {
        console.error(`Component type ${String(type)} of message ${id} is not drawn.`)
        return nothing
      }),
  )
}
