import { componentTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { type KnownScene, listSelectOptions, type SelectOption } from './listSelectOptions.ts'

export interface SelectRules {
  readonly options: readonly SelectOption[]
  readonly placeholder: string
  /** What is chosen before anybody chooses. */
  readonly defaults: readonly string[]
  readonly fewest: number
  readonly most: number
}

/** Discord's own, where the bot has written none. */
const placeholders: Readonly<Record<number, string>> = {
  [componentTypes.userSelect]: 'Select a user',
  [componentTypes.roleSelect]: 'Select a role',
  [componentTypes.mentionableSelect]: 'Select a user or role',
  [componentTypes.channelSelect]: 'Select a channel',
}

/** A select of a message or a modal, whichever of the five kinds. @see https://discord.com/developers/docs/components/reference#string-select */
export function readSelect(component: JsonObject, known: KnownScene): SelectRules {
  const { min_values: fewest, max_values: most } = component
  const type = Number(component.type)
  const chosen = objectsIn(component.options).filter((option) => option.default === true)
  const isOwn = type === componentTypes.stringSelect
  return {
    options: listSelectOptions(component, known),
    placeholder: textIn(component.placeholder) || (placeholders[type] ?? 'Make a selection'),
    defaults: isOwn
      ? chosen.map(({ value }) => textIn(value))
      : objectsIn(component.default_values).map(({ id }) => textIn(id)),
    // In a modal it may be left alone where nothing has to be chosen.
    fewest: component.required === false ? 0 : typeof fewest === 'number' ? fewest : 1,
    most: typeof most === 'number' ? most : 1,
  }
}
