import { expect, test } from 'vitest'
import {
  type FieldValues,
  fieldsOf,
  findModalProblems,
  findOpenModal,
  readModal,
  submittedValues,
} from '../../../../sandbox/web/client/modals.ts'
import type { SentAction } from '../../../../sandbox/web/protocol.ts'

const textInput = { type: 4, custom_id: 'title', style: 1 }

test('takes a label, a text and an older row apart, in their order', () => {
  const form = readModal({
    title: 'Add a clip',
    components: [
      { type: 10, content: 'Tell the others' },
      { type: 18, label: 'Title', description: 'Above the video', component: textInput },
      { type: 1, components: [{ ...textInput, custom_id: 'old', label: 'Older', required: false }] },
    ],
  })
  expect(form).toStrictEqual({
    title: 'Add a clip',
    parts: [
      { kind: 'text', content: 'Tell the others' },
      {
        kind: 'field',
        customId: 'title',
        label: 'Title',
        description: 'Above the video',
        isRequired: true,
        component: textInput,
      },
      {
        kind: 'field',
        customId: 'old',
        label: 'Older',
        description: undefined,
        isRequired: false,
        component: { ...textInput, custom_id: 'old', label: 'Older', required: false },
      },
    ],
  })
})

test.each([3, 4, 5, 6, 7, 8, 19, 21, 22, 23])('knows a field of type %i', (type) => {
  const form = readModal({ title: '', components: [{ type: 18, label: 'L', component: { type, custom_id: 'f' } }] })
  expect(fieldsOf(form).map(({ customId }) => customId)).toStrictEqual(['f'])
})

test.each([
  ['at the top', { type: 99 }, 99],
  ['in a label', { type: 18, label: 'L', component: { type: 2 } }, 2],
  ['in a row', { type: 1, components: [{ type: 3 }, { type: 98 }] }, 98],
  ['where a label has nothing', { type: 18, label: 'L' }, undefined],
])('keeps what it does not know %s as unknown', (_, component, type) => {
  expect(readModal({ title: '', components: [component] }).parts).toContainEqual({ kind: 'unknown', type })
})

test('requires every field that does not say otherwise, but never a single checkbox', () => {
  const label = (component: object) => ({ type: 18, label: 'L', component })
  const form = readModal({
    title: '',
    components: [
      label({ type: 19, custom_id: 'a' }),
      label({ type: 19, custom_id: 'b', required: false }),
      label({ type: 23, custom_id: 'c' }),
    ],
  })
  expect(fieldsOf(form).map(({ isRequired }) => isRequired)).toStrictEqual([true, false, false])
})

const sent = (id: string, personId: string, modal?: Record<string, unknown>): SentAction => ({
  id,
  personId,
  placeId: 'p',
  kind: 'command',
  state: 'acknowledged',
  at: 0,
  ...(modal !== undefined && { modal }),
})

const actions = [sent('1', 'ana', {}), sent('2', 'ben', {}), sent('3', 'ana', {}), sent('4', 'ana')]

test('is the newest of the person', () => {
  expect(findOpenModal(actions, 'ana', new Set())?.id).toBe('3')
})

test('is the one before, where the newest was closed', () => {
  expect(findOpenModal(actions, 'ana', new Set(['3']))?.id).toBe('1')
})

test('is none where all were closed, or none was opened', () => {
  expect(findOpenModal(actions, 'ana', new Set(['1', '3']))).toBeUndefined()
  expect(findOpenModal(actions, 'cleo', new Set())).toBeUndefined()
})

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
