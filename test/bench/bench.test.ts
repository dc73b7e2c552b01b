import { expect, test } from 'vitest'
import { computePercentile } from '../../bench/computePercentile.ts'
import { renderTable } from '../../bench/renderTable.ts'
import { findPeak } from '../support/findPeak.ts'

const hundred = Array.from({ length: 100 }, (_each, index) => 100 - index)

test.each([
  [50, hundred, 50],
  [99, hundred, 99],
  [100, hundred, 100],
  [0, hundred, 1],
  [99, [7], 7],
  [50, [3, 1, 2], 2],
  [50, [10, 9, 100], 10],
])('the %ith percentile', (percent, values, result) => {
  expect(computePercentile(values, percent)).toBe(result)
})

test('nothing has no percentile', () => {
  expect(() => computePercentile([], 50)).toThrow('nothing')
})

test('a table has its labels to the left and its numbers to the right', () => {
  const rows = [
    { label: 'bare', cells: ['8.1', '120.0'] },
    { label: 'this bot', cells: ['12.3', '9.5'] },
    { label: 'ratio', cells: ['1.5', ''] },
  ]
  expect(renderTable({ columns: ['p50', 'p99'], rows }).split('\n')).toStrictEqual([
    '            p50     p99',
    'bare        8.1   120.0',
    'this bot   12.3     9.5',
    'ratio       1.5',
  ])
})

test.each([
  [[], 1_000, 0],
  [[0, 999, 1_000, 1_999], 1_000, 2],
  [[5_000, 0, 10], 100, 2],
])('of %j at the most so many fall into %i ms', (instants, milliseconds, peak) => {
  expect(
    findPeak(
      instants.map((at) => ({ at })),
      milliseconds,
    ),
  ).toBe(peak)
})
