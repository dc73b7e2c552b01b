import { componentTypes } from '../../../discord/flags.ts'

/** The types of all five kinds of selects. */
export const selectTypes: readonly number[] = [
  componentTypes.stringSelect,
  componentTypes.userSelect,
  componentTypes.roleSelect,
  componentTypes.mentionableSelect,
  componentTypes.channelSelect,
]
