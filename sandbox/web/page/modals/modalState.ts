import type { FieldValue, UploadedFile } from '../../client/modals/modalForm.ts'

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
