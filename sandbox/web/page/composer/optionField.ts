import { html, nothing, type TemplateResult } from 'lit'
import { listAccepted } from '../../../discord/client/values.ts'
import { optionTypes } from '../../../discord/flags.ts'
import { type Field, findField, settleField, typeInField } from '../../client/commands/draft.ts'
import { type CommandOption, hasList, isAttachment, isClosedList } from '../../client/commands/options.ts'
import { drawGrowingText } from '../fields/growingText.ts'
import { itemId, pressInList } from '../fields/listBox.ts'
import { drawIcon } from '../parts/icons.ts'
import type { Store } from '../state/state.ts'
import {
  addFileTo,
  allItems,
  fieldItems,
  firstActive,
  isBusy,
  leaveCommand,
  openNamedOption,
  removeFile,
  removeOption,
  reopenSearch,
} from './command.ts'
import { sendCommand } from './send.ts'
import {
  changeCommand,
  changeComposer,
  fieldId,
  focusNeighbour,
  listId,
  type OpenList,
  problemId,
  stripId,
} from './state.ts'
import { chooseItem, closeList, completeOption, moveToItem } from './suggestions.ts'

/** An option of the command that is being filled in, as it has to be drawn. */
interface DrawnOption {
  readonly option: CommandOption
  readonly field: Field<File>
  /** On its way to the server. */
  readonly isBusy: boolean
  readonly list: OpenList | undefined
}

/** An opened option: its name, what was entered, and what is wrong with that. */
export function drawOption(drawn: DrawnOption, store: Store): TemplateResult {
  const { option, field, isBusy } = drawn
  return html`
    <div class="option" data-problem=${field.problem !== undefined}>
      <div class="option-pill" @click=${(event: MouseEvent) => focusWithin(event, option.name)}>
        <label class="option-name" for=${fieldId(option.name)}>${option.name}</label>
        ${isAttachment(option) ? drawFileOption(drawn, store) : drawTypedOption(drawn, store)}
        ${
          option.isRequired
            ? nothing
            : html`<button
                class="option-remove"
                type="button"
                title="Remove ${option.name}"
                aria-label="Remove ${option.name}"
                ?disabled=${isBusy}
                @click=${() => removeOption(store, option.name)}
              >
                ${drawIcon('cross')}
              </button>`
        }
      </div>
      ${field.problem === undefined ? nothing : html`<p class="option-problem" id=${problemId(option.name)} role="alert">${field.problem}</p>`}
    </div>
  `
}

/** A press beside a short text belongs to the text. */
function focusWithin(event: MouseEvent, name: string): void {
  if (event.target === event.currentTarget) document.getElementById(fieldId(name))?.focus()
}

/** The text of an option; choices, people and places are found by typing as well. */
function drawTypedOption({ option, field, isBusy, list }: DrawnOption, store: Store): TemplateResult {
  const isOpen = list?.of === `option:${option.name}`
  const activeId = isOpen && list.active >= 0 ? itemId(listId, list.active) : undefined
  return html`
    <div class="option-value">
      ${drawGrowingText({
        id: fieldId(option.name),
        label: option.isRequired ? `${option.name}, required` : option.name,
        text: field.text,
        isLine: hasList(option) || option.type !== optionTypes.string,
        isReadOnly: isBusy,
        isInvalid: field.problem !== undefined,
        describedBy: field.problem === undefined ? stripId : problemId(option.name),
        inputMode: inputModes[option.type] ?? 'text',
        list: hasList(option) ? { id: listId, isOpen, activeId } : undefined,
        input: (text, event) => typeOption(store, option, text, event),
        keydown: (event) => pressInOption(event, store, option),
        focus: () => enterOption(store, option),
        blur: () => exitOption(store, option),
        click: () => {
          if (!isOpen) openOptionList(store, option)
        },
      })}
    </div>
  `
}

const inputModes: Readonly<Record<number, 'numeric' | 'decimal'>> = {
  [optionTypes.integer]: 'numeric',
  [optionTypes.number]: 'decimal',
}

const upload = 'Upload file'

/** The name of the chosen file; Space or a press opens the file dialog, Backspace takes the file back. */
function drawFileOption({ option, field, isBusy }: DrawnOption, store: Store): TemplateResult {
  const { name } = option
  const press = (event: KeyboardEvent) => {
    const isRemoval = event.key === 'Backspace' || event.key === 'Delete'
    if (isRemoval && field.file !== undefined && !isBusy) {
      event.preventDefault()
      removeFile(store, name)
    } else pressInAnyOption(event, store, option, field.file === undefined)
  }
  return html`
    <button
      class="option-value option-file"
      type="button"
      id=${fieldId(name)}
      aria-label="${name}, ${field.file?.name ?? upload}"
      aria-invalid=${field.problem === undefined ? nothing : 'true'}
      aria-describedby=${field.problem === undefined ? stripId : problemId(name)}
      data-empty=${field.file === undefined}
      @keydown=${press}
      @focus=${() => enterOption(store, option)}
      @blur=${() => exitOption(store, option)}
      @click=${() => !isBusy && openFileDialog(option.fileTypes, (file) => addFileTo(store, name, file))}
    >
      ${field.file?.name ?? upload}
    </button>
  `
}

