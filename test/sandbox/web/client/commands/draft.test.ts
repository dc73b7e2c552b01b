import { expect, test } from 'vitest'
import {
  changeField,
  findField,
  listUnopened,
  openField,
  removeField,
  settleField,
  startDraft,
  takeFiles,
  typeInField,
} from '../../../../../sandbox/web/client/commands/draft.ts'
import { draftOf, fieldOf, fileOf, findRunnable, megabyte, shoot } from './fixtures.ts'

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

const boat = fileOf('boat.png')
const bird = fileOf('bird.png')
const waves = fileOf('waves.ogg')

test('a file opens and fills the first attachment option that takes it', () => {
  const taken = takeFiles(draftOf(fieldOf('plot')), shoot, [waves], megabyte)
  expect(taken.draft).toStrictEqual(draftOf(fieldOf('plot'), fieldOf('sound', { file: waves })))
  expect(taken.names).toStrictEqual(['sound'])
  expect(taken.left).toStrictEqual([])
})

test('an option that is open and empty is filled where it stands', () => {
  const taken = takeFiles(draftOf(fieldOf('start'), fieldOf('plot')), shoot, [boat], megabyte)
  expect(taken.draft).toStrictEqual(draftOf(fieldOf('start', { file: boat }), fieldOf('plot')))
})

test('several files fill several options, and what finds no place is given back', () => {
  const taken = takeFiles(draftOf(), shoot, [boat, waves, bird], megabyte)
  expect(taken.draft).toStrictEqual(draftOf(fieldOf('start', { file: boat }), fieldOf('sound', { file: waves })))
  expect(taken.left).toStrictEqual([bird])
})

test('a file that no empty option takes fills the first one, and it is said at once', () => {
  const taken = takeFiles(draftOf(fieldOf('start', { file: boat })), shoot, [bird], megabyte)
  const sound = taken.draft.fields.find(({ name }) => name === 'sound')
  expect(sound).toMatchObject({ file: bird, problem: expect.stringContaining('audio') })
})

test('a file that is too large is shown, and it is said at once', () => {
  const large = fileOf('boat.png', megabyte + 1)
  const taken = takeFiles(draftOf(), shoot, [large], megabyte)
  expect(taken.draft.fields).toStrictEqual([
    fieldOf('start', { file: large, problem: expect.stringContaining('powerful') }),
  ])
})

test('a command without attachment options takes no files', () => {
  const draft = { ...draftOf(), name: 'ping' }
  expect(takeFiles(draft, findRunnable('ping'), [boat], megabyte)).toStrictEqual({ draft, names: [], left: [boat] })
})
