import { html, type TemplateResult } from 'lit'
import { paperBoat, paperBoatPrompt } from '../../client/pictures.ts'
import { type Example, fillExample } from '../composer/command.ts'
import { focusComposer } from '../composer/state.ts'
import { closeDrawer } from '../layout/drawers.ts'
import { choosePlace, isGated, placesOf } from '../state/places.ts'
import { findPlace, type State, type Store } from '../state/state.ts'
import { actInPanel } from './state.ts'

/** What somebody who has just come presses first: in the panel, and where that is not in sight, in the empty conversation. */
export const drawExampleButton = ({ panel }: State, store: Store): TemplateResult =>
  html`<button
    class="button wide-button"
    aria-disabled=${panel.busy.has('example')}
    @click=${() => void actInPanel(store, 'example', () => tryExample(store))}
  >
    Try an example
  </button>`

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
