import type { EnteredFile } from '../../../../../sandbox/discord/client/values.ts'
import { commandTypes, optionTypes } from '../../../../../sandbox/discord/flags.ts'
import type { CommandDraft, Field } from '../../../../../sandbox/web/client/commands/draft.ts'
import { listRunnable, type Runnable } from '../../../../../sandbox/web/client/commands/slashCommands.ts'

export const film = {
  id: '1',
  type: commandTypes.chatInput,
  name: 'film',
  description: 'Films',
  options: [
    {
      type: optionTypes.subcommand,
      name: 'shoot',
      description: 'Shoot a film',
      options: [
        { type: optionTypes.string, name: 'plot', description: 'What happens', required: true, max_length: 20 },
        { type: optionTypes.attachment, name: 'start', description: 'First picture', file_types: ['image'] },
        { type: optionTypes.attachment, name: 'sound', description: 'Music', file_types: ['audio'] },
        { type: optionTypes.integer, name: 'length', description: 'Seconds', min_value: 3, max_value: 15 },
        {
          type: optionTypes.string,
          name: 'look',
          description: 'How it looks',
          choices: [
            { name: 'Black and white', value: 'noir' },
            { name: 'Colour', value: 'colour' },
          ],
        },
        { type: optionTypes.boolean, name: 'secret', description: 'Nobody sees it' },
        { type: optionTypes.user, name: 'hero', description: 'Who plays' },
        { type: optionTypes.number, name: 'grain', description: 'How grainy' },
        { type: optionTypes.string, name: 'title', description: 'Its title', autocomplete: true },
      ],
    },
    {
      type: optionTypes.group,
      name: 'crew',
      description: 'People',
      options: [
        { type: optionTypes.subcommand, name: 'hire', description: 'Hire somebody' },
        { type: optionTypes.subcommand, name: 'thank', description: 'Thank somebody', options: [] },
      ],
    },
  ],
}

export const ping = { id: '2', name: 'ping', description: 'Is it there?' }

export const menu = { id: '3', type: commandTypes.message, name: 'Film this' }

export const runnable = listRunnable([film, ping, menu], ['1', '2', '3'])

export function findRunnable(name: string): Runnable {
  const found = runnable.find((each) => each.name === name)
  if (found === undefined) throw new Error(`No command ${name}`)
  return found
}

export const shoot = findRunnable('film shoot')

export const fieldOf = (name: string, entered: Partial<Field> = {}): Field => ({
  name,
  text: '',
  picked: undefined,
  file: undefined,
  suggestions: undefined,
  problem: undefined,
  ...entered,
})

export const draftOf = (...fields: Field[]): CommandDraft => ({
  name: 'film shoot',
  fields,
  search: '',
  stage: 'editing',
})

export const fileOf = (name: string, size = 10): EnteredFile => ({ name, size })

export const megabyte = 1024 * 1024
