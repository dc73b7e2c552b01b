import { expect, test } from 'vitest'
import { channelTypes, optionTypes } from '../../../../../sandbox/discord/flags.ts'
import { listOptionItems, readOption, searchItems } from '../../../../../sandbox/web/client/commands/options.ts'

const person = { mayModerate: false, uploadLimit: 10 }
const known = {
  bot: { id: '9', name: 'Kling', state: 'serving' as const },
  people: [
    { ...person, id: '1', name: 'Ada', role: 'owner' },
    { ...person, id: '2', name: 'Ben', role: 'member' },
  ],
  places: [
    { id: '3', name: 'videos', kind: 'text' as const, offers: {} },
    { id: '7', name: 'A boat', kind: 'text' as const, parentId: '3', offers: {} },
    { id: '4', name: 'Kling', kind: 'direct' as const, personId: '1', offers: {} },
  ],
  roles: [
    { id: '5', name: 'Editors' },
    { id: '6', name: '@everyone' },
  ],
}
const users = [
  { name: 'Ada', value: '1', detail: 'owner' },
  { name: 'Ben', value: '2', detail: 'member' },
  { name: 'Kling', value: '9', detail: 'App' },
]
const roles = [
  { name: '@Editors', value: '5', detail: 'Role' },
  { name: '@everyone', value: '6', detail: 'Role' },
]
const option = (body: object) => readOption({ name: 'it', description: 'It', ...body })

test.each([
  ['choices', { type: optionTypes.integer, choices: [{ name: 'One', value: 1 }] }, [{ name: 'One', value: 1 }]],
  [
    'true and false',
    { type: optionTypes.boolean },
    [
      { name: 'True', value: true },
      { name: 'False', value: false },
    ],
  ],
  ['people and the bot', { type: optionTypes.user }, users],
  ['roles', { type: optionTypes.role }, roles],
  ['people and roles', { type: optionTypes.mentionable }, [...users, ...roles]],
  ['channels, but no threads and no conversations', { type: optionTypes.channel }, [{ name: '#videos', value: '3' }]],
  [
    'text channels',
    { type: optionTypes.channel, channel_types: [channelTypes.text] },
    [{ name: '#videos', value: '3' }],
  ],
  ['no channels of other types', { type: optionTypes.channel, channel_types: [channelTypes.forum] }, []],
  ['nothing for a text', { type: optionTypes.string }, []],
])('the list offers %s', (_what, body, items) => {
  expect(listOptionItems(option(body), known)).toStrictEqual(items)
})

test('a server may have no roles', () => {
  const { roles: _roles, ...without } = known
  expect(listOptionItems(option({ type: optionTypes.role }), without)).toStrictEqual([])
})

test.each([
  ['', ['Ada', 'Ben', 'Kling']],
  ['n', ['Ben', 'Kling']],
  [' BE ', ['Ben']],
  ['k', ['Kling']],
  ['x', []],
])('%j finds %j', (typed, names) => {
  expect(searchItems(users, typed).map(({ name }) => name)).toStrictEqual(names)
})

test('what begins with the search goes before what only has it inside', () => {
  const found = searchItems([{ name: 'end_image' }, { name: 'image' }], 'image')
  expect(found).toStrictEqual([{ name: 'image' }, { name: 'end_image' }])
})
