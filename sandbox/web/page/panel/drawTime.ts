import { html, type TemplateResult } from 'lit'
import { describeAhead } from '../../client/describeAhead.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { sendFromPanel } from './panelDoes.ts'

/** Puts the time forward for everybody behind the scenes. */
export function drawTime({ scene, panel }: State, does: Does): TemplateResult {
  const ahead = describeAhead(scene?.ahead ?? 0)
  return html`<section aria-labelledby="time-title">
    <h3 id="time-title">Time</h3>
    <button
      class="button wide-button"
      data-look="secondary"
      aria-disabled=${panel.busy.has('later')}
      aria-describedby="time-hint"
      @click=${() => sendFromPanel(does, 'later', { kind: 'later', minutes: 15 })}
    >
      ${panel.busy.has('later') ? 'The time passes…' : 'Fifteen minutes later'}
    </button>
    <p class="hint" id="time-hint" role="status">
      Puts the clock of the bot, of Discord and of Kling forward.
      ${ahead === undefined ? 'It shows the true time now.' : html`It is <strong>${ahead}</strong> ahead now.`}
    </p>
  </section>`
}
