import { html, type TemplateResult } from 'lit'
import { optionTypes } from '../../../discord/flags.ts'
import { hasList } from '../../client/commands/commandOption.ts'
import { drawGrowingText } from '../fields/drawGrowingText.ts'
import { itemId } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import type { DrawnOption } from './drawnOption.ts'
import { fieldId, listId, problemId, stripId } from './elementIds.ts'
import { pressInOption } from './pressInOption.ts'
import { typeOption } from './typeOption.ts'
import { enterOption, exitOption, openOptionList } from './visitOption.ts'

/** The text of an option; choices, people and places are found by typing as well. */
export function drawTypedOption({ option, field, isBusy, list }: DrawnOption, does: Does): TemplateResult {
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
        input: (text, event) => typeOption(does, option, text, event),
        keydown: (event) => pressInOption(event, does, option),
        focus: () => enterOption(does, option),
        blur: () => exitOption(does, option),
        click: () => {
          if (!isOpen) openOptionList(does, option)
        },
      })}
    </div>
  `
}

const inputModes: Readonly<Record<number, 'numeric' | 'decimal'>> = {
  [optionTypes.integer]: 'numeric',
  [optionTypes.number]: 'decimal',
}
