import { expect, test } from 'vitest'
import { describeError } from '../../src/domain/contracts/provider.ts'
import type { Request } from '../../src/domain/request.ts'
import { createProviderError } from '../services/generation/support/createFakeProvider.ts'
import { textRequest } from '../services/generation/support/createWorld.ts'

const withheld = 'withheld, since it repeats the prompt'

test.each<[string, Partial<Request>, string, string]>([
  ['says what the provider said', {}, 'Insufficient balance', 'Insufficient balance'],
  ['withholds the whole prompt', {}, 'refused: "a very private lighthouse"', withheld],
  ['withholds a part of it', {}, 'refused: a very private lig…', withheld],
  ['withholds it in other letters and spaces', {}, 'REFUSED A  VERY\nPRIVATE LIGHTHOUSE', withheld],
  ['withholds a short prompt', { scene: { kind: 'prompt', prompt: 'cat' } }, 'no cat allowed', withheld],
  ['withholds a negative prompt', { negativePrompt: 'blurry and grey faces' }, 'bad: blurry and grey faces', withheld],
  [
    'withholds a shot',
    { scene: { kind: 'shots', shots: [{ prompt: 'she opens the heavy door', duration: 5 }] } },
    'shot 1: she opens the heavy door',
    withheld,
  ],
])('%s', (_name, changes, detail, said) => {
  const facts = describeError(createProviderError({ code: 'rejectedContent', status: 400, detail }), {
    ...textRequest,
    ...changes,
  })
  expect(facts).toMatchObject({
    error: 'ProviderError[runcomfy:rejectedContent]',
    code: 'rejectedContent',
    status: 400,
    said,
  })
})

test('leaves other errors to the log', () => {
  const error = new TypeError('a defect')
  expect(describeError(error, textRequest)).toStrictEqual({ error })
})
