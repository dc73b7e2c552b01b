import { describe, expect, test } from 'vitest'
import { computeBackOff } from '../../src/lib/backOff.ts'

describe('computeBackOff', () => {
  test.each([
    [0, 0, 1_000],
    [1, 0, 1_000],
    [2, 0, 2_000],
    [4, 0, 8_000],
    [5, 0, 10_000],
    [5_000, 0, 10_000],
    [4, 0.5, 7_000],
  ])('after %i failures with the fraction %d: %i', (failures, fraction, delay) => {
    expect(computeBackOff({ first: 1_000, longest: 10_000 }, failures, fraction)).toBe(delay)
  })
})
