import type { ModalField } from '../../client/modals/modalForm.ts'
import type { Does } from '../state/does.ts'
import { type ModalState, type PageValue, untouchedModal } from './modalState.ts'

/** Changes what is in the modal that this interaction opened. */
export function updateModal(
  does: Does,
  interactionId: string,
  change: (modal: ModalState) => Partial<ModalState>,
): void {
  does.update((state) => {
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
export function enter(does: Does, { interactionId, customId }: FieldScene, value: PageValue): void {
  updateModal(does, interactionId, ({ values, problems }) => {
    const { [customId]: _, ...others } = problems
    return { values: { ...values, [customId]: value }, problems: others }
  })
}
