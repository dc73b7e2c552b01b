import { html, type TemplateResult } from 'lit'
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
  filesNeedCommand,
  findRunnable,
  isAt,
  isWriting,
  outdated,
  textId,
  tooLong,
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

/** Sends an ordinary message. The box is empty at once; where it could not be sent, the text comes back. */
export async function sayMessage(store: Store): Promise<void> {
  const { composer, personId, placeId } = store.state
  const content = composer.text.trim()
  const { reply } = composer
  const obstacle = findObstacle(content, composer.files)
  if (obstacle !== undefined) changeComposer(store, (before) => ({ ...before, notice: obstacle }))
  if (obstacle !== undefined || content === '') return
  changeComposer(store, (before) => ({ ...before, text: '', reply: undefined, list: undefined, notice: undefined }))
  const written = store.state.scene === undefined ? content : encodeMentions(content, store.state.scene)
  const outcome = await store.server.act({ kind: 'say', personId, placeId, content: written, ...(reply && { reply }) })
  if (outcome.ok) return
  changeComposerAt(store, keyOf(personId, placeId), (before) => ({
    ...before,
    text: before.text === '' ? content : before.text,
    reply: before.reply ?? reply,
    notice: outcome.problem,
  }))
}

function findObstacle(content: string, files: readonly File[]): string | undefined {
  if (files.length > 0) return filesNeedCommand
  return content.length > longestMessage ? tooLong(longestMessage) : undefined
}
