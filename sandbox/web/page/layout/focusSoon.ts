/** Gives the focus to the first element that there is, once what was changed is drawn. */
export function focusSoon(...selectors: readonly string[]): void {
  queueMicrotask(() => {
    for (const selector of selectors) {
      const element = document.querySelector<HTMLElement>(selector)
      if (element === null) continue
      element.focus()
      return
    }
  })
}
