import { expect, test } from 'vitest'
import { buttonPrefixes, createCustomId, parseCustomId } from '../../src/views/customId.ts'

test.each(buttonPrefixes)('a custom id of %s is read as it was written', (prefix) => {
  expect(parseCustomId(createCustomId(prefix, 'abcdefgh12345678'))).toStrictEqual({
    prefix,
    generationId: 'abcdefgh12345678',
  })
})

test.each([
  '',
  'cancel',
  'cancel:',
  ':a',
  'cancel:a:b',
  'cancel:../a',
  `cancel:${'a'.repeat(65)}`,
  'Cancel:a',
  ' cancel:a',
])('the foreign custom id %j is not read', (customId) => {
  expect(parseCustomId(customId)).toBeUndefined()
})
