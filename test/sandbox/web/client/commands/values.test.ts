import { expect, test } from 'vitest'
import { valueWords } from '../../../../../sandbox/discord/client/values.ts'
import { findDraftProblems, readValues } from '../../../../../sandbox/web/client/commands/values.ts'
import { draftOf, fieldOf, fileOf, megabyte, shoot } from './fixtures.ts'

const noir = { name: 'Black and white', value: 'noir' }

test('what was entered is sent as the options take it', () => {
  const draft = draftOf(
    fieldOf('plot', { text: '  a boat\nat sea ' }),
    fieldOf('start', { file: fileOf('boat.png') }),
    fieldOf('sound', { file: fileOf('waves.ogg') }),
    fieldOf('length', { text: '5' }),
    fieldOf('look', { text: 'Black and white', picked: noir }),
    fieldOf('secret', { text: 'False', picked: { name: 'False', value: false } }),
    fieldOf('hero', { text: 'Ada', picked: { name: 'Ada', value: '7' } }),
    fieldOf('grain', { text: '-.5' }),
    fieldOf('title', { text: 'The Boat', picked: { name: 'The Boat', value: 'boat-1' } }),
  )
  expect(readValues(draft, shoot, { start: 'upload-1' })).toStrictEqual({
    plot: 'a boat\nat sea',
    start: { fileId: 'upload-1' },
    length: 5,
    look: 'noir',
    secret: false,
    hero: { id: '7' },
    grain: -0.5,
    title: 'boat-1',
  })
})

test('what is empty, or of an option that is gone, is left out', () => {
  const draft = draftOf(fieldOf('plot', { text: ' ' }), fieldOf('gone', { text: 'hello' }))
  expect(readValues(draft, shoot, {})).toStrictEqual({})
})

test('a suggestion need not be taken', () => {
  expect(readValues(draftOf(fieldOf('title', { text: 'My own' })), shoot, {})).toStrictEqual({ title: 'My own' })
})

test('nothing is wrong with what fits', () => {
  const draft = draftOf(
    fieldOf('plot', { text: 'a boat' }),
    fieldOf('length', { text: '15' }),
    fieldOf('look', { text: 'Black and white', picked: noir }),
    fieldOf('title', { text: 'My own' }),
  )
  expect(findDraftProblems(draft, shoot, megabyte)).toStrictEqual({})
})

test.each([
  ['plot', {}, valueWords.required],
  ['plot', { text: '   ' }, valueWords.required],
  ['plot', { text: 'x'.repeat(21) }, valueWords.textLength(undefined, 20)],
  ['length', {}, valueWords.required],
  ['length', { text: 'five' }, valueWords.integer],
  ['length', { text: '5.5' }, valueWords.integer],
  ['length', { text: '1e1' }, valueWords.integer],
  ['length', { text: '16' }, expect.stringContaining('15')],
  ['grain', { text: '0,5' }, valueWords.number],
  ['look', { text: 'Sepia' }, valueWords.choice],
  ['secret', { text: 'maybe' }, valueWords.boolean],
  ['hero', { text: 'Nobody' }, valueWords.general],
  ['start', {}, valueWords.required],
  ['start', { file: fileOf('film.mp4') }, expect.stringContaining('image')],
  ['start', { file: fileOf('boat.png', megabyte + 1) }, expect.stringMatching(/powerful/)],
])('%s with %j is not sent', (name, entered, problem) => {
  expect(findDraftProblems(draftOf(fieldOf(name, entered)), shoot, megabyte)).toStrictEqual({ [name]: problem })
})

test('every option with a problem is named', () => {
  const draft = draftOf(fieldOf('plot'), fieldOf('length', { text: '4' }), fieldOf('grain', { text: 'much' }))
  expect(Object.keys(findDraftProblems(draft, shoot, megabyte))).toStrictEqual(['plot', 'grain'])
})
