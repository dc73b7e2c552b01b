import { expect, test } from 'vitest'
import type { CancelOutcome } from '../../src/domain/contracts/generations.ts'
import { renderCancelOutcome, renderRepeated } from '../../src/views/clickAnswers.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

const outcomes: readonly CancelOutcome['kind'][] = ['cancelled', 'requested', 'cannotStop', 'hidden', 'alreadyFinished']

test.each(outcomes)('the answer to who stops a video is about whose it is: %s', (kind) => {
  for (const isOwn of [true, false]) {
    const view = renderCancelOutcome(en, { kind, isOwn }, 'abcdefgh12345678')
    const sentence = (isOwn ? en.cancel : en.stop)[kind]
    const lines =
      kind === 'cannotStop' ? ['#fee75c', sentence, '[Hide when done -> hide:abcdefgh12345678]'] : ['#979c9f', sentence]
    expect(transcribe(view)).toStrictEqual(lines)
    expect(findErrors(view)).toStrictEqual([])
  }
})

test.each([
  [
    false,
    '**You already started this one:** https://discord.com/channels/1100000000000000002/1100000000000000003/1100000000000000060',
  ],
  [true, '**You already started this one.** Find it in `/kling queue`.'],
])('what was already started is pointed to, private: %s', (ephemeral, sentence) => {
  const view = renderRepeated(en, createGeneration({ origin: { ephemeral } }))
  expect(transcribe(view)).toStrictEqual(['#5865f2', sentence])
  expect(findErrors(view)).toStrictEqual([])
})
