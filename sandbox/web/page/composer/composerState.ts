import type { CommandDraft } from '../../client/commands/commandDraft.ts'

/** The list that lies over the box: of commands, of options that can still be opened, or of what an option offers. */
export interface OpenList {
  readonly of: 'commands' | 'more' | `option:${string}`
  /** The item that the keys have reached; -1 before that. */
  readonly active: number
}

/** What somebody is writing in a place. */
export interface ComposerState {
  /** An ordinary message, or the beginning of a command. */
  readonly text: string
  /** Dropped before a command was chosen: the next one takes them. */
  readonly files: readonly File[]
  readonly command: CommandDraft<File> | undefined
  /** Left with Escape: comes back when the same command is chosen again. */
  readonly left: CommandDraft<File> | undefined
  /** The option that has the focus. */
  readonly focused: string | undefined
  readonly list: OpenList | undefined
  /** What could not be done, or why. */
  readonly notice: string | undefined
  /** Files are being dragged over the page. */
  readonly isDropping: boolean
}

export const emptyComposer: ComposerState = {
  text: '',
  files: [],
  command: undefined,
  left: undefined,
  focused: undefined,
  list: undefined,
  notice: undefined,
  isDropping: false,
}
