import { type ElementPart, nothing } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'

const gap = 4
const enough = 240
const highest = 320

/**
 * Keeps a list under the field before it, or over it where there is more room: fixed to the window, so that the scrolling
 * form does not cut it off. A class because lit's directives are.
 */
class PlaceList extends AsyncDirective {
  #list: HTMLElement | undefined

  render(): unknown {
    return nothing
  }

  override update({ element }: ElementPart): unknown {
    if (this.#list !== undefined || !(element instanceof HTMLElement)) return nothing
    this.#list = element
    this.reconnected()
    queueMicrotask(this.#place)
    return nothing
  }

  readonly #place = () => {
    const field = this.#list?.previousElementSibling?.getBoundingClientRect()
    if (this.#list === undefined || field === undefined) return
    const below = innerHeight - field.bottom
    const isBelow = below >= enough || below >= field.top
    const { style } = this.#list
    style.left = `${field.left}px`
    style.width = `${field.width}px`
    style.maxHeight = `${Math.min((isBelow ? below : field.top) - 2 * gap, highest)}px`
    style.top = isBelow ? `${field.bottom + gap}px` : ''
    style.bottom = isBelow ? '' : `${innerHeight - field.top + gap}px`
  }

  override disconnected(): void {
    removeEventListener('scroll', this.#place, true)
    removeEventListener('resize', this.#place)
  }

  override reconnected(): void {
    addEventListener('scroll', this.#place, true)
    addEventListener('resize', this.#place)
  }
}

export const placeList = directive(PlaceList)
