import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { type CommandDraft, type Field, findField, listUnopened } from '../../client/commands/draft.ts'
import { type CommandOption, isAttachment } from '../../client/commands/options.ts'
import type { Runnable } from '../../client/commands/slashCommands.ts'
import { drawFileCard, drawFileDrop } from '../fields/files.ts'
import { drawGrowingText } from '../fields/growingText.ts'
import { itemId, pressInList } from '../fields/listBox.ts'
import { drawAvatar, drawIcon } from '../parts/icons.ts'
import type { State, Store } from '../state/state.ts'
import { addFileTo, isBusy, leaveCommand, openNamedOption, openOption, removeFile, reopenSearch } from './command.ts'
import { drawOption, isLeaving } from './optionField.ts'
import { drawSendButton, sendCommand } from './send.ts'
import {
  changeCommand,
  changeComposer,
  findRunnable,
  focusNeighbour,
  listId,
  moreId,
  outdated,
  stripId,
} from './state.ts'
import { closeList, foundOptions, moveToItem } from './suggestions.ts'

/** The box while a command is filled in. */
export function drawCommandBox(state: State, draft: CommandDraft<File>, store: Store): TemplateResult {
  const runnable = findRunnable(state, draft.name)
  const isBusy = draft.stage !== 'editing'
  const options = draft.fields.flatMap((field) => {
    const option = runnable?.options.find(({ name }) => name === field.name)
    return option === undefined ? [] : [{ option, field }]
  })
  return html`
    ${drawStrip(state, draft, runnable)}
    <div class="composer-box command-box" role="group" aria-label="/${draft.name}" aria-busy=${isBusy}>
      ${drawAttachments(
        options.filter(({ option }) => isAttachment(option)),
        draft.stage,
        store,
      )}
      <div class="command-row">
        <div class="command-fields">
          <span class="command-pill">
            /${draft.name}
            <button
              class="command-leave"
              type="button"
              title="Leave the command"
              aria-label="Leave /${draft.name}"
              ?disabled=${isBusy}
              @click=${() => leaveCommand(store)}
            >
              ${drawIcon('cross')}
            </button>
          </span>
          ${repeat(
            options,
            ({ field }) => field.name,
            ({ option, field }) => drawOption({ option, field, isBusy, list: state.composer.list }, store),
          )}
          ${runnable === undefined ? nothing : drawMoreOptions(state, draft, runnable, store)}
        </div>
        ${drawSendButton(isBusy ? 'Sending command…' : 'Send command', isBusy, () => void sendCommand(store))}
      </div>
    </div>
  `
}

/** Over the box: what the option with the focus is for, or the command. */
function drawStrip({ composer, scene }: State, draft: CommandDraft, runnable: Runnable | undefined): TemplateResult {
  const option = runnable?.options.find(({ name }) => name === composer.focused)
  const field = option && findField(draft, option.name)
  const { bot } = scene ?? { bot: { id: '', name: '' } }
  const most = option?.mostCharacters
  const length = field?.text.length ?? 0
  return html`
    <div class="command-strip" id=${stripId} data-problem=${field?.problem !== undefined}>
      ${
        field === undefined || option === undefined
          ? html`${drawAvatar(bot.id, bot.name)}<strong>/${draft.name}</strong><span>${runnable?.description ?? outdated}</span>`
          : html`<strong>${option.name}</strong><span>${option.description}</span>`
      }
      ${
        most === undefined || length < most * 0.8
          ? nothing
          : html`<span class="strip-count" data-over=${length > most}>${length} / ${most}</span>`
      }
    </div>
  `
}

interface Attachment {
  readonly option: CommandOption
  readonly field: Field<File>
}

/** The files of the command, and places to drop those that are missing. */
function drawAttachments(
  attachments: readonly Attachment[],
  stage: CommandDraft['stage'],
  store: Store,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing
  return html`
    <div class="composer-files">
      ${repeat(
        attachments,
        ({ option }) => option.name,
        (attachment) => html`
          <div class="attachment">
            <span class="attachment-name" aria-hidden="true">${attachment.option.name}</span>
            ${drawAttachment(attachment, stage, store)}
          </div>
        `,
      )}
    </div>
  `
}

