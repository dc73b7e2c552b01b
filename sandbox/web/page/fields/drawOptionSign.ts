import { html, type TemplateResult } from 'lit'
import type { SelectOption } from '../../client/selects/listSelectOptions.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'

/** What stands before the label of a select's option: a picture, an emoji, `#` or `@`. */
export function drawOptionSign({ sign, isPerson, value, label }: SelectOption): TemplateResult | undefined {
  if (isPerson === true) return drawAvatar(value, label)
  return sign === undefined ? undefined : html`<span class="select-sign" aria-hidden="true">${sign}</span>`
}
