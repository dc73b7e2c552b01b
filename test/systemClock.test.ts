import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { days } from '../src/domain/clock.ts'
import { createSystemClock } from '../src/systemClock.ts'

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
