import type { CommandDraft } from '../../client/commands/commandDraft.ts'
import type { Does } from '../state/does.ts'
import { changeComposerAt } from './changeComposer.ts'
import { uploadFailed } from './words.ts'

type Named = Readonly<Record<string, string>>

/** Uploads the files of a command, all at the same time: their ids by option, or what went wrong with which. */
export async function uploadFiles(
  does: Does,
  key: string,
  draft: CommandDraft<File>,
): Promise<{ readonly fileIds: Named } | { readonly problems: Named }> {
  const chosen = draft.fields.flatMap(({ name, file }) => (file === undefined ? [] : [{ name, file }]))
  if (chosen.length === 0) return { fileIds: {} }
  changeComposerAt(does, key, (before) => ({
    ...before,
    list: undefined,
    notice: undefined,
    command: { ...draft, stage: 'uploading' },
  }))
  const uploads = await Promise.all(
    chosen.map(async ({ name, file }) => ({ name, answer: await does.server.upload(file) })),
  )
  const problems = uploads.flatMap(({ name, answer }) =>
    'problem' in answer ? [[name, uploadFailed(answer.problem)]] : [],
  )
  if (problems.length > 0) return { problems: Object.fromEntries(problems) }
  const fileIds = uploads.flatMap(({ name, answer }) => ('fileId' in answer ? [[name, answer.fileId]] : []))
  return { fileIds: Object.fromEntries(fileIds) }
}
