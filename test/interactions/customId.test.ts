import { expect, test } from 'vitest'
import { components } from '../../src/components/index.ts'
import { createCustomId, parseCustomId } from '../../src/interactions/customId.ts'

test.each(components.map(({ name }) => name))('a custom id of %s is read as it was written', (name) => {
  const customId = createCustomId(name, 'abcdefgh12345678')
  expect(parseCustomId(customId)).toStrictEqual({ name, recordId: 'abcdefgh12345678' })
})

test('a custom id may carry one word besides', () => {
  const customId = createCustomId('page', 'abcdefgh12345678', '2')
  expect(customId).toBe('page:abcdefgh12345678:2')
  expect(parseCustomId(customId)).toStrictEqual({ name: 'page', recordId: 'abcdefgh12345678', argument: '2' })
})

test.each([
  '',
  'cancel',
  'cancel:',
  ':a',
  'cancel:a:',
  'cancel:a:b:c',
  'cancel:../a',
  `cancel:${'a'.repeat(65)}`,
  `cancel:${'a'.repeat(40)}:${'b'.repeat(60)}`,
  'Cancel:a',
  ' cancel:a',
])('the foreign custom id %j is neither read nor written', (customId) => {
  expect(parseCustomId(customId)).toBeUndefined()
  const [name = '', recordId = '', ...rest] = customId.split(':')
  if (rest.length < 2) expect(() => createCustomId(name, recordId, ...rest)).toThrow(RangeError)
})
