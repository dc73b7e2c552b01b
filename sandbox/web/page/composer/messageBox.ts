import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { readCommandText, searchRunnable } from '../../client/commands/slashCommands.ts'
import { nameAuthor, unknownUser } from '../../client/messages/names.ts'
import type { Place } from '../../protocol.ts'
import { drawFileCard } from '../fields/files.ts'
import { drawGrowingText } from '../fields/growingText.ts'
import { itemId, pressInList } from '../fields/listBox.ts'
import { showAfterDraw } from '../parts/focus.ts'
import { drawIcon } from '../parts/icons.ts'
import type { State, Store } from '../state/state.ts'
import { addFiles, chooseCommand, removeWaiting } from './command.ts'
import { drawSendButton, longestMessage, sayMessage } from './send.ts'
import {
  availableCommands,
  type ComposerState,
  changeComposer,
  describePlace,
  focusComposer,
  listId,
  textId,
} from './state.ts'
import { closeList, moveToItem } from './suggestions.ts'

const countFrom = 200

/** The box for an ordinary message. */
export function drawMessageBox(state: State, place: Place, store: Store): TemplateResult {
  const { text, files, list, reply } = state.composer
  const label = `Message ${describePlace(place, state)}`
  const left = longestMessage - text.length
  return html`
    ${reply === undefined ? nothing : drawReplyBar(reply, state, store)}
    <div class="composer-box">
      ${files.length === 0 ? nothing : drawWaiting(files, store)}
      <div class="message-row">
        <button class="composer-button composer-plus" type="button" title="Use Apps" aria-label="Use Apps" @click=${() => searchCommands(store)}>
          ${drawIcon('plus')}
        </button>
        <label class="composer-button composer-attach" title="Upload a File">
          <input class="visually-hidden" type="file" multiple aria-label="Upload a File" @change=${(event: Event) => takeFiles(event, store)} />
          ${drawIcon('upload')}
        </label>
        <div class="message-text">
          ${text === '' ? html`<span class="message-hint" aria-hidden="true">${label} · Type /<span class="hint-end"> for commands</span></span>` : nothing}
          ${drawGrowingText({
            id: textId,
            label,
            text,
            list: {
              id: listId,
              isOpen: list?.of === 'commands',
              activeId: list && list.active >= 0 ? itemId(listId, list.active) : undefined,
            },
            input: (typed) => typeMessage(store, typed),
            keydown: (event) => pressInMessage(event, store),
            blur: () => closeList(store),
          })}
        </div>
        ${left > countFrom ? nothing : html`<span class="composer-count" data-over=${left < 0} aria-hidden="true">${left}</span>`}
        ${drawSendButton('Send Message', text.trim() === '' && files.length === 0, () => {
          void sayMessage(store)
          focusComposer(store.state)
        })}
      </div>
    </div>
  `
}

/** Says whom the message answers, above the box. */
function drawReplyBar(
  { messageId, mentions }: NonNullable<ComposerState['reply']>,
  { scene }: State,
  store: Store,
): TemplateResult {
  const message = scene?.messages.find(({ id }) => id === messageId)
  const name = scene === undefined || message === undefined ? unknownUser : nameAuthor(scene, message.body)
  const toggle = () => {
    changeComposer(store, (composer) => ({ ...composer, reply: { messageId, mentions: !mentions } }))
    focusComposer(store.state)
  }
  return html`
    <div class="reply-bar">
      <span>Replying to <strong>${name}</strong></span>
      <button class="reply-mention" type="button" aria-pressed=${mentions ? 'true' : 'false'} title="Notify the author" @click=${toggle}>
        @ ${mentions ? 'On' : 'Off'}
      </button>
      <button class="reply-leave" type="button" title="Stop replying" aria-label="Stop replying" @click=${() => leaveReply(store)}>
        ${drawIcon('cross')}
      </button>
    </div>
  `
}

function leaveReply(store: Store): void {
  changeComposer(store, (composer) => ({ ...composer, reply: undefined }))
  focusComposer(store.state)
}

function takeFiles(event: Event, store: Store): void {
  const input = event.target as HTMLInputElement
  const files = [...(input.files ?? [])]
  // The same file may be chosen again after it was removed.
  input.value = ''
  if (files.length > 0) addFiles(store, files)
  focusComposer(store.state)
}

/** As if a slash was typed: for those who have no keyboard, and newcomers. */
function searchCommands(store: Store): void {
  typeMessage(store, '/')
  focusComposer(store.state)
}

const drawWaiting = (files: readonly File[], store: Store): TemplateResult => html`
  <div class="composer-files">
    ${repeat(
      files,
      (file) => file,
      (file) => drawFileCard({ file, remove: () => removeWaiting(store, file) }),
    )}
  </div>
`

/** Takes over the text of the box. A slash opens the commands; a whole command with a space behind it is chosen. */
function typeMessage(store: Store, text: string): void {
  const command = readCommandText(text, availableCommands(store.state))
  if (command !== undefined) {
    chooseCommand(store, command.runnable, command.texts)
    return
  }
  const isCommand = text.startsWith('/') && !text.includes('\n')
  changeComposer(store, (composer) => ({
    ...composer,
    text,
    notice: undefined,
    list: isCommand ? { of: 'commands', active: 0 } : undefined,
  }))
  showAfterDraw(itemId(listId, 0))
}

/** Keys in the box of ordinary messages. */
function pressInMessage(event: KeyboardEvent, store: Store): void {
  if (event.isComposing) return
  const state = store.state
  const { list, text } = state.composer
  const isOpen = list?.of === 'commands'
  const found = isOpen ? searchRunnable(availableCommands(state), text.slice(1)) : []
  const active = list?.active ?? -1
  const choose = (index: number) => {
    const runnable = found[index]
    if (runnable !== undefined) chooseCommand(store, runnable)
  }
  const isHandled = pressInList(event, {
    isOpen,
    count: found.length,
    active,
    open: text.startsWith('/') && !text.includes('\n') ? () => typeMessage(store, text) : undefined,
    move: (index) => moveToItem(store, index),
    choose,
    close: () => closeList(store),
  })
  if (isHandled) return
  if (event.key === 'Escape' && state.composer.reply !== undefined) {
    event.preventDefault()
    leaveReply(store)
    return
  }
  if (event.key === 'Tab' && !event.shiftKey && found[active] !== undefined) {
    event.preventDefault()
    choose(active)
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    void sayMessage(store)
  }
}
