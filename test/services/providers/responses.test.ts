import { describe, expect, test } from 'vitest'
import { cleanDetail, listPrompts, parseJson, readErrorText } from '../../../src/services/providers/responses.ts'

describe('JSON is read with what servers make of it', () => {
  test.each([
    ['a number that is none', '{"id":"a","cost":NaN}', { id: 'a', cost: 'NaN' }],
    ['infinite numbers', '[Infinity,-Infinity]', ['Infinity', '-Infinity']],
    ['an integer with more digits than a number keeps', '{"id":833446756123456789}', { id: '833446756123456789' }],
    ['both', '{"id":-833446756123456789,"cost":NaN}', { id: '-833446756123456789', cost: 'NaN' }],
    [
      'such words in texts',
      '{"a":"NaN \\"Infinity\\" 833446756123456789","b":NaN}',
      {
        a: 'NaN "Infinity" 833446756123456789',
        b: 'NaN',
      },
    ],
    ['long fractions and powers', '[0.12345678901234567890,1e300]', [0.12345678901234568, 1e300]],
    ['nothing odd', '{"a":[1,-2.5,null,true,"x"]}', { a: [1, -2.5, null, true, 'x'] }],
    ['null', 'null', null],
    ['no JSON', '<html>NaN 833446756123456789', undefined],
    ['the beginning of a JSON text', '{"id":"a","cost":', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, value) => {
    expect(parseJson(text)).toStrictEqual(value)
  })

  test('also where it is long', () => {
    const long = 'x\\"'.repeat(2 ** 20)
    expect(parseJson(`{"text":"${long}","cost":NaN}`)).toMatchObject({ cost: 'NaN' })
  })
})

test.each([
  ['plain words', 'plain words'],
  ['  many\n\nlines ', 'many lines'],
  ['cannot read https://cdn.discordapp.com/a.png?ex=1&hm=2 now', 'cannot read [link] now'],
  ['bad image "data:image/png;base64,AAAA"', 'bad image "[data]"'],
  ['x'.repeat(400), 'x'.repeat(300)],
  ['refused: a fox and a fox in the snow', 'refused: [prompt] and [prompt]'],
])('For the log, %j becomes %j', (text, expected) => {
  expect(cleanDetail(text, ['a fox', '', 'a fox in the snow'])).toBe(expected)
})

test.each([
  ['text', 'text'],
  [{ code: 'E1', message: 'broke', input: 'a fox' }, 'E1: broke'],
  [{ detail: [{ type: 'value_error', msg: 'too long', input: 'a fox' }] }, 'value_error: too long'],
  [{ error: { message: 'inner' } }, 'inner'],
  [{ error_code: 400002, error_message: 'none left' }, '400002: none left'],
  [null, ''],
  [undefined, ''],
  [true, ''],
])('The words of %j are %j', (error, expected) => {
  expect(readErrorText(error)).toBe(expected)
})

test('Every text a person wrote is found in a body', () => {
  const body = {
    prompt: 'one',
    negative_prompt: 'two',
    aspect_ratio: '16:9',
    providerSettings: { klingai: { multiPrompt: [{ prompt: 'three', duration: 3 }] } },
    positivePrompt: 'four',
  }
  expect(listPrompts(body).sort()).toStrictEqual(['four', 'one', 'three', 'two'])
})
