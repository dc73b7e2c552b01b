import type { FieldValue } from '../../client/modals/modalForm.ts'

/** The modal that lies over the page. */
export interface ModalState {
  /** The interaction that opened it. */
  readonly interactionId: string
  /** What was entered, by custom id; a field that nobody touched is absent. */
  readonly values: Readonly<Record<string, FieldValue>>
  /** What is wrong with the fields since the latest try to send them, by custom id. */
  readonly problems: Readonly<Record<string, string>>
  /** What is wrong with the whole. */
  readonly problem: string | undefined
  readonly isSending: boolean
  /** The interaction that sent it. */
  readonly sentAs: string | undefined
}
