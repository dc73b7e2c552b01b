import { expect, test } from 'vitest'
import { findDraftProblems } from '../../../../../sandbox/web/client/commands/findDraftProblems.ts'
import { valueWords } from '../../../../../sandbox/web/client/valueWords.ts'
import { draftOf, fieldOf, fileOf, megabyte, shoot } from './fixtures.ts'

const noir = { name: 'Black and white', value: 'noir' }

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
