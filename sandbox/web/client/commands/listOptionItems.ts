import { channelTypes, optionTypes } from '../../../discord/flags.ts'
import type { Scene } from '../../protocol.ts'
import type { CommandOption, OptionItem } from './commandOption.ts'

type Known = Pick<Scene, 'people' | 'places' | 'bot' | 'roles'>

/** Everything that an option's list offers before it is searched; suggestions of the app are not among it. */
export function listOptionItems(option: CommandOption, known: Known): readonly OptionItem[] {
  if (option.choices.length > 0) return option.choices
  switch (option.type) {
    case optionTypes.boolean:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ]
    case optionTypes.user:
      return listUsers(known)
    case optionTypes.channel:
      return listChannels(option, known)
    case optionTypes.role:
      return listRoles(known)
    case optionTypes.mentionable:
      return [...listUsers(known), ...listRoles(known)]
    default:
      return []
  }
}

const listUsers = ({ people, bot }: Known): readonly OptionItem[] => [
  ...people.map(({ id, name, role }) => ({ name, value: id, detail: role })),
  { name: bot.name, value: bot.id, detail: 'App' },
]

const listRoles = ({ roles = [] }: Known): readonly OptionItem[] =>
  roles.map(({ id, name }) => ({ name: `@${name.replace(/^@/, '')}`, value: id, detail: 'Role' }))

const listChannels = (option: CommandOption, { places }: Known): readonly OptionItem[] =>
  option.channelTypes.length > 0 && !option.channelTypes.includes(channelTypes.text)
    ? []
    : places
        .filter(({ kind }) => kind !== 'direct')
        .map(({ id, name }) => ({ name: `#${name.replace(/^#/, '')}`, value: id }))
