import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'

export interface GrowingText {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly placeholder?: string
  readonly isReadOnly?: boolean
  readonly isInvalid?: boolean
  readonly describedBy?: string | undefined
  /** What the Enter key of a phone's keyboard says. */
  readonly enterHint?: 'send' | 'enter'
  /** Numbers get their own keyboard on a phone. */
  readonly inputMode?: 'text' | 'numeric' | 'decimal'
  /** The list that belongs to it. */
  readonly list?: { readonly id: string; readonly isOpen: boolean; readonly activeId: string | undefined } | undefined
  input(text: string, event: InputEvent): void
  keydown?(event: KeyboardEvent): void
  paste?(event: ClipboardEvent): void
  focus?(): void
  blur?(event: FocusEvent): void
  click?(): void
}

/** A text field that is as large as its text: a hidden copy of the text under it gives it the size. */
export function drawGrowingText(field: GrowingText): TemplateResult {
  const { list } = field
  return html`
    <span class="growing-text" data-copy=${`${field.text || (field.placeholder ?? '')} `}>
      <textarea
        id=${field.id}
        rows="1"
        cols="1"
        autocomplete="off"
        enterkeyhint=${field.enterHint ?? 'send'}
        inputmode=${field.inputMode ?? nothing}
        aria-label=${field.label}
        aria-invalid=${field.isInvalid === true ? 'true' : nothing}
        aria-describedby=${field.describedBy ?? nothing}
        role=${list === undefined ? nothing : 'combobox'}
        aria-autocomplete=${list === undefined ? nothing : 'list'}
        aria-expanded=${list === undefined ? nothing : list.isOpen ? 'true' : 'false'}
        aria-controls=${list?.isOpen ? list.id : nothing}
        aria-activedescendant=${list?.isOpen ? (list.activeId ?? nothing) : nothing}
        placeholder=${field.placeholder ?? nothing}
        ?readonly=${field.isReadOnly}
        .value=${live(field.text)}
        @input=${(event: InputEvent) => field.input((event.target as HTMLTextAreaElement).value, event)}
        @keydown=${(event: KeyboardEvent) => field.keydown?.(event)}
        @paste=${(event: ClipboardEvent) => field.paste?.(event)}
        @focus=${() => field.focus?.()}
        @blur=${(event: FocusEvent) => field.blur?.(event)}
        @click=${() => field.click?.()}
      ></textarea>
    </span>
  `
}
