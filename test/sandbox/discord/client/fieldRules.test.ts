import { describe, expect, test } from 'vitest'
import { findFieldProblem } from '../../../../sandbox/discord/client/fieldRules.ts'
import type { EnteredField } from '../../../../sandbox/discord/client/values.ts'
import type { JsonObject } from '../../../../sandbox/discord/json.ts'

const uploadLimit = 10 * 1024 * 1024
const text = (value: string): EnteredField => ({ kind: 'text', text: value })
const values = (...chosen: string[]): EnteredField => ({ kind: 'values', values: chosen })
const files = (...named: [name: string, size: number][]): EnteredField => ({
  kind: 'files',
  files: named.map(([name, size]) => ({ name, size })),
})
const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }))

interface Row {
  readonly component: JsonObject
  readonly refused: EnteredField | undefined
  readonly twin: EnteredField | undefined
  readonly words: string
}

const rows: Record<string, Row> = {
  'an empty text': { component: { type: 4 }, refused: text(' '), twin: text('x'), words: 'This field is required' },
  'a text that is too short': {
    component: { type: 4, required: false, min_length: 2 },
    refused: text('x'),
    twin: text(''),
    words: 'Must be between 2 and 4000 characters',
  },
  'a text of more than 4000': {
    component: { type: 4 },
    refused: text('x'.repeat(4_001)),
    twin: text('x'.repeat(4_000)),
    words: 'Must be at most 4000 characters',
  },
  'a select without a choice': {
    component: { type: 3, options },
    refused: values(),
    twin: values('a'),
    words: 'This field is required',
  },
  'two choices where one is wanted': {
    component: { type: 3, options },
    refused: values('a', 'b'),
    twin: values('b'),
    words: 'Select 1',
  },
  'too many choices': {
    component: { type: 3, options, min_values: 0, max_values: 2 },
    refused: values('a', 'b', 'c'),
    twin: values('a', 'b'),
    words: 'Select between 0 and 2',
  },
  'an unknown choice': {
    component: { type: 3, options },
    refused: values('z'),
    twin: values('c'),
    words: 'Not a valid choice',
  },
  'no person where one is wanted': {
    component: { type: 5 },
    refused: undefined,
    twin: values('1'),
    words: 'This field is required',
  },
  'a radio group without a choice': {
    component: { type: 21, options },
    refused: text(''),
    twin: text('a'),
    words: 'This field is required',
  },
  'an unknown radio': {
    component: { type: 21, options, required: false },
    refused: text('z'),
    twin: undefined,
    words: 'Not a valid choice',
  },
  'too few ticks': {
    component: { type: 22, options, min_values: 2 },
    refused: values('a'),
    twin: values('a', 'b', 'c'),
    words: 'Select between 2 and 3',
  },
  'a text for a tick': {
    component: { type: 23 },
    refused: text('yes'),
    twin: undefined,
    words: 'Not a valid value',
  },
  'no file': {
    component: { type: 19 },
    refused: files(),
    twin: files(['a.txt', 1]),
    words: 'This field is required',
  },
  'too many files': {
    component: { type: 19, max_values: 2 },
    refused: files(['a', 1], ['b', 1], ['c', 1]),
    twin: files(['a', 1], ['b', 1]),
    words: 'Upload between 1 and 2',
  },
  'a file of another type': {
    component: { type: 19, file_types: ['image'] },
    refused: files(['a.txt', 1]),
    twin: files(['a.webp', 1]),
    words: 'Not a valid file type. Use image.',
  },
  'a file that is too large': {
    component: { type: 19, max_values: 2 },
    refused: files(['a.png', 1], ['b.png', uploadLimit + 1]),
    twin: files(['a.png', 1], ['b.png', uploadLimit]),
    words: 'Your files are too powerful. Max file size: 10 MB',
  },
}

describe('the client', () => {
  test.each(Object.entries(rows))('says what is wrong with %s', (_name, { component, refused, words }) => {
    expect(findFieldProblem(component, refused, uploadLimit)).toBe(words)
  })

  test.each(Object.entries(rows))('is content with the near twin of %s', (_name, { component, twin }) => {
    expect(findFieldProblem(component, twin, uploadLimit)).toBeUndefined()
  })
})
