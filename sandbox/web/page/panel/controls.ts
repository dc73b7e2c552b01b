import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { describeAhead } from '../../client/messages/times.ts'
import { paperBoat, paperBoatPrompt } from '../../client/pictures.ts'
import type { BotState, Switch } from '../../protocol.ts'
import { type Example, fillExample } from '../composer/command.ts'
import { focusComposer } from '../composer/state.ts'
import { closeDrawer } from '../layout/drawers.ts'
import { choosePlace, isGated, placesOf } from '../state/places.ts'
import { botState, findPlace, type State, type Store } from '../state/state.ts'
import { actInPanel, sendFromPanel } from './state.ts'

/** What this page is, and what one can do to the bot. */
export function drawControls(state: State, store: Store): TemplateResult {
  const { problem, busy } = state.panel
  return html`
    <p class="intro">
      This is the real bot. Discord and Kling are played on this machine: nothing leaves it, and nothing is paid.
    </p>
    <button
      class="button wide-button"
      aria-disabled=${busy.has('example')}
      @click=${() => void actInPanel(store, 'example', () => tryExample(store))}
    >
      Try an example
    </button>
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

/** Puts a command into the message box, ready to be looked at and sent. */
async function tryExample(store: Store): Promise<string | undefined> {
  const example = await createExample()
  closeDrawer(store)
  store.update((state) => fillExample(leaveGate(state), example))
  focusComposer(store.state)
  return undefined
}

/** Where the person has not agreed to look, there is no message box. */
function leaveGate(state: State): State {
  if (!isGated(state, findPlace(state))) return state
  const open = placesOf(state.scene, state.personId).find((place) => !isGated(state, place))
  return open === undefined ? state : choosePlace(state, open.id)
}

const pictureSize = { width: 960, height: 540 }

/** A command to begin with: a paper boat on a pond, drawn here, so that nothing is fetched and no picture has to be at hand. */
async function createExample(): Promise<Example> {
  const image = new File([await paintBoat()], 'paper-boat.png', { type: 'image/png' })
  return { name: 'kling video', values: { prompt: paperBoatPrompt }, files: { image } }
}

async function paintBoat(): Promise<Blob> {
  const drawing = new Image(pictureSize.width, pictureSize.height)
  drawing.src = `data:image/svg+xml,${encodeURIComponent(paperBoat)}`
  await drawing.decode()
  const canvas = Object.assign(document.createElement('canvas'), pictureSize)
  canvas.getContext('2d')?.drawImage(drawing, 0, 0, pictureSize.width, pictureSize.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture came of the drawing')) : resolve(blob))),
  )
}
