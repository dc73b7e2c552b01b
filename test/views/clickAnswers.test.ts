import { expect, test } from 'vitest'
import type { CancelOutcome } from '../../src/domain/contracts/generations.ts'
import { renderCancelOutcome, renderRepeated } from '../../src/views/clickAnswers.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

test.each<[CancelOutcome['kind'], string[]]>([
  ['cancelled', ['#979c9f', '**Cancelled.** Nothing is charged.']],
  ['requested', ['#979c9f', '**I am cancelling it.** It ends as soon as the video service has answered.']],
  [
    'cannotStop',
    [
      '#fee75c',
      '**The video service cannot stop this video any more.** What it costs counts against your allowance, even if you stop waiting. Keep waiting, and you get it as usual.',
      '[Stop waiting anyway -> abandon:abcdefgh12345678]',
    ],
  ],
  [
    'abandoned',
    [
      '#979c9f',
      '**You no longer wait for it.** What it costs still counts. If it gets done, `/kling queue` keeps it for you.',
    ],
  ],
  ['alreadyFinished', ['#979c9f', '**It has already ended.** There is nothing left to cancel.']],
])('the answer to Cancel when %s', (kind, lines) => {
  const view = renderCancelOutcome(en, { kind }, 'abcdefgh12345678')
  expect(transcribe(view)).toStrictEqual(lines)
  expect(findErrors(view)).toStrictEqual([])
})

test.each([
  [
    false,
    '**This one was already started:** https://discord.com/channels/1100000000000000002/1100000000000000003/1100000000000000060',
  ],
  [true, '**This one was already started.** You find it with `/kling queue`.'],
])('what was already started is pointed to, private: %s', (ephemeral, sentence) => {
  const view = renderRepeated(en, createGeneration({ origin: { ephemeral } }))
  expect(transcribe(view)).toStrictEqual(['#5865f2', sentence])
  expect(findErrors(view)).toStrictEqual([])
})
