import { render } from 'lit'
import { watchComposer } from './composer/watchComposer.ts'
import { drawPage } from './layout/drawPage.ts'
import { keepFocus } from './layout/keepFocus.ts'
import { watchRoom } from './layout/watchRoom.ts'
import { mendColours } from './messages/mendColours.ts'
import { createServer, listenToChanges } from './server.ts'
import type { Does } from './state/does.ts'
import { initialState } from './state/initialState.ts'
import { isOtherDemo } from './state/isOtherDemo.ts'
import { receiveChange } from './state/receiveChange.ts'
import type { State } from './state/state.ts'

let state: State = initialState
let isDrawing = false

/** Changes that come together are drawn together. */
function draw(): void {
  if (isDrawing) return
  isDrawing = true
  queueMicrotask(() => {
    isDrawing = false
    keepFocus(() => render(drawPage(state, does), document.body))
  })
}

const does: Does = {
  read: () => state,
  update(change) {
    state = change(state)
    draw()
  },
  server: createServer(),
}

const tick = () => does.update((now) => ({ ...now, now: Date.now() + (now.scene?.ahead ?? 0) }))

listenToChanges({
  change(change) {
    // Its page may be a newer one, and this one may not show what comes from there.
    if (isOtherDemo(state, change)) return location.reload()
    does.update((before) => receiveChange(before, change))
    if (change.kind === 'time' || change.kind === 'scene') tick()
  },
  connection: (isConnected) => does.update((before) => ({ ...before, isConnected })),
})
mendColours()
watchRoom(does)
watchComposer(does)
setInterval(tick, 1_000)
tick()
