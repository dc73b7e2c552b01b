import { expect, test } from 'vitest'
import { describeAhead } from '../../../../sandbox/web/client/describeAhead.ts'

const minute = 60_000

test.each([
  [0, undefined],
  [20_000, undefined],
  [minute, '1 minute'],
  [15 * minute, '15 minutes'],
  [60 * minute, '1 hour'],
  [75 * minute, '1 hour 15 minutes'],
  [(24 * 60 + 120) * minute, '1 day 2 hours'],
])('%i milliseconds are %s', (milliseconds, words) => {
  expect(describeAhead(milliseconds)).toBe(words)
})