/** Lets the person choose a file, of the types that an option takes. */
function openFileDialog(fileTypes: readonly string[], take: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = listAccepted(fileTypes)
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file !== undefined) take(file)
  })
  input.click()
}

/** The focus comes to an option: it is described over the box, and its list opens. */
function enterOption(store: Store, option: CommandOption): void {
  changeComposer(store, (composer) => ({ ...composer, focused: option.name }))
  openOptionList(store, option)
}

function openOptionList(store: Store, option: CommandOption): void {
  const state = store.state
  const field = state.composer.command && findField(state.composer.command, option.name)
  if (field === undefined || !hasList(option) || state.composer.command?.stage !== 'editing') return
  const of: OpenList['of'] = `option:${option.name}`
  const active = firstActive(fieldItems(state, option, field), field)
  changeComposer(store, (composer) => ({ ...composer, list: { of, active } }))
  if (option.completes && field.suggestions?.state !== 'ready') completeOption(store, option, field.text, 0)
}

/** The focus goes: the list closes, and what the text means is chosen. */
function exitOption(store: Store, option: CommandOption): void {
  changeCommand(store, (draft, _runnable, state) => settleField(draft, option.name, allItems(state, option)))
  changeComposer(store, (composer) => ({
    ...composer,
    focused: composer.focused === option.name ? undefined : composer.focused,
    list: composer.list?.of === `option:${option.name}` ? undefined : composer.list,
  }))
}

/** Takes over the text of an option. Only texts have more than one line. */
function typeOption(store: Store, option: CommandOption, text: string, event: InputEvent): void {
  if (event.data === ':' && openNamedOption(store, option.name, text)) return
  const isText = option.type === optionTypes.string && option.choices.length === 0
  const written = isText ? text : text.replaceAll('\n', ' ')
  changeCommand(store, (draft, _runnable, state) => typeInField(draft, option.name, written, allItems(state, option)))
  changeComposer(store, (composer) => ({
    ...composer,
    notice: undefined,
    list: hasList(option) ? { of: `option:${option.name}`, active: 0 } : undefined,
  }))
  if (option.completes) completeOption(store, option, written)
}

/** Keys in an option that is typed. */
function pressInOption(event: KeyboardEvent, store: Store, option: CommandOption): void {
  const state = store.state
  const { command, list } = state.composer
  const field = command && findField(command, option.name)
  if (event.isComposing || command === undefined || field === undefined) return
  const items = fieldItems(state, option, field)
  const isOpen = list?.of === `option:${option.name}`
  const choose = (index: number) => {
    const item = items[index]
    if (item !== undefined) chooseItem(store, option, item)
  }
  const isHandled =
    !isBusy(state.composer) &&
    pressInList(event, {
      isOpen,
      count: items.length,
      active: list?.active ?? -1,
      open: hasList(option) ? () => openOptionList(store, option) : undefined,
      move: (index) => moveToItem(store, index),
      choose,
      close: () => closeList(store),
    })
  if (isHandled) return
  // Going on with Tab takes what was searched for along; only passing by chooses nothing.
  if (event.key === 'Tab' && !event.shiftKey && isOpen && field.text !== '' && field.picked === undefined) {
    choose(list?.active ?? -1)
  }
  const isLine = option.type !== optionTypes.string || isClosedList(option)
  if (event.key === 'Enter' && isLine && event.shiftKey) event.preventDefault()
  pressInAnyOption(event, store, option, field.text === '')
}

/** What keys mean in every option, also in one for files. */
function pressInAnyOption(event: KeyboardEvent, store: Store, option: CommandOption, isEmpty: boolean): void {
  const { command } = store.state.composer
  if (command === undefined) return
  if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    void sendCommand(store)
  } else if (event.key === 'Escape') {
    event.preventDefault()
    leaveCommand(store)
  } else if (event.key === 'Backspace' && isEmpty) {
    event.preventDefault()
    if (!option.isRequired) removeOption(store, option.name)
    else if (!focusNeighbour(command, option.name, -1)) reopenSearch(store)
  } else if (isLeaving(event)) {
    if (focusNeighbour(command, option.name, event.key === 'ArrowLeft' ? -1 : 1)) event.preventDefault()
  }
}

/** The arrow keys lead out of a text at its ends. */
export function isLeaving(event: KeyboardEvent): boolean {
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false
  const { key, target } = event
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false
  if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return true
  if (target.selectionStart !== target.selectionEnd) return false
  return target.selectionStart === (key === 'ArrowLeft' ? 0 : target.value.length)
}
