import { expect, test } from 'vitest'
import { takeFiles } from '../../../../../sandbox/web/client/commands/takeFiles.ts'
import { draftOf, fieldOf, fileOf, findRunnable, megabyte, shoot } from './fixtures.ts'

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
