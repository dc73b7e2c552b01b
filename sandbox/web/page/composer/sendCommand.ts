import { type CommandDraft, changeField } from '../../client/commands/commandDraft.ts'
import { findDraftProblems } from '../../client/commands/findDraftProblems.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import { readValues } from '../../client/commands/readValues.ts'
import { settleField } from '../../client/commands/typeInField.ts'
import { focusAfterDraw } from '../fields/afterDraw.ts'
import type { Does } from '../state/does.ts'
import { findPerson, keyOf, type State } from '../state/state.ts'
import { changeComposer, changeComposerAt, isAt } from './changeComposer.ts'
import { emptyComposer } from './composerState.ts'
import { fieldId, textId } from './elementIds.ts'
import { allItems } from './fieldItems.ts'
import { isWriting } from './isWriting.ts'
import { findRunnable } from './offeredRunnable.ts'
import { uploadFiles } from './uploadFiles.ts'
import { outdated } from './words.ts'

/** Sends the command, if the client has nothing against its values. What was typed stays until the server has taken it. */
export async function sendCommand(does: Does): Promise<void> {
  const state = does.read()
  const { personId, placeId, composer } = state
  const runnable = composer.command && findRunnable(state, composer.command.name)
  if (composer.command === undefined || composer.command.stage !== 'editing') return
  if (runnable === undefined) {
    changeComposer(does, (before) => ({ ...before, notice: outdated }))
    return
  }
  const key = keyOf(personId, placeId)
  const draft = settleAll(state, composer.command, runnable)
  const problems = findDraftProblems(draft, runnable, findPerson(state)?.uploadLimit ?? 0)
  if (Object.keys(problems).length > 0) return refuse(does, key, draft, problems)
  const uploaded = await uploadFiles(does, key, draft)
  if ('problems' in uploaded) return refuse(does, key, draft, uploaded.problems)
  changeComposerAt(does, key, (before) => ({ ...before, command: { ...draft, stage: 'sending' } }))
  const values = readValues(draft, runnable, uploaded.fileIds)
  const outcome = await does.server.act({ kind: 'run', personId, placeId, name: draft.name, values })
  if (outcome.ok) {
    changeComposerAt(does, key, () => emptyComposer)
    if (isAt(does.read(), key) && isWriting()) focusAfterDraw(textId)
    return
  }
  const isKnown = draft.fields.some(({ name }) => name === outcome.field)
  refuse(does, key, draft, isKnown && outcome.field !== undefined ? { [outcome.field]: outcome.problem } : {})
  if (!isKnown) changeComposerAt(does, key, (before) => ({ ...before, notice: outcome.problem }))
}

const settleAll = (state: State, draft: CommandDraft<File>, { options }: Runnable): CommandDraft<File> =>
  options.reduce((settled, option) => settleField(settled, option.name, allItems(state, option)), draft)

/** Back to editing, with what is wrong at each option; the first of them gets the focus. */
function refuse(does: Does, key: string, draft: CommandDraft<File>, problems: Readonly<Record<string, string>>): void {
  const marked = draft.fields.reduce(
    (before, { name }) => changeField(before, name, { problem: problems[name] }),
    draft,
  )
  changeComposerAt(does, key, (before) => ({ ...before, command: { ...marked, stage: 'editing' }, notice: undefined }))
  const first = draft.fields.find(({ name }) => problems[name] !== undefined)
  if (first !== undefined && isAt(does.read(), key)) focusAfterDraw(fieldId(first.name))
}