function drawAttachment({ option, field }: Attachment, stage: CommandDraft['stage'], store: Store): TemplateResult {
  const { file } = field
  if (file !== undefined) {
    return drawFileCard({
      file,
      isUploading: stage === 'uploading',
      hasProblem: field.problem !== undefined,
      remove: stage === 'editing' ? () => removeFile(store, option.name) : undefined,
    })
  }
  return drawFileDrop({
    id: `composer-drop-${option.name}`,
    label: `${option.name}, upload file`,
    fileTypes: option.fileTypes,
    isInvalid: field.problem !== undefined,
    isReachable: false,
    take: ([first]) => first && addFileTo(store, option.name, first),
  })
}

/** The end of a command: where further options are looked for by typing, and where Enter sends. */
function drawMoreOptions(state: State, draft: CommandDraft, runnable: Runnable, store: Store): TemplateResult {
  const { list } = state.composer
  const count = listUnopened(draft, runnable).length
  const isOpen = list?.of === 'more'
  return html`
    <div class="more-options" data-count=${count}>
      ${drawGrowingText({
        id: moreId,
        label: count === 0 ? `End of /${draft.name}` : `${count} more ${count === 1 ? 'option' : 'options'}`,
        text: draft.search,
        isLine: true,
        placeholder: count === 0 ? '' : `+${count} more`,
        isReadOnly: draft.stage !== 'editing' || count === 0,
        list: {
          id: listId,
          isOpen,
          activeId: isOpen && list.active >= 0 ? itemId(listId, list.active) : undefined,
        },
        input: (search, event) => searchMore(store, search, event),
        keydown: (event) => pressInMore(event, store),
        focus: () => openMore(store),
        blur: () => exitMore(store),
        click: () => {
          if (!isOpen) openMore(store)
        },
      })}
    </div>
  `
}

/** The list opens without an item reached, so that Enter still sends. */
function openMore(store: Store): void {
  const { command } = store.state.composer
  const runnable = command && findRunnable(store.state, command.name)
  if (command === undefined || runnable === undefined || listUnopened(command, runnable).length === 0) return
  if (command.stage !== 'editing') return
  changeComposer(store, (composer) => ({ ...composer, list: { of: 'more', active: command.search === '' ? -1 : 0 } }))
}

function searchMore(store: Store, search: string, event: InputEvent): void {
  if (event.data === ':' && openNamedOption(store, '', search)) return
  changeCommand(store, (draft) => ({ ...draft, search: search.replaceAll('\n', ' ') }))
  openMore(store)
}

function exitMore(store: Store): void {
  changeCommand(store, (draft) => ({ ...draft, search: '' }))
  changeComposer(store, (composer) => (composer.list?.of === 'more' ? { ...composer, list: undefined } : composer))
}

/** Keys behind the last option. */
function pressInMore(event: KeyboardEvent, store: Store): void {
  const state = store.state
  const { command, list } = state.composer
  const runnable = command && findRunnable(state, command.name)
  if (event.isComposing || command === undefined) return
  const found = runnable === undefined ? [] : foundOptions(command, runnable)
  const active = list?.active ?? -1
  const choose = (index: number) => {
    const option = found[index]
    if (option !== undefined) openOption(store, option.name)
  }
  const keys = { move: (index: number) => moveToItem(store, index), choose, close: () => closeList(store) }
  const isOpen = list?.of === 'more' && !isBusy(state.composer)
  if (pressInList(event, { ...keys, isOpen, count: found.length, active, open: () => openMore(store) })) return
  if (event.key === 'Tab' && !event.shiftKey && isOpen && found[active] !== undefined) {
    event.preventDefault()
    choose(active)
  } else if (event.key === 'Enter') {
    event.preventDefault()
    if (command.search === '') void sendCommand(store)
  } else if (event.key === 'Escape') {
    event.preventDefault()
    leaveCommand(store)
  } else if (event.key === 'Backspace' && command.search === '') {
    event.preventDefault()
    if (!focusNeighbour(command, undefined, -1)) reopenSearch(store)
  } else if (event.key === 'ArrowLeft' && isLeaving(event)) {
    if (focusNeighbour(command, undefined, -1)) event.preventDefault()
  }
}
