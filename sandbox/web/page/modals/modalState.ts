/** The modal that lies over the page. */
export interface ModalState {
  readonly interactionId: string
}
