import { noChange } from 'lit'
import { AsyncDirective, directive } from 'lit/async-directive.js'

/**
 * The address under which the browser shows a chosen file: `<img src=${fileAddress(file)}>`. It is given back when another
 * file takes the place or the element goes. A class because lit's directives are.
 */
class FileAddress extends AsyncDirective {
  #file: File | undefined
  #address = ''

  render(file: File): unknown {
    if (file === this.#file) return noChange
    this.disconnected()
    this.#file = file
    this.#address = URL.createObjectURL(file)
    return this.#address
  }

  override disconnected(): void {
    if (this.#address !== '') URL.revokeObjectURL(this.#address)
    this.#address = ''
  }

  override reconnected(): void {
    if (this.#file === undefined) return
    this.#address = URL.createObjectURL(this.#file)
    this.setValue(this.#address)
  }
}

export const fileAddress = directive(FileAddress)
