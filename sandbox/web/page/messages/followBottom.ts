import { noChange } from 'lit'
import { AsyncDirective, directive, type ElementPart } from 'lit/async-directive.js'

/** How far from its end a conversation still counts as being at its end, in pixels. */
const near = 24

/** A class because lit's directives are. */
class FollowBottom extends AsyncDirective {
  #element: Element | undefined
  #isAtBottom = true
  #latest: string | undefined
  readonly #observer = new ResizeObserver(() => this.#toBottom())
  #top = 0
  /** Told of late, when more may have come already: only who has gone up is not at the end any more. */
  readonly #look = () => {
    const element = this.#element
    if (element === undefined) return
    if (element.scrollHeight - element.clientHeight - element.scrollTop < near) this.#isAtBottom = true
    else if (element.scrollTop < this.#top) this.#isAtBottom = false
    this.#top = element.scrollTop
  }

  render(_latest: string | undefined): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [latest]: [string | undefined]): unknown {
    if (this.#element === undefined) {
      this.#element = element
      this.reconnected()
    }
    if (latest !== undefined && latest !== this.#latest) this.#isAtBottom = true
    this.#latest = latest
    return noChange
  }

  #toBottom(): void {
    const element = this.#element
    if (!this.#isAtBottom || element === undefined) return
    element.scrollTop = element.scrollHeight
    this.#top = element.scrollTop
  }

  override reconnected(): void {
    const element = this.#element
    if (element === undefined) return
    element.addEventListener('scroll', this.#look)
    this.#observer.observe(element)
    // What is inside is drawn after the element itself.
    queueMicrotask(() => {
      for (const child of element.children) this.#observer.observe(child)
    })
  }

  override disconnected(): void {
    this.#element?.removeEventListener('scroll', this.#look)
    this.#observer.disconnect()
  }
}

/**
 * Keeps a conversation at its end while it grows, as long as one is there; whoever reads further up stays where they are:
 * `<section ${followBottom(latest)}>`, where another `latest` leads to the end in any case.
 */
export const followBottom = directive(FollowBottom)
