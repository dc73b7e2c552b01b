import { expect, test } from 'vitest'
import { findField } from '../../../../../sandbox/web/client/commands/commandDraft.ts'
import { settleField, typeInField } from '../../../../../sandbox/web/client/commands/typeInField.ts'
import { draftOf, fieldOf } from './fixtures.ts'

const one = { name: 'One', value: 1 }
const ten = { name: 'Ten', value: 10 }
const items = [one, ten]

test('the whole name of an item chooses it while it is typed, and the text stays as it was typed', () => {
  const typed = typeInField(draftOf(fieldOf('count', { problem: 'Not a valid choice' })), 'count', 'one', items)
  expect(findField(typed, 'count')).toStrictEqual(fieldOf('count', { text: 'one', picked: one }))
})

test('typing on gives the choice up again', () => {
  const typed = typeInField(draftOf(fieldOf('count', { text: 'One', picked: one })), 'count', 'Onel', items)
  expect(findField(typed, 'count')).toStrictEqual(fieldOf('count', { text: 'Onel' }))
})

test('a value chooses its item only when the person is done: it may be the beginning of another', () => {
  const typed = typeInField(draftOf(fieldOf('count')), 'count', '1', items)
  expect(findField(typed, 'count')?.picked).toBeUndefined()
  expect(findField(settleField(typed, 'count', items), 'count')).toStrictEqual(
    fieldOf('count', { text: 'One', picked: one }),
  )
})

test.each(['', 'eleven'])('%j is left as it is', (text) => {
  const typed = typeInField(draftOf(fieldOf('count')), 'count', text, items)
  expect(settleField(typed, 'count', items)).toBe(typed)
})

test('what was chosen is not looked for again', () => {
  const suggested = { name: 'One', value: 'uno' }
  const draft = draftOf(fieldOf('count', { text: 'One', picked: suggested }))
  expect(findField(settleField(draft, 'count', items), 'count')?.picked).toBe(suggested)
})
