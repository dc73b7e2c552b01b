import { expect, test } from 'vitest'
import type { CancelOutcome } from '../../src/domain/contracts/generations.ts'
import { buttonPrefixes, createCustomId, parseCustomId } from '../../src/views/customId.ts'
import { renderCancelOutcome } from '../../src/views/renderCancelOutcome.ts'
import { renderRepeated } from '../../src/views/renderRepeated.ts'
import { formatSpan } from '../../src/views/text/formatSpan.ts'
import { formatElapsed, formatRelativeTime } from '../../src/views/text/formatTime.ts'
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
  const view = renderCancelOutcome({ kind }, 'abcdefgh12345678')
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
  const view = renderRepeated(createGeneration({ origin: { ephemeral } }))
  expect(transcribe(view)).toStrictEqual(['#5865f2', sentence])
  expect(findErrors(view)).toStrictEqual([])
})

test.each(buttonPrefixes)('a custom id of %s is read as it was written', (prefix) => {
  expect(parseCustomId(createCustomId(prefix, 'abcdefgh12345678'))).toStrictEqual({
    prefix,
    generationId: 'abcdefgh12345678',
  })
})

test.each([
  '',
  'cancel',
  'cancel:',
  ':a',
  'cancel:a:b',
  'cancel:../a',
  `cancel:${'a'.repeat(65)}`,
  'Cancel:a',
  ' cancel:a',
])('the foreign custom id %j is not read', (customId) => {
  expect(parseCustomId(customId)).toBeUndefined()
})

test.each([
  [-5, '0 s'],
  [45_400, '45 s'],
  [60_000, '1 min'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [3_780_000, '1 h 3 min'],
])('%i ms are said as %s', (milliseconds, words) => {
  expect(formatElapsed(milliseconds)).toBe(words)
})

test('times are whole seconds', () => {
  expect(formatRelativeTime(1_800_000_000_999)).toBe('<t:1800000000:R>')
})

test.each([
  [8, 8, '10 s'],
  [42, 66, '40-70 s'],
  [70, 88, '70-90 s'],
  [80, 95, '1-2 min'],
  [119, 240, '2-4 min'],
  [125, 245, '2-5 min'],
  [100, 118, '2 min'],
  [1, 3, '10 s'],
  [540, 660, '9-11 min'],
  [1_200, 1_260, '20-25 min'],
  [100, 1_260, '5-25 min'],
  [50, 40, '50 s'],
])('a span from %d to %d seconds is told as %s', (from, to, text) => {
  expect(formatSpan(from * 1_000, to * 1_000)).toBe(text)
})
