import { expect, test } from 'vitest'
import { formatElapsed, formatRelativeTime, formatSpan } from '../../src/views/format.ts'
import { en } from '../../src/views/text/en.ts'

test.each([
  [-5, '0 s'],
  [45_400, '45 s'],
  [90_000, '90 s'],
  [91_000, '2 min'],
  [125_000, '2 min'],
  [3_580_000, '1 h'],
  [3_600_000, '1 h'],
  [3_780_000, '1 h 3 min'],
])('%i ms are said as %s', (milliseconds, words) => {
  expect(formatElapsed(en, milliseconds)).toBe(words)
})

test('times are whole seconds', () => {
  expect(formatRelativeTime(1_800_000_000_999)).toBe('<t:1800000000:R>')
})

test.each([
  [8, 8, 'about 10 s'],
  [42, 66, '40–70 s'],
  [70, 88, '70–90 s'],
  [80, 95, '1–2 min'],
  [119, 240, '2–4 min'],
  [125, 245, '2–5 min'],
  [100, 118, 'about 2 min'],
  [1, 3, 'about 10 s'],
  [540, 660, '9–11 min'],
  [1_200, 1_260, '20–25 min'],
  [100, 1_260, '5–25 min'],
  [50, 40, 'about 50 s'],
])('a span from %d to %d seconds is told as %s', (from, to, text) => {
  expect(formatSpan(en, from * 1_000, to * 1_000)).toBe(text)
})
