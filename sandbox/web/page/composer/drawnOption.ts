import type { Field } from '../../client/commands/commandDraft.ts'
import type { CommandOption } from '../../client/commands/commandOption.ts'
import type { OpenList } from './composerState.ts'

/** An option of the command that is being filled in, as it has to be drawn. */
export interface DrawnOption {
  readonly option: CommandOption
  readonly field: Field<File>
  /** On its way to the server. */
  readonly isBusy: boolean
  readonly list: OpenList | undefined
}
