import { expect, test } from 'vitest'
import {
  changeField,
  findField,
  listUnopened,
  openField,
  removeField,
  startDraft,
} from '../../../../../sandbox/web/client/commands/commandDraft.ts'
import { draftOf, fieldOf, shoot } from './fixtures.ts'

test('a command begins with its required options open and empty', () => {
  expect(startDraft(shoot)).toStrictEqual(draftOf(fieldOf('plot')))
})

test('an option is opened behind the others, once, and what was searched for is forgotten', () => {
  const opened = openField({ ...draftOf(fieldOf('plot', { text: 'a boat' })), search: 'len' }, 'length')
  expect(opened).toStrictEqual(draftOf(fieldOf('plot', { text: 'a boat' }), fieldOf('length')))
  expect(openField(opened, 'plot')).toBe(opened)
})

test('an option that is removed can be opened again', () => {
  const draft = removeField(draftOf(fieldOf('plot'), fieldOf('length', { text: '5' })), 'length')
  expect(draft).toStrictEqual(draftOf(fieldOf('plot')))
  expect(listUnopened(draft, shoot).map(({ name }) => name)).toContain('length')
  expect(listUnopened(draft, shoot).map(({ name }) => name)).not.toContain('plot')
})

test('a change concerns one option', () => {
  const draft = changeField(draftOf(fieldOf('plot'), fieldOf('length')), 'length', { text: '5' })
  expect(findField(draft, 'length')?.text).toBe('5')
  expect(findField(draft, 'plot')?.text).toBe('')
})
