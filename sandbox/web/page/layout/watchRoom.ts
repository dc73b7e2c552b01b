import type { Does } from '../state/does.ts'

/** Keeps in the state how much fits on the screen. A drawer closes where what it holds has got its place. */
export function watchRoom(does: Does): void {
  const narrow = matchMedia('(max-width: 767px)')
  const medium = matchMedia('(max-width: 1099px)')
  const look = () => {
    const room = narrow.matches ? 'narrow' : medium.matches ? 'medium' : 'wide'
    does.update((state) => ({ ...state, room, drawer: 'none' }))
  }
  narrow.addEventListener('change', look)
  medium.addEventListener('change', look)
  look()
}
