import { expect, test } from 'vitest'
import { createSystemIdentifiers } from '../src/systemIdentifiers.ts'

const identifiers = createSystemIdentifiers()

test('a generation id has 16 small letters and digits, and no two are the same', () => {
  const ids = Array.from({ length: 1_000 }, () => identifiers.generation())
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]{16}$/)
  expect(new Set(ids).size).toBe(1_000)
  expect(new Set(ids.join('')).size).toBe(36)
})

test('a task id is a UUID of version 4', () => {
  expect(identifiers.task()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(identifiers.task()).not.toBe(identifiers.task())
})

test('a fraction lies from 0 up to, but not at, 1', () => {
  const fractions = Array.from({ length: 1_000 }, () => identifiers.fraction())
  for (const fraction of fractions) {
    expect(fraction).toBeGreaterThanOrEqual(0)
    expect(fraction).toBeLessThan(1)
  }
  expect(Math.min(...fractions)).toBeLessThan(0.1)
  expect(Math.max(...fractions)).toBeGreaterThan(0.9)
})
