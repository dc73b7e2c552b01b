import { render } from 'lit'
import { watchComposer } from './composer/composer.ts'
import { watchRoom } from './layout/drawers.ts'
import { drawPage } from './layout/page.ts'
import { mendColours } from './messages/colours.ts'
import { keepFocus } from './parts/focus.ts'
import { createServer, listenToChanges } from './server.ts'
import { initialState, isOtherDemo, receiveChange } from './state/changes.ts'
import type { Store } from './state/state.ts'

/** Keeps the state and draws it. Changes that come together are drawn together. */
function createStore(): Store {
  let state = initialState
  let isDrawing = false

  function draw(): void {
    if (isDrawing) return
    isDrawing = true
    queueMicrotask(() => {
      isDrawing = false
      keepFocus(() => render(drawPage(state, store), document.body))
    })
  }

  const store: Store = {
    get state() {
      return state
    },
    update(change) {
      state = change(state)
      draw()
    },
    server: createServer(),
  }
  return store
}

const store = createStore()
const tick = () => store.update((now) => ({ ...now, now: Date.now() + (now.scene?.ahead ?? 0) }))

listenToChanges({
  change(change) {
    // Its page may be a newer one, and this one may not show what comes from there.
    if (isOtherDemo(store.state, change)) return location.reload()
    store.update((before) => receiveChange(before, change))
    if (change.kind === 'time' || change.kind === 'scene') tick()
  },
  connection: (isConnected) => store.update((before) => ({ ...before, isConnected })),
})
mendColours()
watchRoom(store)
watchComposer(store)
setInterval(tick, 1_000)
tick()
