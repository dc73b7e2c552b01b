import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { describeAhead } from '../../client/messages/times.ts'
import type { BotState, Switch } from '../../protocol.ts'
import { botState, type State, type Store } from '../state/state.ts'
import { drawExampleButton } from './example.ts'
import { sendFromPanel } from './state.ts'

/** What this page is, and what one can do to the bot. */
export function drawControls(state: State, store: Store): TemplateResult {
  const { problem, busy } = state.panel
  return html`
    <p class="intro">
      This is the real bot. Discord and Kling are played on this machine: nothing leaves it, and nothing is paid.
    </p>
    ${drawExampleButton(state, store)}
    <div role="alert">${problem === undefined ? nothing : html`<p class="problem">${problem}</p>`}</div>
    ${drawBot(state, store)} ${drawTime(state, store)}
    <section aria-labelledby="trouble-title">
      <h3 id="trouble-title">Simulate problems</h3>
      ${repeat(
        state.scene?.switches ?? [],
        ({ id }) => id,
        (each) => drawSwitch(each, busy.has(each.id), store),
      )}
    </section>
  `
}

const botStateWords: Readonly<Record<BotState, string>> = {
  starting: 'Starting…',
  serving: 'Running',
  stopped: 'Stopped',
  killed: 'Killed',
  failed: "Couldn't start",
}

/** The bot's process: how it is, and the two things that can be done to it. */
function drawBot(state: State, store: Store): TemplateResult | typeof nothing {
  const { scene, panel } = state
  if (scene === undefined) return nothing
  const bot = botState(state)
  const isAlive = bot === 'serving' || bot === 'starting'
  return html`<section aria-labelledby="bot-title">
    <h3 id="bot-title">The bot</h3>
    <div class="bot-line">
      <p class="bot-state" data-state=${bot} role="status"><span class="visually-hidden">${scene.bot.name}: </span>${botStateWords[bot]}</p>
      ${drawProcessButton('kill', 'Kill', 'danger', isAlive && !panel.busy.has('kill'), store)}
      ${drawProcessButton('start', 'Start', 'secondary', !isAlive && !panel.busy.has('start'), store)}
    </div>
    <p class="hint" id="bot-hint">
      Kill stops the process instantly. Start it again and it picks up where it left off, without ordering twice.
    </p>
  </section>`
}

/** It keeps the focus where it can do nothing, which a disabled button would lose. */
function drawProcessButton(kind: 'kill' | 'start', name: string, look: string, isPossible: boolean, store: Store) {
  return html`<button
    class="button"
    data-look=${look}
    aria-disabled=${!isPossible}
    aria-describedby="bot-hint"
    @click=${() => {
      if (isPossible) sendFromPanel(store, kind, { kind })
    }}
  >
    ${name}
  </button>`
}

/** Puts the time forward for everybody behind the scenes. */
function drawTime({ scene, panel }: State, store: Store): TemplateResult {
  const ahead = describeAhead(scene?.ahead ?? 0)
  return html`<section aria-labelledby="time-title">
    <h3 id="time-title">Time</h3>
    <button
      class="button wide-button"
      data-look="secondary"
      aria-disabled=${panel.busy.has('later')}
      aria-describedby="time-hint"
      @click=${() => sendFromPanel(store, 'later', { kind: 'later', minutes: 15 })}
    >
      ${panel.busy.has('later') ? 'Jumping ahead…' : 'Fifteen minutes later'}
    </button>
    <p class="hint" id="time-hint" role="status">
      Jumps all clocks ahead 15 minutes. Currently:
      ${ahead === undefined ? 'real time.' : html`<strong>${ahead}</strong> ahead.`}
    </p>
  </section>`
}

/** Some trouble that can be switched on. */
function drawSwitch({ id, label, description, isOn }: Switch, isBusy: boolean, store: Store): TemplateResult {
  return html`<button
    class="switch"
    role="switch"
    aria-checked=${isOn}
    aria-busy=${isBusy}
    aria-labelledby=${`switch-${id}`}
    aria-describedby=${`about-${id}`}
    @click=${() => sendFromPanel(store, id, { kind: 'switch', id, isOn: !isOn })}
  >
    <span class="switch-name" id=${`switch-${id}`}>${label}</span>
    <span class="switch-track"><span class="switch-knob"></span></span>
    <span class="hint" id=${`about-${id}`}>${description}</span>
  </button>`
}
