import type { FieldValue, ModalField, UploadedFile } from '../../client/modals.ts'
import { afterDraw } from '../parts/focus.ts'
import type { Store } from '../state/state.ts'

/** A file in a field of the modal, with what can be shown of it. */
export interface PageFile extends UploadedFile {
  readonly file: File
}

export type PageValue =
  | Exclude<FieldValue, { kind: 'files' }>
  | { readonly kind: 'files'; readonly files: readonly PageFile[] }

/** The modal that lies over the page. */
export interface ModalState {
  /** The interaction that opened it. */
  readonly interactionId: string
  /** What was entered, by custom id; a field that nobody touched is absent. */
  readonly values: Readonly<Record<string, PageValue>>
  /** What is wrong with the fields since the latest try to send them, by custom id. */
  readonly problems: Readonly<Record<string, string>>
  /** What is wrong with the whole. */
  readonly problem: string | undefined
  /** The select whose list is open, and where in it the keys are. */
  readonly openList: { readonly customId: string; readonly active: number } | undefined
  readonly isSending: boolean
  /** The interaction that sent it. */
  readonly sentAs: string | undefined
}

export const untouchedModal = (interactionId: string): ModalState => ({
  interactionId,
  values: {},
  problems: {},
  problem: undefined,
  openList: undefined,
  isSending: false,
  sentAs: undefined,
})

/** Changes what is in the modal that this interaction opened. */
export function updateModal(
  store: Store,
  interactionId: string,
  change: (modal: ModalState) => Partial<ModalState>,
): void {
  store.update((state) => {
    // It may have been closed in the meantime, by an answer or by the person.
    if (state.closedModals.has(interactionId)) return state
    const modal = state.modal?.interactionId === interactionId ? state.modal : untouchedModal(interactionId)
    return { ...state, modal: { ...modal, ...change(modal) } }
  })
}

/** One field of it, as the views get it. */
export interface FieldScene extends ModalField {
  readonly value: PageValue
  readonly problem: string | undefined
  /** For `aria-describedby`: its description, and what is wrong with it. */
  readonly describedBy: string | undefined
  /** Of the element that takes the focus. */
  readonly id: string
  readonly interactionId: string
}

/** Enters something; what was wrong with the field is forgotten. */
export function enter(store: Store, { interactionId, customId }: FieldScene, value: PageValue): void {
  updateModal(store, interactionId, ({ values, problems }) => {
    const { [customId]: _, ...others } = problems
    return { values: { ...values, [customId]: value }, problems: others }
  })
}

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
