import { html, nothing, type TemplateResult } from 'lit'
import type { BotState } from '../../protocol.ts'
import { botState } from '../state/botState.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { sendFromPanel } from './panelDoes.ts'

const words: Readonly<Record<BotState, string>> = {
  starting: 'Starting…',
  serving: 'Running',
  stopped: 'Stopped',
  killed: 'Killed',
  failed: 'Could not start',
}

/** The bot's process: how it is, and the two things that can be done to it. */
export function drawBot(state: State, does: Does): TemplateResult | typeof nothing {
  const { scene, panel } = state
  if (scene === undefined) return nothing
  const bot = botState(state)
  const isAlive = bot === 'serving' || bot === 'starting'
  return html`<section aria-labelledby="bot-title">
    <h3 id="bot-title">The bot</h3>
    <div class="bot-line">
      <p class="bot-state" data-state=${bot} role="status"><span class="visually-hidden">${scene.bot.name}: </span>${words[bot]}</p>
      ${drawButton('kill', 'Kill', 'danger', isAlive && !panel.busy.has('kill'), does)}
      ${drawButton('start', 'Start', 'secondary', !isAlive && !panel.busy.has('start'), does)}
    </div>
    <p class="hint" id="bot-hint">
      Kill ends its process at once, whatever it is doing. Start it again: it goes on where it was, and orders nothing twice.
    </p>
  </section>`
}

/** It keeps the focus where it can do nothing, which a disabled button would lose. */
function drawButton(kind: 'kill' | 'start', name: string, look: string, isPossible: boolean, does: Does) {
  return html`<button
    class="button"
    data-look=${look}
    aria-disabled=${!isPossible}
    aria-describedby="bot-hint"
    @click=${() => {
      if (isPossible) sendFromPanel(does, kind, { kind })
    }}
  >
    ${name}
  </button>`
}
