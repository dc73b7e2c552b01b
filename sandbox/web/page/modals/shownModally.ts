import { type ElementPart, nothing } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'

const focusable = ':is(input, textarea, [role=combobox]):not([type=hidden])'

/**
 * Opens a `<dialog>` over everything else as soon as it is drawn: `<dialog ${shownModally(elsewhere)}>`. The focus goes to
 * its first field, and back to where it was when the dialog goes; where that is gone, `elsewhere` puts it somewhere. A
 * class because lit's directives are.
 */
class ShownModally extends AsyncDirective {
  #before: Element | null = null
  #elsewhere = () => {}
  #dialog: HTMLDialogElement | undefined

  render(_elsewhere: () => void): unknown {
    return nothing
  }

  override update({ element }: ElementPart, [elsewhere]: [() => void]): unknown {
    this.#elsewhere = elsewhere
    if (this.#dialog !== undefined || !(element instanceof HTMLDialogElement)) return nothing
    this.#dialog = element
    this.#before = document.activeElement
    queueMicrotask(() => {
      if (!element.isConnected) return
      element.showModal()
      element.querySelector<HTMLElement>(focusable)?.focus()
    })
    return nothing
  }

  override disconnected(): void {
    const before = this.#before
    queueMicrotask(() => {
      if (!(before instanceof HTMLElement)) return
      if (before.isConnected) before.focus()
      else this.#elsewhere()
    })
  }
}

export const shownModally = directive(ShownModally)
