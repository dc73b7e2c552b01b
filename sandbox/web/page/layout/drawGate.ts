import { html, type TemplateResult } from 'lit'
import { focusComposer } from '../composer/focusComposer.ts'
import type { Does } from '../state/does.ts'
import { placesOf } from '../state/listPlaces.ts'
import { markSeen } from '../state/markSeen.ts'
import { choosePlace } from '../state/moveTo.ts'
import { keyOf, type State } from '../state/state.ts'

/** What Discord shows instead of an age-restricted channel until the person has agreed, in its own words. */
export function drawGate(does: Does): TemplateResult {
  return html`<section class="gate" tabindex="-1" aria-labelledby="gate-title" aria-describedby="gate-text">
    <svg class="gate-sign" viewBox="0 0 96 96" aria-hidden="true">
      <path fill="var(--red)" d="M42.2 12.5a6.7 6.7 0 0 1 11.6 0l34.3 60A6.7 6.7 0 0 1 82.3 82.5H13.7a6.7 6.7 0 0 1-5.8-10Z" />
      <path stroke="#fff" stroke-width="7" stroke-linecap="round" d="M48 34v22M48 68.5v.1" />
    </svg>
    <h2 id="gate-title">Age-Restricted Channel</h2>
    <p id="gate-text">This channel contains adult content marked as age-restricted. Do you wish to proceed?</p>
    <div class="gate-buttons">
      <button class="button" data-look="secondary" @click=${() => leave(does)}>Nope</button>
      <button class="button" data-look="danger" @click=${() => agree(does)}>Continue</button>
    </div>
  </section>`
}

function leave(does: Does): void {
  does.update((state) => choosePlace(state, findOther(state)))
  focusComposer(does.read())
}

const findOther = ({ scene, personId, placeId }: State): string =>
  placesOf(scene, personId).find(({ kind }) => kind !== 'ageRestricted')?.id ?? placeId

function agree(does: Does): void {
  does.update((state) =>
    markSeen({ ...state, agreed: new Set(state.agreed).add(keyOf(state.personId, state.placeId)) }),
  )
  focusComposer(does.read())
}
