import { describe, expect, test } from 'vitest'
import { findValueProblem } from '../../../../sandbox/discord/client/optionRules.ts'
import type { EnteredValue } from '../../../../sandbox/discord/client/values.ts'
import type { JsonObject } from '../../../../sandbox/discord/json.ts'

const uploadLimit = 10 * 1024 * 1024
const text = (value: string): EnteredValue => ({ kind: 'text', text: value })
const number = (value: number): EnteredValue => ({ kind: 'number', number: value })
const boolean = (value: boolean): EnteredValue => ({ kind: 'boolean', boolean: value })
const file = (name: string, size = 4): EnteredValue => ({ kind: 'file', name, size })
const reference: EnteredValue = { kind: 'reference', id: '1' }

interface Row {
  readonly option: JsonObject
  readonly refused: EnteredValue | undefined
  readonly twin: EnteredValue | undefined
  readonly words: string
}

const quality = { type: 3, choices: [{ name: '720p', value: 'standard' }] }
const required = 'This option is required. Specify a value.'

const rows: Record<string, Row> = {
  'a required option without a value': {
    option: { type: 3, required: true },
    refused: undefined,
    twin: text('a cat'),
    words: required,
  },
  'a required text of spaces': {
    option: { type: 3, required: true },
    refused: text('  '),
    twin: text(' a '),
    words: required,
  },
  'an empty text': { option: { type: 3 }, refused: text(''), twin: undefined, words: 'Not a valid value' },
  'a number for a text': { option: { type: 3 }, refused: number(5), twin: text('5'), words: 'Not a valid value' },
  'a text that is too long': {
    option: { type: 3, max_length: 3 },
    refused: text('cats'),
    twin: text(' cat '),
    words: 'Must be at most 3 characters',
  },
  'a text that is too short': {
    option: { type: 3, min_length: 3 },
    refused: text('ca'),
    twin: text('cat'),
    words: 'Must be at least 3 characters',
  },
  'a text out of a range': {
    option: { type: 3, min_length: 2, max_length: 3 },
    refused: text('cats'),
    twin: text('ca'),
    words: 'Must be between 2 and 3 characters',
  },
  'a text of another length': {
    option: { type: 3, min_length: 3, max_length: 3 },
    refused: text('cats'),
    twin: text('cat'),
    words: 'Must be 3 characters',
  },
  'a text that is not among the choices': {
    option: quality,
    refused: text('4k'),
    twin: text('standard'),
    words: 'Not a valid choice',
  },
  'a number that is not among the choices': {
    option: { type: 4, choices: [{ name: 'five', value: 5 }] },
    refused: number(6),
    twin: number(5),
    words: 'Not a valid choice',
  },
  'a fraction for an integer': {
    option: { type: 4 },
    refused: number(3.5),
    twin: number(3),
    words: 'Not a valid integer',
  },
  'a text for an integer': { option: { type: 4 }, refused: text('x'), twin: number(-1), words: 'Not a valid integer' },
  'an integer that is not exact': {
    option: { type: 4 },
    refused: number(2 ** 53),
    twin: number(2 ** 53 - 1),
    words: 'Not a valid integer',
  },
  'a number that is too large': {
    option: { type: 4, min_value: 3, max_value: 15 },
    refused: number(16),
    twin: number(15),
    words: 'Must be between 3 and 15',
  },
  'a number below the least': {
    option: { type: 10, min_value: 0 },
    refused: number(-0.1),
    twin: number(0),
    words: 'Must be at least 0',
  },
  'a number above the most': {
    option: { type: 10, max_value: 1 },
    refused: number(1.1),
    twin: number(1),
    words: 'Must be at most 1',
  },
  'no number': { option: { type: 10 }, refused: number(Number.NaN), twin: number(0.5), words: 'Not a valid number' },
  'a text for a boolean': {
    option: { type: 5 },
    refused: text('yes'),
    twin: boolean(false),
    words: 'Not a valid boolean',
  },
  'a text for a person': { option: { type: 6 }, refused: text('Ana'), twin: reference, words: 'Not a valid value' },
  'a text for a file': {
    option: { type: 11 },
    refused: text('a.png'),
    twin: file('a.png'),
    words: 'Not a valid value',
  },
  'a file of another type': {
    option: { type: 11, file_types: ['image', '.bmp'] },
    refused: file('a.png.txt'),
    twin: file('A.BMP'),
    words: 'Not a valid file type. Use image, .bmp.',
  },
  'a file without an extension': {
    option: { type: 11, file_types: ['image'] },
    refused: file('png'),
    twin: file('.a.png'),
    words: 'Not a valid file type. Use image.',
  },
  'a file that is too large': {
    option: { type: 11 },
    refused: file('a.png', uploadLimit + 1),
    twin: file('a.png', uploadLimit),
    words: 'Your files are too powerful. Max file size: 10 MB',
  },
}

describe('the client', () => {
  test.each(Object.entries(rows))('says what is wrong with %s', (_name, { option, refused, words }) => {
    expect(findValueProblem(option, refused, uploadLimit)).toBe(words)
  })

  test.each(Object.entries(rows))('is content with the near twin of %s', (_name, { option, twin }) => {
    expect(findValueProblem(option, twin, uploadLimit)).toBeUndefined()
  })

  test('does not measure what completes itself', () => {
    const option = { type: 3, autocomplete: true, max_length: 3 }
    expect(findValueProblem(option, text('longer'), uploadLimit)).toBeUndefined()
    expect(findValueProblem(option, number(5), uploadLimit)).toBe('Not a valid value')
  })
})
