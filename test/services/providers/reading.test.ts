import { describe, expect, test } from 'vitest'
import { cleanDetail } from '../../../src/services/providers/cleanDetail.ts'
import { isContentRefusal } from '../../../src/services/providers/isContentRefusal.ts'
import { listPrompts } from '../../../src/services/providers/listPrompts.ts'
import { readErrorText } from '../../../src/services/providers/readErrorText.ts'

describe('A refusal of content is told by words such as', () => {
  test.each([
    'model refused the prompt',
    'Request blocked by content moderation',
    'content_policy_violation',
    'Failure to pass the risk control system',
    'Sensitive information detected',
    'The safety filter was triggered',
    'NSFW',
    'prohibited words',
  ])('%s', (text) => {
    expect(isContentRefusal(text)).toBe(true)
  })
})

describe('Not a refusal of content is', () => {
  test.each([
    'connect ECONNREFUSED 10.0.0.1:80',
    'Connection refused by upstream',
    'Parameter names are case-sensitive',
    'CUDA out of memory',
    '',
  ])('%s', (text) => {
    expect(isContentRefusal(text)).toBe(false)
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
