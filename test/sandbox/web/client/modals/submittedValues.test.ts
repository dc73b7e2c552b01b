import { expect, test } from 'vitest'
import { findModalProblems } from '../../../../../sandbox/web/client/modals/findModalProblems.ts'
import type { FieldValues } from '../../../../../sandbox/web/client/modals/modalForm.ts'
import { readModal } from '../../../../../sandbox/web/client/modals/readModal.ts'
import { submittedValues } from '../../../../../sandbox/web/client/modals/submittedValues.ts'

const options = [
  { label: 'One', value: '1', default: true },
  { label: 'Two', value: '2' },
]
const components = [
  { type: 4, custom_id: 'text', style: 1, value: 'filled in' },
  { type: 3, custom_id: 'select', options },
  { type: 5, custom_id: 'people', default_values: [{ id: '42', type: 'user' }] },
  { type: 19, custom_id: 'files', required: false },
  { type: 21, custom_id: 'radio', options },
  { type: 22, custom_id: 'group', options },
  { type: 23, custom_id: 'tick', default: true },
]
const form = readModal({
  title: 'All kinds',
  components: components.map((component) => ({ type: 18, label: 'L', component })),
})
const limit = 1_000

test('sends what the bot filled in where nobody touched it', () => {
  expect(submittedValues(form, {})).toStrictEqual({
    text: 'filled in',
    select: ['1'],
    people: ['42'],
    files: [],
    radio: '1',
    group: ['1'],
    tick: true,
  })
})

test('sends what was entered, and files by their uploads', () => {
  const values: FieldValues = {
    text: { kind: 'text', text: '' },
    select: { kind: 'values', values: ['2'] },
    files: { kind: 'files', files: [{ key: 'k', name: 'boat.png', size: 10, fileId: 'file-1' }] },
    tick: { kind: 'tick', isTicked: false },
  }
  expect(submittedValues(form, values)).toMatchObject({ text: '', select: ['2'], files: ['file-1'], tick: false })
})

test('finds nothing wrong with what the bot filled in itself', () => {
  expect(findModalProblems(form, {}, limit)).toStrictEqual({})
})

test('says what is wrong, field by field', () => {
  const values: FieldValues = {
    text: { kind: 'text', text: '' },
    select: { kind: 'values', values: [] },
    group: { kind: 'values', values: ['1', '2'] },
  }
  expect(findModalProblems(form, values, limit)).toStrictEqual({
    text: 'This field is required',
    select: 'This field is required',
  })
})

test.each([
  ['is still on its way', { key: 'k', name: 'boat.png', size: 10 }, 'Wait until your files are uploaded.'],
  ['the server refused', { key: 'k', name: 'boat.png', size: 10, problem: 'Too large.' }, 'Too large.'],
])('does not send a file that %s', (_, file, problem) => {
  const values: FieldValues = { files: { kind: 'files', files: [file] } }
  expect(findModalProblems(form, values, limit)).toStrictEqual({ files: problem })
})
