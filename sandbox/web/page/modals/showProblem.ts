import { afterDraw } from '../fields/afterDraw.ts'

const invalid = '.modal-field[data-invalid=true]'

/** Moves the focus to the first field with which something is wrong, in sight together with what is wrong. */
export function showFirstProblem(): void {
  afterDraw(() => {
    const field = document.querySelector(invalid)
    field?.querySelector<HTMLElement>('input, textarea, [role=combobox], button')?.focus()
    scrollTo(field)
  })
}

/** Brings into sight what is wrong with a field, wherever the focus is. */
export function showProblemOf(customId: string): void {
  afterDraw(() => scrollTo(document.querySelector(`${invalid}[data-field="${CSS.escape(customId)}"]`)))
}

const scrollTo = (field: Element | null) => field?.querySelector('.field-problem')?.scrollIntoView({ block: 'nearest' })
