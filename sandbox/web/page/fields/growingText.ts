import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'

export interface GrowingText {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly placeholder?: string
  /** Never of more than one line. */
  readonly isLine?: boolean
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
  focus?(): void
  blur?(event: FocusEvent): void
  click?(): void
}

/**
 * A text field that is as large as its text: a hidden copy of the text under it gives it the size. A list makes a line a
 * combobox; HTML knows none of several lines, so that such a text only says that a list belongs to it.
 */
export function drawGrowingText(field: GrowingText): TemplateResult {
  return html`
    <span class="growing-text" data-copy=${`${field.text || (field.placeholder ?? '')} `}>
      ${field.isLine === true ? drawLine(field) : drawText(field)}
    </span>
  `
}

function drawText(field: GrowingText): TemplateResult {
  const { list } = field
  return html`
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
      aria-haspopup=${list === undefined ? nothing : 'listbox'}
      aria-autocomplete=${list === undefined ? nothing : 'list'}
      aria-controls=${list?.isOpen ? list.id : nothing}
      aria-activedescendant=${list?.isOpen ? (list.activeId ?? nothing) : nothing}
      placeholder=${field.placeholder ?? nothing}
      ?readonly=${field.isReadOnly}
      .value=${live(field.text)}
      @input=${(event: InputEvent) => field.input(readText(event), event)}
      @keydown=${(event: KeyboardEvent) => field.keydown?.(event)}
      @focus=${() => field.focus?.()}
      @blur=${(event: FocusEvent) => field.blur?.(event)}
      @click=${() => field.click?.()}
    ></textarea>
  `
}

function drawLine(field: GrowingText): TemplateResult {
  const { list } = field
  return html`
    <input
      type="text"
      id=${field.id}
      size="1"
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
      @input=${(event: InputEvent) => field.input(readText(event), event)}
      @keydown=${(event: KeyboardEvent) => field.keydown?.(event)}
      @focus=${() => field.focus?.()}
      @blur=${(event: FocusEvent) => field.blur?.(event)}
      @click=${() => field.click?.()}
    />
  `
}

const readText = ({ target }: InputEvent): string => (target as HTMLInputElement | HTMLTextAreaElement).value
