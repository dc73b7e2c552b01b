import type { GivenValue } from '../../protocol.ts'
import type { EnteredFile, EnteredValue } from '../enteredValue.ts'
import type { CommandDraft } from './commandDraft.ts'
import type { Runnable } from './listRunnable.ts'
import { readEntered } from './readEntered.ts'

/**
 * The values as they are sent to the server.
 *
 * @param fileIds of the uploaded files, by option; a file without one is left out
 */
export function readValues(
  draft: CommandDraft<EnteredFile>,
  { options }: Runnable,
  fileIds: Readonly<Record<string, string>>,
): Readonly<Record<string, GivenValue>> {
  const values = draft.fields.flatMap((field) => {
    const option = options.find(({ name }) => name === field.name)
    const entered = option && readEntered(option, field)
    const given = entered && give(entered, fileIds[field.name])
    return given === undefined ? [] : [[field.name, given]]
  })
  return Object.fromEntries(values)
}

function give(entered: EnteredValue, fileId: string | undefined): GivenValue | undefined {
  switch (entered.kind) {
    case 'text':
      return entered.text
    case 'number':
      return entered.number
    case 'boolean':
      return entered.boolean
    case 'reference':
      return { id: entered.id }
    case 'file':
      return fileId === undefined ? undefined : { fileId }
  }
}
