import { type ElementPart, nothing } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'

const focusable = ':is(input, textarea, [role=combobox]):not([type=hidden])'

/**
 * Opens a `<dialog>` over everything else as soon as it is drawn: `<dialog ${shownModally()}>`. The focus goes to its first
 * field, and back to where it was when the dialog goes. A class because lit's directives are.
 */
class ShownModally extends AsyncDirective {
  #before: Element | null = null
  #dialog: HTMLDialogElement | undefined

  render(): unknown {
    return nothing
  }

  override update({ element }: ElementPart): unknown {
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
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    })
  }
}

export const shownModally = directive(ShownModally)
