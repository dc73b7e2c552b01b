import { expect, test } from 'vitest'
import { fieldsOf } from '../../../../../sandbox/web/client/modals/modalForm.ts'
import { readModal } from '../../../../../sandbox/web/client/modals/readModal.ts'

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
