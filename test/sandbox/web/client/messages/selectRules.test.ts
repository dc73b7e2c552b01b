import { expect, test } from 'vitest'
import { isSendable, readSelect, toggleOption } from '../../../../../sandbox/web/client/messages/selectRules.ts'
import { named } from './support/messages.ts'

test('a string select has its own options, one of which is chosen unless it says otherwise', () => {
  const component = {
    type: 3,
    placeholder: 'Quality',
    options: [
      { label: 'Standard', value: 's', description: '720p', emoji: { name: '✨' }, default: true },
      { label: 'Pro', value: 'p', emoji: { name: 'fox', id: '1' } },
    ],
  }
  expect(readSelect(component, named)).toStrictEqual({
    options: [
      { value: 's', label: 'Standard', description: '720p', emoji: '✨' },
      { value: 'p', label: 'Pro', description: '', emoji: ':fox:' },
    ],
    placeholder: 'Quality',
    defaults: ['s'],
    fewest: 1,
    most: 1,
  })
})

test.each([
  ['people', 5, ['Ana', 'Cleo', 'Kling'], 'Select a user'],
  ['roles', 6, ['@everyone'], 'Select a role'],
  ['people and roles', 7, ['Ana', 'Cleo', 'Kling', '@everyone'], 'Select a user or role'],
  ['channels', 8, ['#videos'], 'Select a channel'],
])('a select of %s', (_, type, labels, placeholder) => {
  const rules = readSelect({ type, default_values: [{ id: '11', type: 'user' }] }, named)
  expect(rules.options.map(({ label }) => label)).toStrictEqual(labels)
  expect(rules).toMatchObject({ placeholder, defaults: ['11'] })
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
