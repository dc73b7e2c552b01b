import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../sandbox/discord/json.ts'
import { checkCommands } from '../../../../sandbox/discord/validation/checkCommands.ts'

interface Row {
  readonly refused: unknown
  readonly twin: unknown
  readonly code: string
  readonly at: string
  readonly scope?: 'guild'
}

const command = (details: JsonObject = {}): JsonObject => ({ name: 'kling', description: 'Videos', ...details })
const option = (details: JsonObject = {}): JsonObject => ({ type: 3, name: 'prompt', description: 'Words', ...details })
const withOptions = (...options: JsonObject[]) => [command({ options })]
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `choice ${index}`, value: `${index}` }))
/** 100 characters of description and 32 of name per option. */
const heavy = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    option({
      name: `${'x'.repeat(30)}${String(index).padStart(2, '0')}`,
      description: 'x'.repeat(100),
      choices: Array.from({ length: 25 }, (_item, place) => ({ name: `choice${place}`, value: 'x'.repeat(100) })),
    }),
  )

const rows: Record<string, Row> = {
  'anything but a list': { refused: command(), twin: [command()], code: 'LIST_TYPE_CONVERT', at: '' },
  'a misspelt key': {
    refused: [command({ defaultMemberPermissions: '8' })],
    twin: [command({ default_member_permissions: '2048', nsfw: false })],
    code: 'UNKNOWN_FIELD',
    at: '0.defaultMemberPermissions',
  },
  'capitals in the name': {
    refused: [command({ name: 'Kling' })],
    twin: [command({ name: 'kling-ビデオ' })],
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    at: '0.name',
  },
  'a space in the name': {
    refused: [command({ name: 'kling video' })],
    twin: [command({ type: 3, name: 'Animate this image', description: '' })],
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    at: '0.name',
  },
  'a name of 33 characters': {
    refused: [command({ name: 'x'.repeat(33) })],
    twin: [command({ name: 'x'.repeat(32) })],
    code: 'BASE_TYPE_BAD_LENGTH',
    at: '0.name',
  },
  'a language that Discord does not have': {
    refused: [command({ description_localizations: { xx: 'Videos' } })],
    twin: [command({ description_localizations: { de: 'Videos' } })],
    code: 'ENUM_TYPE_COERCE',
    at: '0.description_localizations',
  },
  'a choice in a language that Discord does not have': {
    refused: withOptions(option({ choices: [{ name: 'one', name_localizations: { de_DE: 'eins' }, value: '1' }] })),
    twin: withOptions(option({ choices: [{ name: 'one', name_localizations: { de: 'Eins' }, value: '1' }] })),
    code: 'ENUM_TYPE_COERCE',
    at: '0.options.0.choices.0.name_localizations',
  },
  'capitals in a translated name': {
    refused: withOptions(option({ name_localizations: { de: 'Bild' } })),
    twin: withOptions(option({ name_localizations: { de: 'bild', ja: '画像' } })),
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    at: '0.options.0.name_localizations.de',
  },
  'a translated name that another option has': {
    refused: withOptions(option({ name: 'bild' }), option({ name: 'image', name_localizations: { de: 'bild' } })),
    twin: withOptions(
      option({ name: 'bild', name_localizations: { de: 'foto' } }),
      option({ name: 'image', name_localizations: { de: 'bild' } }),
    ),
    code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    at: '0.options.1.name_localizations.de',
  },
  'no description': {
    refused: [{ name: 'kling' }],
    twin: [command()],
    code: 'BASE_TYPE_REQUIRED',
    at: '0.description',
  },
  'a description for a context menu': {
    refused: [{ type: 3, name: 'Animate', description: 'x' }],
    twin: [{ type: 3, name: 'Animate' }],
    code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
    at: '0.description',
  },
  'options for a context menu': {
    refused: [{ type: 3, name: 'Animate', options: [option()] }],
    twin: [{ type: 3, name: 'Animate', options: [] }],
    code: 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
    at: '0.options',
  },
  "a name of 33 characters in a person's menu": {
    refused: [{ type: 2, name: 'X y'.repeat(11) }],
    twin: [{ type: 2, name: `${'X y'.repeat(10)}Xy` }],
    code: 'BASE_TYPE_BAD_LENGTH',
    at: '0.name',
  },
  'a menu without a name': {
    refused: [{ type: 3, name: '' }],
    twin: [{ type: 3, name: 'A', description: null }],
    code: 'BASE_TYPE_BAD_LENGTH',
    at: '0.name',
  },
  'a name of spaces in a menu': {
    refused: [{ type: 3, name: '  ' }],
    twin: [{ type: 3, name: 'Make it 4K!' }],
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    at: '0.name',
  },
  'capitals in an option': {
    refused: withOptions(option({ name: 'Prompt' })),
    twin: withOptions(option({ name: 'aspect_ratio' })),
    code: 'APPLICATION_COMMAND_INVALID_NAME',
    at: '0.options.0.name',
  },
  'an option twice': {
    refused: withOptions(option(), option()),
    twin: withOptions(option(), option({ name: 'other' })),
    code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    at: '0.options.1.name',
  },
  'a required option after an optional one': {
    refused: withOptions({
      type: 1,
      name: 'video',
      description: 'x',
      options: [option({ name: 'first' }), option({ required: true })],
    }),
    twin: withOptions({
      type: 1,
      name: 'video',
      description: 'x',
      options: [option({ required: true }), option({ name: 'first' })],
    }),
    code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    at: '0.options.0.options.1',
  },
  'a subcommand beside an option': {
    refused: withOptions({ type: 1, name: 'video', description: 'x' }, option()),
    twin: withOptions({ type: 1, name: 'video', description: 'x' }, { type: 1, name: 'queue', description: 'x' }),
    code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    at: '0.options',
  },
  '26 options': {
    refused: withOptions(...Array.from({ length: 26 }, (_, index) => option({ name: `o${index}` }))),
    twin: withOptions(...Array.from({ length: 25 }, (_, index) => option({ name: `o${index}` }))),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: '0.options',
  },
  '26 choices': {
    refused: withOptions(option({ choices: choices(26) })),
    twin: withOptions(option({ choices: choices(25) })),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: '0.options.0.choices',
  },
  'a choice twice': {
    refused: withOptions(option({ choices: [...choices(1), ...choices(1)] })),
    twin: withOptions(option({ choices: choices(2) })),
    code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
    at: '0.options.0.choices.1',
  },
  'a choice of 101 characters': {
    refused: withOptions(option({ choices: [{ name: 'x', value: 'x'.repeat(101) }] })),
    twin: withOptions(option({ choices: [{ name: 'x', value: 'x'.repeat(100) }] })),
    code: 'BASE_TYPE_MAX_LENGTH',
    at: '0.options.0.choices.0.value',
  },
  'choices with autocomplete': {
    refused: withOptions(option({ autocomplete: true, choices: choices(1) })),
    twin: withOptions(option({ autocomplete: true })),
    code: 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
    at: '0.options.0.choices',
  },
  'a range upside down': {
    refused: withOptions(option({ type: 4, min_value: 15, max_value: 3 })),
    twin: withOptions(option({ type: 4, min_value: 3, max_value: 15 })),
    code: 'APPLICATION_COMMAND_OPTION_RANGE_INVALID',
    at: '0.options.0.min_value',
  },
  'a text of more than 6000': {
    refused: withOptions(option({ max_length: 6_001 })),
    twin: withOptions(option({ max_length: 6_000 })),
    code: 'NUMBER_TYPE_MAX',
    at: '0.options.0.max_length',
  },
  'a file type without its dot': {
    refused: withOptions(option({ type: 11, file_types: ['png'] })),
    twin: withOptions(option({ type: 11, file_types: ['image', '.bmp'] })),
    code: 'FILE_TYPE_INVALID',
    at: '0.options.0.file_types.0',
  },
  'more than 8000 characters in total': {
    refused: withOptions(...heavy(3)),
    twin: withOptions(...heavy(2)),
    code: 'APPLICATION_COMMAND_TOO_LARGE',
    at: '0',
  },
  'a name twice': {
    refused: [command(), command()],
    twin: [command(), { type: 3, name: 'kling' }],
    code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
    at: '1.name',
  },
  'sixteen menus': {
    refused: Array.from({ length: 16 }, (_, index) => ({ type: 3, name: `Menu ${index}` })),
    twin: Array.from({ length: 15 }, (_, index) => ({ type: 3, name: `Menu ${index}` })),
    code: 'BASE_TYPE_BAD_LENGTH',
    at: '',
  },
  'contexts of a guild command': {
    refused: [command({ contexts: [0] })],
    twin: [command()],
    scope: 'guild',
    code: 'APPLICATION_COMMAND_GUILD_FIELD',
    at: '0.contexts',
  },
}

describe('a list of commands', () => {
  test.each(Object.entries(rows))('is refused for %s', (_name, { refused, code, at, scope = 'global' as const }) => {
    const [first] = checkCommands(refused, scope)
    expect({ code: first?.code, at: first?.path.join('.') }).toStrictEqual({ code, at })
  })

  test.each(Object.entries(rows))('passes as the near twin of %s', (_name, { twin, scope = 'global' as const }) => {
    expect(checkCommands(twin, scope)).toStrictEqual([])
  })
})
