import type { TemplateResult } from 'lit'
import type { SelectOption } from '../../client/selects/listSelectOptions.ts'
import type { ListItem } from './drawListBox.ts'
import { drawOptionSign } from './drawOptionSign.ts'

/** A select's option as it stands in the list. @param after what stands at its right */
export const createOptionItem = (option: SelectOption, isChosen: boolean, after?: TemplateResult): ListItem => ({
  key: option.value,
  name: option.label,
  detail: option.description,
  before: drawOptionSign(option),
  after,
  isChosen,
})
