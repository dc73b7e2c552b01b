import { html, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import '@skyra/discord-components-core/discord-messages.js'
import { findNews } from '../../client/messages/findNews.ts'
import { type Entry, listEntries } from '../../client/messages/listEntries.ts'
import { listOpenCommands } from '../../client/messages/listOpenCommands.ts'
import type { Does } from '../state/does.ts'
import { findPerson, findPlace, listVisible, type State } from '../state/state.ts'
import { drawCommand } from './drawCommand.ts'
import { drawDay } from './drawDay.ts'
import { drawMessage } from './drawMessage.ts'
import { drawWelcome } from './drawWelcome.ts'
import { followBottom } from './followBottom.ts'
import type { Look } from './look.ts'
import { drawLargePicture } from './media/drawLargePicture.ts'
import { drawMenu } from './menu/drawMenu.ts'

/** The conversation in a place, as the chosen person sees it. */
export function drawMessages(state: State, does: Does): TemplateResult {
  const { scene, personId, placeId } = state
  const person = findPerson(state)
  const place = findPlace(state)
  if (scene === undefined || person === undefined || place === undefined)
    return html`<section class="messages"></section>`
  const look: Look = { state, scene, person, place, does }
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
          ${drawWelcome(look)}
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
    ${drawMenu(look)} ${drawLargePicture(state.messages.picture, does)}
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
