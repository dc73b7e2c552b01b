/** What somebody is writing. */
export interface ComposerState {
  readonly text: string
}

export const emptyComposer: ComposerState = { text: '' }
