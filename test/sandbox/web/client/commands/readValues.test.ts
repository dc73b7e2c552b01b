import { expect, test } from 'vitest'
import { readValues } from '../../../../../sandbox/web/client/commands/readValues.ts'
import { draftOf, fieldOf, fileOf, shoot } from './fixtures.ts'

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
