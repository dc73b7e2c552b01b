import { expect, test } from 'vitest'
import {
  isSendable,
  listSelectOptions,
  moveInList,
  readSelect,
  toggleOption,
} from '../../../../sandbox/web/client/selects.ts'
import { named } from './messages/support/messages.ts'

test('a string select has its own options, one of which is chosen unless it says otherwise', () => {
  const component = {
    type: 3,
    placeholder: 'Quality',
    options: [{ label: 'Standard', value: 's', description: '720p', emoji: { name: '✨' }, default: true }],
  }
  expect(readSelect(component, named)).toStrictEqual({
    options: [{ value: 's', label: 'Standard', description: '720p', sign: '✨' }],
    placeholder: 'Quality',
    defaults: ['s'],
    fewest: 1,
    most: 1,
  })
})

test.each([
  ['people', 5, ['Ana', 'Cleo', 'Kling'], 'Select a user'],
  ['roles', 6, ['everyone'], 'Select a role'],
  ['people and roles', 7, ['Ana', 'Cleo', 'Kling', 'everyone'], 'Select a user or role'],
  ['channels', 8, ['videos'], 'Select a channel'],
])('a select of %s', (_, type, labels, placeholder) => {
  const rules = readSelect({ type, default_values: [{ id: '11', type: 'user' }] }, named)
  expect(rules.options.map(({ label }) => label)).toStrictEqual(labels)
  expect(rules).toMatchObject({ placeholder, defaults: ['11'] })
})

test.each([
  ['one unless it is said', {}, 1, 1],
  ['as many as the bot says', { min_values: 2, max_values: 4 }, 2, 4],
  ['none where nothing has to be chosen', { min_values: 2, max_values: 4, required: false }, 0, 4],
])('asks for %s', (_, component, fewest, most) => {
  expect(readSelect({ type: 3, ...component }, named)).toMatchObject({ fewest, most })
})

const person = { role: 'asks', mayModerate: false, uploadLimit: 1 }
const scene = {
  bot: { id: '9', name: 'Kling', state: 'serving' },
  people: [{ id: '1', name: 'Ana', ...person }],
  roles: [{ id: '5', name: 'Editors' }],
  places: [
    { id: '3', name: 'videos', kind: 'text', offers: {} },
    { id: '7', name: 'A boat', kind: 'text', parentId: '3', offers: {} },
    { id: '4', name: 'Kling', kind: 'direct', personId: '1', offers: {} },
  ],
} as const

const labels = (component: Record<string, unknown>) => listSelectOptions(component, scene).map(({ label }) => label)

test.each([
  ['people, with the bot', { type: 5 }, ['Ana', 'Kling']],
  ['roles', { type: 6 }, ['Editors']],
  ['people and roles', { type: 7 }, ['Ana', 'Kling', 'Editors']],
  ['channels, but no thread and no direct conversation', { type: 8 }, ['videos']],
  ['text channels that are asked for', { type: 8, channel_types: [0, 5] }, ['videos']],
  ['no channels where only others are asked for', { type: 8, channel_types: [2] }, []],
])('lists %s', (_, component, expected) => {
  expect(labels(component)).toStrictEqual(expected)
})

test('lists the options of a select with what stands beside them', () => {
  const options = [
    { label: 'Pro', value: 'p', description: '1080p', emoji: { name: '🎬' } },
    { label: 'Own', value: 'o', emoji: { name: 'fox', id: '1' } },
    { label: '4K', value: '4', description: null },
  ]
  expect(listSelectOptions({ type: 3, options }, scene)).toStrictEqual([
    { value: 'p', label: 'Pro', description: '1080p', sign: '🎬' },
    { value: 'o', label: 'Own', sign: ':fox:' },
    { value: '4', label: '4K' },
  ])
})

test.each([
  ['the other one, where one may be chosen', ['a'], 'b', 1, 1, ['b']],
  ['the same again', ['a'], 'a', 1, 1, ['a']],
  ['none, where none may be', ['a'], 'a', 0, 1, []],
  ['one more', ['a'], 'b', 1, 2, ['a', 'b']],
  ['one less', ['a', 'b'], 'a', 1, 2, ['b']],
  ['no more than allowed', ['a', 'b'], 'c', 1, 2, ['a', 'b']],
])('pressing an option chooses %s', (_, chosen, value, fewest, most, after) => {
  expect(toggleOption(chosen, value, { fewest, most })).toStrictEqual(after)
})

test.each([
  ['something else', ['b'], ['a'], true],
  ['the same', ['a'], ['a'], false],
  ['the same in another order', ['b', 'a'], ['a', 'b'], false],
  ['too few', [], ['a'], false],
  ['too many', ['a', 'b', 'c'], ['a'], false],
])('a list that closes with %s', (_, chosen, before, isSent) => {
  expect(isSendable(chosen, before, { fewest: 1, most: 2 })).toBe(isSent)
})

test.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 0],
  ['ArrowDown', -1, 3, 0],
  ['ArrowUp', 1, 3, 0],
  ['ArrowUp', 0, 3, 2],
  ['ArrowUp', -1, 3, 2],
  ['PageDown', 0, 20, 8],
  ['PageDown', 15, 20, 19],
  ['PageUp', 19, 20, 11],
  ['PageUp', 3, 20, 0],
  ['PageUp', -1, 20, 0],
])('%s leads from %d of %d to %d', (key, active, count, next) => {
  expect(moveInList(key, active, count)).toBe(next)
})

test.each(['Enter', 'Home', 'a'])('%s is no key of lists', (key) => {
  expect(moveInList(key, 1, 3)).toBeUndefined()
})

test('in an empty list no key leads anywhere', () => {
  expect(moveInList('ArrowDown', -1, 0)).toBeUndefined()
})
