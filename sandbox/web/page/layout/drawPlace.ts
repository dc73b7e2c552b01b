import { html, nothing, type TemplateResult } from 'lit'
import type { Unread } from '../../client/countUnread.ts'
import type { Place } from '../../protocol.ts'
import { focusComposer } from '../composer/focusComposer.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import { isBotOnline } from '../state/botState.ts'
import type { Does } from '../state/does.ts'
import { isGated, unreadIn } from '../state/listPlaces.ts'
import { choosePlace } from '../state/moveTo.ts'
import type { State } from '../state/state.ts'
import { closeDrawer } from './drawers.ts'
import { focusSoon } from './focusSoon.ts'
import { icons } from './icons.ts'

/** A channel, or the conversation with the bot, in the list. */
export function drawPlace(place: Place, state: State, does: Does): TemplateResult {
  const isChosen = place.id === state.placeId
  const unread = isChosen ? nothingNew : unreadIn(state, place)
  return html`<button
    class="place"
    data-kind=${place.kind}
    data-place=${place.id}
    ?data-unread=${unread.isUnread}
    aria-current=${isChosen ? 'page' : nothing}
    aria-label=${nameOf(place, unread, isBotOnline(state))}
    @click=${() => choose(place, does)}
  >
    ${drawSign(place, state)}
    <span class="place-name">${place.name}</span>
    ${unread.pings === 0 ? nothing : html`<span class="badge">${unread.pings > 99 ? '99+' : unread.pings}</span>`}
  </button>`
}

const nothingNew: Unread = { isUnread: false, pings: 0 }

/** With everything that is only seen. */
function nameOf({ name, kind }: Place, { isUnread, pings }: Unread, isBotThere: boolean): string {
  const parts = [name]
  if (kind === 'ageRestricted') parts.push('age-restricted')
  if (kind === 'direct') parts.push(isBotThere ? 'online' : 'offline')
  if (pings > 0) parts.push(pings === 1 ? '1 mention' : `${pings} mentions`)
  else if (isUnread) parts.push('unread messages')
  return parts.join(', ')
}

/** One goes on writing there, as in Discord; a drawer gives the focus back to what opened it. */
function choose(place: Place, does: Does): void {
  does.update((state) => choosePlace(state, place.id))
  const state = does.read()
  if (state.drawer !== 'none') closeDrawer(does)
  else if (isGated(state, place)) focusSoon('.gate')
  else focusComposer(state)
}

function drawSign(place: Place, state: State): TemplateResult {
  if (place.kind === 'ageRestricted') return icons.ageRestricted
  if (place.kind === 'text' || state.scene === undefined) return icons.channel
  const { id, name } = state.scene.bot
  return drawAvatar(id, name, isBotOnline(state) ? 'online' : 'offline')
}
