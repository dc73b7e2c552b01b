import { html, nothing, type TemplateResult } from 'lit'
import type { Place } from '../../protocol.ts'
import { focusComposer } from '../composer/focusComposer.ts'
import type { Does } from '../state/does.ts'
import { isGated, unreadIn } from '../state/listPlaces.ts'
import { choosePlace } from '../state/moveTo.ts'
import type { State } from '../state/state.ts'
import { drawAvatar } from './drawAvatar.ts'
import { closeDrawer } from './drawers.ts'
import { icons } from './icons.ts'

/** A channel, or the conversation with the bot, in the list. */
export function drawPlace(place: Place, state: State, does: Does): TemplateResult {
  const isChosen = place.id === state.placeId
  const { isUnread, pings } = unreadIn(state, place)
  return html`<button
    class="place"
    data-kind=${place.kind}
    data-place=${place.id}
    ?data-unread=${isUnread && !isChosen}
    aria-current=${isChosen ? 'page' : nothing}
    @click=${() => choose(place, does)}
  >
    ${drawSign(place, state)}
    <span class="place-name">${place.name}</span>
    ${place.kind === 'ageRestricted' ? html`<span class="visually-hidden">, age-restricted</span>` : nothing}
    ${isChosen ? nothing : drawNews(isUnread, pings)}
  </button>`
}

/** One goes on writing there, as in Discord; a drawer gives the focus back to what opened it. */
function choose(place: Place, does: Does): void {
  does.update((state) => choosePlace(state, place.id))
  const state = does.read()
  if (state.drawer !== 'none') closeDrawer(does)
  else if (!isGated(state, place)) focusComposer(state)
}

function drawSign(place: Place, { scene }: State): TemplateResult {
  if (place.kind === 'ageRestricted') return icons.ageRestricted
  if (place.kind === 'text' || scene === undefined) return icons.channel
  const isOnline = scene.bot.state === 'serving'
  return html`${drawAvatar(scene.bot.id, scene.bot.name, isOnline ? 'online' : 'offline')}
    <span class="visually-hidden">${isOnline ? 'Online: ' : 'Offline: '}</span>`
}

function drawNews(isUnread: boolean, pings: number) {
  if (pings > 0) {
    return html`<span class="badge" aria-hidden="true">${pings > 99 ? '99+' : pings}</span>
      <span class="visually-hidden">, ${pings === 1 ? '1 mention' : `${pings} mentions`}</span>`
  }
  return isUnread ? html`<span class="visually-hidden">, unread messages</span>` : nothing
}
