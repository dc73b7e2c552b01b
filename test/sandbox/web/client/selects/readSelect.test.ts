import { expect, test } from 'vitest'
import { readSelect } from '../../../../../sandbox/web/client/selects/readSelect.ts'
import { named } from '../messages/support/messages.ts'

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
