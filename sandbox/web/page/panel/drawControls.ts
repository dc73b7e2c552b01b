import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawBot } from './drawBot.ts'
import { drawSwitch } from './drawSwitch.ts'
import { drawTime } from './drawTime.ts'
import { actInPanel } from './panelDoes.ts'
import { tryExample } from './tryExample.ts'

/** What this page is, and what one can do to the bot. */
export function drawControls(state: State, does: Does): TemplateResult {
  const { problem, busy } = state.panel
  return html`
    <p class="intro">
      This is the real bot. Discord and Kling are played on this machine: nothing leaves it, and nothing is paid.
    </p>
    <button
      class="button wide-button"
      aria-disabled=${busy.has('example')}
      @click=${() => void actInPanel(does, 'example', () => tryExample(does))}
    >
      Try an example
    </button>
    <div role="alert">${problem === undefined ? nothing : html`<p class="problem">${problem}</p>`}</div>
    ${drawBot(state, does)} ${drawTime(state, does)}
    <section aria-labelledby="trouble-title">
      <h3 id="trouble-title">Trouble to switch on</h3>
      ${repeat(
        state.scene?.switches ?? [],
        ({ id }) => id,
        (each) => drawSwitch(each, busy.has(each.id), does),
      )}
    </section>
  `
}
