import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { days } from '../src/domain/clock.ts'
import { parseRecipe } from '../src/domain/recipe.ts'
import { createSystemClock, createSystemIdentifiers } from '../src/system.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

test('the time is the time of the machine', () => {
  vi.setSystemTime(1_234_567)
  expect(createSystemClock().now()).toBe(1_234_567)
})

test('work runs once, after its time', () => {
  const run = vi.fn()
  createSystemClock().after(1_000, run)
  vi.advanceTimersByTime(999)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(100_000)
  expect(run).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

test('cancelled work does not run', () => {
  const run = vi.fn()
  const cancel = createSystemClock().after(1_000, run)
  cancel()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(2_000)
  expect(run).not.toHaveBeenCalled()
})

test('a wait longer than one timer of Node can be keeps its length', () => {
  const run = vi.fn()
  createSystemClock().after(days(90), run)
  vi.advanceTimersByTime(days(90) - 1)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(run).toHaveBeenCalledOnce()
})

test('a long wait can be cancelled in its later parts', () => {
  const run = vi.fn()
  const cancel = createSystemClock().after(days(90), run)
  vi.advanceTimersByTime(days(60))
  cancel()
  expect(vi.getTimerCount()).toBe(0)
})

test('waiting does not keep the process alive', () => {
  vi.useRealTimers()
  const setTimeoutSpy = vi.spyOn(globalThis, 'setTimeout')
  const cancel = createSystemClock().after(60_000, () => undefined)
  const timer: NodeJS.Timeout = setTimeoutSpy.mock.results[0]?.value
  expect(timer.hasRef()).toBe(false)
  cancel()
  setTimeoutSpy.mockRestore()
})

const identifiers = createSystemIdentifiers()

test('a generation id has 16 small letters and digits, and no two are the same', () => {
  const ids = Array.from({ length: 1_000 }, () => identifiers.generation())
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]{16}$/)
  expect(new Set(ids).size).toBe(1_000)
  expect(new Set(ids.join('')).size).toBe(36)
})

test('a recipe code has 7 characters that can be read again, and hardly two are the same', () => {
  const codes = Array.from({ length: 1_000 }, () => identifiers.recipe())
  expect(codes.map(parseRecipe)).toEqual(codes)
  expect(new Set(codes).size).toBeGreaterThan(990)
  expect(new Set(codes.join('')).size).toBe(32)
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
