import { type Entry, listEntries, listOpenCommands } from '../../client/messages/conversation.ts'
import { findPlaceName } from '../../client/messages/names.ts'
import { findNews } from '../../client/messages/plainText.ts'
import { formatMessageTime, formatTime } from '../../client/messages/times.ts'
import { paintAvatar } from '../../client/pictures.ts'
import type { SentAction } from '../../protocol.ts'
import { isPanelOpen } from '../layout/drawers.ts'
import { drawExampleButton } from '../panel/example.ts'
import { drawDots, drawSign, icons } from '../parts/icons.ts'
import { findPerson, findPlace, listVisible, type State, type Store } from '../state/state.ts'
import { dismissFailure, followLink, messageElementId } from './actions.ts'
import { drawLargePicture } from './media.ts'
import { drawMenu } from './menu.ts'
import { drawEphemeralNote, drawFailure, drawMessage, drawUsedCommand } from './message.ts'
import type { Look } from './state.ts'
import '@skyra/discord-components-core/discord-message.js'
import '@skyra/discord-components-core/discord-messages.js'
import { html, noChange, nothing, type TemplateResult } from 'lit'
import { AsyncDirective, directive, type ElementPart } from 'lit/async-directive.js'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'

/** The conversation in a place, as the chosen person sees it. */
export function drawMessages(state: State, store: Store): TemplateResult {
  const { scene, personId, placeId } = state
  const person = findPerson(state)
  const place = findPlace(state)
  if (scene === undefined || person === undefined || place === undefined)
    return html`<section class="messages"></section>`
  const look: Look = { state, scene, person, place, store }
  const visible = listVisible(state, placeId)
  const open = listOpenCommands(scene.sent, { personId, placeId, dismissed: state.dismissedFailures })
  const entries = listEntries(visible, open)
  const label = `Messages in ${place.name}`
  // The list says nothing by itself, since messages change every few seconds: the line below it says what is new.
  return html`
    ${keyed(
      placeId,
      html`<section class="messages" aria-label=${label} tabindex="0" ${followBottom(open.at(-1)?.id)}>
        <div class="messages-inside">
          ${drawWelcome(look, entries.length === 0)}
          <discord-messages no-background role="log" aria-live="off" aria-label=${label}>
            ${repeat(
              entries,
              ({ key }) => key,
              (entry) => drawEntry(entry, look),
            )}
          </discord-messages>
        </div>
        <p class="visually-hidden" role="status">${findNews(visible, scene)}</p>
      </section>`,
    )}
    ${drawMenu(look)} ${drawLargePicture(state.messages.picture, store)}
  `
}

function drawEntry(entry: Entry, look: Look): TemplateResult {
  switch (entry.kind) {
    case 'day':
      return drawDay(entry.at)
    case 'command':
      return drawCommand(entry.sent, look)
    case 'message':
      return drawMessage(entry.message, entry.isGrouped, look)
  }
}

/** The beginning of a conversation. While nothing was said or begun, it has the example where the panel is not in sight. */
function drawWelcome({ scene, place, state, store }: Look, isEmpty: boolean): TemplateResult {
  const { bot } = scene
  const isNew = isEmpty && state.composer.command === undefined
  const example = isNew && !isPanelOpen(state) ? drawExampleButton(state, store) : nothing
  const invitation = html`Type <kbd>/kling</kbd> to make a video.`
  if (place.kind === 'direct') {
    return html`
      <header class="welcome">
        <img class="welcome-avatar" src=${paintAvatar(bot.id, bot.name)} alt="" width="80" height="80" />
        <h2>${bot.name}</h2>
        <p>This is the beginning of your direct message history with <strong>${bot.name}</strong>. ${invitation}</p>
        ${example}
      </header>
    `
  }
  const { parentId } = place
  if (parentId !== undefined) {
    const follow = (event: Event) => followLink(event, { placeId: parentId, messageId: place.id }, store)
    return html`
      <header class="welcome">
        <span class="welcome-sign">${icons.thread}</span>
        <h2>${place.name}</h2>
        <p>
          A thread in #${findPlaceName(scene, parentId) ?? ''}, from
          <a class="link" href=${`#${messageElementId(place.id)}`} @click=${follow}>this message</a>.
        </p>
      </header>
    `
  }
  return html`
    <header class="welcome">
      <span class="welcome-sign">${drawSign('channel')}</span>
      <h2>Welcome to #${place.name}!</h2>
      <p>This is the start of the #${place.name} channel. ${invitation}</p>
      ${example}
    </header>
  `
}

/** The line between two days. @param at milliseconds since the epoch */
function drawDay(at: number): TemplateResult {
  const day = formatTime(at, 'D', at)
  return html`<div class="day" role="separator" aria-label=${day}><span>${day}</span></div>`
}

/** What the person sees of their command as long as the bot has not answered, and afterwards if it never did. */
function drawCommand(sent: SentAction, look: Look): TemplateResult {
  const { scene, state, store } = look
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
        ${hasFailed ? drawEphemeralNote(() => dismissFailure(store, sent.id)) : nothing}
      </div>
    </discord-message>
  `
}

/** How far from its end a conversation still counts as being at its end, in pixels. */
const near = 24

/** A class because lit's directives are. */
class FollowBottom extends AsyncDirective {
  #element: Element | undefined
  #isAtBottom = true
  #latest: string | undefined
  readonly #observer = new ResizeObserver(() => this.#toBottom())
  #top = 0
  /** Told of late, when more may have come already: only who has gone up is not at the end any more. */
  readonly #look = () => {
    const element = this.#element
    if (element === undefined) return
    if (element.scrollHeight - element.clientHeight - element.scrollTop < near) this.#isAtBottom = true
    else if (element.scrollTop < this.#top) this.#isAtBottom = false
    this.#top = element.scrollTop
  }

  render(_latest: string | undefined): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [latest]: [string | undefined]): unknown {
    if (this.#element === undefined) {
      this.#element = element
      this.reconnected()
    }
    if (latest !== undefined && latest !== this.#latest) this.#isAtBottom = true
    this.#latest = latest
    return noChange
  }

  #toBottom(): void {
    const element = this.#element
    if (!this.#isAtBottom || element === undefined) return
    element.scrollTop = element.scrollHeight
    this.#top = element.scrollTop
  }

  override reconnected(): void {
    const element = this.#element
    if (element === undefined) return
    element.addEventListener('scroll', this.#look)
    this.#observer.observe(element)
    // What is inside is drawn after the element itself.
    queueMicrotask(() => {
      for (const child of element.children) this.#observer.observe(child)
    })
  }

  override disconnected(): void {
    this.#element?.removeEventListener('scroll', this.#look)
    this.#observer.disconnect()
  }
}

/**
 * Keeps a conversation at its end while it grows, as long as one is there; whoever reads further up stays where they are:
 * `<section ${followBottom(latest)}>`, where another `latest` leads to the end in any case.
 */
const followBottom = directive(FollowBottom)
