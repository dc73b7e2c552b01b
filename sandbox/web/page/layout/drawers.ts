import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { focusSoon } from './focusSoon.ts'

export const openers = { places: 'open-places', panel: 'open-panel' } as const

export function openDrawer(does: Does, drawer: 'places' | 'panel'): void {
  does.update((state) => ({ ...state, drawer }))
  focusSoon(`#${drawer} [aria-current]`, `#${drawer} button`)
}

/** Gives the focus back to what opened it. */
export function closeDrawer(does: Does): void {
  const { drawer } = does.read()
  if (drawer === 'none') return
  does.update((state) => ({ ...state, drawer: 'none', isPersonMenuOpen: false }))
  focusSoon(`#${openers[drawer]}`)
}

export const isPanelOpen = ({ room, drawer, panel }: State): boolean =>
  room === 'wide' ? !panel.isCollapsed : drawer === 'panel'

export function togglePanel(does: Does): void {
  const state = does.read()
  if (state.room !== 'wide') {
    openDrawer(does, 'panel')
    return
  }
  does.update((now) => ({ ...now, panel: { ...now.panel, isCollapsed: !now.panel.isCollapsed } }))
  focusSoon(state.panel.isCollapsed ? '#panel button' : `#${openers.panel}`)
}
