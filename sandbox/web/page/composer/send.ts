import { html, type TemplateResult } from 'lit'
import { findFileProblem } from '../../../discord/client/values.ts'
import { type CommandDraft, changeField, settleField } from '../../client/commands/draft.ts'
import type { Runnable } from '../../client/commands/slashCommands.ts'
import { findDraftProblems, readValues } from '../../client/commands/values.ts'
import { encodeMentions } from '../../client/messages/names.ts'
import { focusAfterDraw } from '../parts/focus.ts'
import { drawIcon } from '../parts/icons.ts'
import { findPerson, keyOf, type State, type Store } from '../state/state.ts'
import { allItems } from './command.ts'
import {
  changeComposer,
  changeComposerAt,
  emptyComposer,
  fieldId,
  findRunnable,
  isAt,
  isWriting,
  outdated,
  textId,
  tooLong,
  tooManyFiles,
  uploadFailed,
} from './state.ts'

/** It leaves the focus, and with it a phone's keyboard, where it is. */
export const drawSendButton = (label: string, isDisabled: boolean, send: () => void): TemplateResult => html`
  <button
    class="composer-button composer-send"
    type="button"
    title=${label}
    aria-label=${label}
    ?disabled=${isDisabled}
    @mousedown=${(event: MouseEvent) => event.preventDefault()}
    @click=${send}
  >
    ${drawIcon('send')}
  </button>
`

/** Sends the command, if the client has nothing against its values. What was typed stays until the server has taken it. */
export async function sendCommand(store: Store): Promise<void> {
  const state = store.state
  const { personId, placeId, composer } = state
  const runnable = composer.command && findRunnable(state, composer.command.name)
  if (composer.command === undefined || composer.command.stage !== 'editing') return
  if (runnable === undefined) {
    changeComposer(store, (before) => ({ ...before, notice: outdated }))
    return
  }
  const key = keyOf(personId, placeId)
  const draft = settleAll(state, composer.command, runnable)
  const problems = findDraftProblems(draft, runnable, findPerson(state)?.uploadLimit ?? 0)
  if (Object.keys(problems).length > 0) return refuse(store, key, draft, problems)
  const uploaded = await uploadFiles(store, key, draft)
  if ('problems' in uploaded) return refuse(store, key, draft, uploaded.problems)
  changeComposerAt(store, key, (before) => ({ ...before, command: { ...draft, stage: 'sending' } }))
  const values = readValues(draft, runnable, uploaded.fileIds)
  const outcome = await store.server.act({ kind: 'run', personId, placeId, name: draft.name, values })
  if (outcome.ok) {
    changeComposerAt(store, key, () => emptyComposer)
    if (isAt(store.state, key) && isWriting()) focusAfterDraw(textId)
    return
  }
  const isKnown = draft.fields.some(({ name }) => name === outcome.field)
  refuse(store, key, draft, isKnown && outcome.field !== undefined ? { [outcome.field]: outcome.problem } : {})
  if (!isKnown) changeComposerAt(store, key, (before) => ({ ...before, notice: outcome.problem }))
}

const settleAll = (state: State, draft: CommandDraft<File>, { options }: Runnable): CommandDraft<File> =>
  options.reduce((settled, option) => settleField(settled, option.name, allItems(state, option)), draft)

/** Back to editing, with what is wrong at each option; the first of them gets the focus. */
function refuse(
  store: Store,
  key: string,
  draft: CommandDraft<File>,
  problems: Readonly<Record<string, string>>,
): void {
  const marked = draft.fields.reduce(
    (before, { name }) => changeField(before, name, { problem: problems[name] }),
    draft,
  )
  changeComposerAt(store, key, (before) => ({ ...before, command: { ...marked, stage: 'editing' }, notice: undefined }))
  const first = draft.fields.find(({ name }) => problems[name] !== undefined)
  if (first !== undefined && isAt(store.state, key)) focusAfterDraw(fieldId(first.name))
}

type Named = Readonly<Record<string, string>>

/** Uploads the files of a command, all at the same time: their ids by option, or what went wrong with which. */
async function uploadFiles(
  store: Store,
  key: string,
  draft: CommandDraft<File>,
): Promise<{ readonly fileIds: Named } | { readonly problems: Named }> {
  const chosen = draft.fields.flatMap(({ name, file }) => (file === undefined ? [] : [{ name, file }]))
  if (chosen.length === 0) return { fileIds: {} }
  changeComposerAt(store, key, (before) => ({
    ...before,
    list: undefined,
    notice: undefined,
    command: { ...draft, stage: 'uploading' },
  }))
  const uploads = await Promise.all(
    chosen.map(async ({ name, file }) => ({ name, answer: await store.server.upload(file) })),
  )
  const problems = uploads.flatMap(({ name, answer }) =>
    'problem' in answer ? [[name, uploadFailed(answer.problem)]] : [],
  )
  if (problems.length > 0) return { problems: Object.fromEntries(problems) }
  const fileIds = uploads.flatMap(({ name, answer }) => ('fileId' in answer ? [[name, answer.fileId]] : []))
  return { fileIds: Object.fromEntries(fileIds) }
}

/** @see https://discord.com/developers/docs/resources/message#create-message */
export const longestMessage = 2_000

/** Sends an ordinary message with its files. The box is empty at once; where it could not be sent, all of it comes back. */
export async function sayMessage(store: Store): Promise<void> {
  const { composer, personId, placeId } = store.state
  const content = composer.text.trim()
  const { reply, files } = composer
  if (content === '' && files.length === 0) return
  const obstacle = findObstacle(content, files, findPerson(store.state)?.uploadLimit ?? 0)
  if (obstacle !== undefined) {
    changeComposer(store, (before) => ({ ...before, notice: obstacle }))
    return
  }
  const empty = { text: '', files: [], reply: undefined, list: undefined, notice: undefined }
  changeComposer(store, (before) => ({ ...before, ...empty }))
  const giveBack = (problem: string) =>
    changeComposerAt(store, keyOf(personId, placeId), (before) => ({
      ...before,
      text: before.text === '' ? content : before.text,
      files: before.files.length === 0 ? files : before.files,
      reply: before.reply ?? reply,
      notice: problem,
    }))
  const uploads = await Promise.all(files.map((file) => store.server.upload(file)))
  const failed = uploads.find((answer) => 'problem' in answer)
  if (failed !== undefined) return giveBack(uploadFailed(failed.problem))
  const fileIds = uploads.flatMap((answer) => ('fileId' in answer ? [answer.fileId] : []))
  const written = store.state.scene === undefined ? content : encodeMentions(content, store.state.scene)
  const message = { content: written, ...(fileIds.length > 0 && { fileIds }), ...(reply && { reply }) }
  const outcome = await store.server.act({ kind: 'say', personId, placeId, ...message })
  if (!outcome.ok) giveBack(outcome.problem)
}

/** @see https://support.discord.com/hc/en-us/articles/211866427 */
const mostFiles = 10

function findObstacle(content: string, files: readonly File[], uploadLimit: number): string | undefined {
  if (content.length > longestMessage) return tooLong(longestMessage)
  if (files.length > mostFiles) return tooManyFiles(mostFiles)
  return files.map((file) => findFileProblem(file, [], uploadLimit)).find((problem) => problem !== undefined)
}
