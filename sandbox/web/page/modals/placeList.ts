import { type ElementPart, nothing } from 'lit'
import { Directive, directive } from 'lit/directive.js'

const gap = 4
const enough = 240

/**
 * Puts a list under the field before it, or over it where there is more room: fixed to the window, so that the scrolling of
 * the form does not cut it off. A class because lit's directives are.
 */
class PlaceList extends Directive {
  #isPlaced = false

  render(): unknown {
    return nothing
  }

  override update({ element }: ElementPart): unknown {
    if (this.#isPlaced || !(element instanceof HTMLElement)) return nothing
    this.#isPlaced = true
    queueMicrotask(() => place(element))
    return nothing
  }
}

function place(list: HTMLElement): void {
  const field = list.previousElementSibling?.getBoundingClientRect()
  if (field === undefined) return
  const below = innerHeight - field.bottom
  const isBelow = below >= enough || below >= field.top
  Object.assign(list.style, {
    left: `${field.left}px`,
    width: `${field.width}px`,
    maxHeight: `${Math.min((isBelow ? below : field.top) - 2 * gap, 320)}px`,
    ...(isBelow ? { top: `${field.bottom + gap}px` } : { bottom: `${innerHeight - field.top + gap}px` }),
  })
}

export const placeList = directive(PlaceList)
