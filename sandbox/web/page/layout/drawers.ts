import { focusSoon } from '../parts/focus.ts'
import type { State, Store } from '../state/state.ts'

export const openers = { places: 'open-places', panel: 'open-panel' } as const

export function openDrawer(store: Store, drawer: 'places' | 'panel'): void {
  store.update((state) => ({ ...state, drawer }))
  focusSoon(`#${drawer} [aria-current]`, `#${drawer} button`)
}

/** Gives the focus back to what opened it. */
export function closeDrawer(store: Store): void {
  const { drawer } = store.state
  if (drawer === 'none') return
  store.update((state) => ({ ...state, drawer: 'none', isPersonMenuOpen: false }))
  focusSoon(`#${openers[drawer]}`)
}

export const isPanelOpen = ({ room, drawer, panel }: State): boolean =>
  room === 'wide' ? !panel.isCollapsed : drawer === 'panel'

export function togglePanel(store: Store): void {
  const state = store.state
  if (state.room !== 'wide') {
    openDrawer(store, 'panel')
    return
  }
  store.update((now) => ({ ...now, panel: { ...now.panel, isCollapsed: !now.panel.isCollapsed } }))
  focusSoon(state.panel.isCollapsed ? '#panel button' : `#${openers.panel}`)
}

/** Keeps in the state how much fits on the screen. A drawer closes where what it holds has got its place. */
export function watchRoom(store: Store): void {
  const narrow = matchMedia('(max-width: 767px)')
  const medium = matchMedia('(max-width: 1099px)')
  const look = () => {
    const room = narrow.matches ? 'narrow' : medium.matches ? 'medium' : 'wide'
    store.update((state) => ({ ...state, room, drawer: 'none' }))
  }
  narrow.addEventListener('change', look)
  medium.addEventListener('change', look)
  look()
}
