import { expect, test } from 'vitest'
import {
  isDoneWithin,
  startIdleTimeout,
  startTimeout,
  TimeIsUp,
  untilAborted,
  withTimeout,
} from '../../src/lib/timeout.ts'
import { createManualClock } from '../support/createManualClock.ts'

const forever = () => new Promise<never>(() => {})

test('a task that takes too long is left behind, and its signal says so', async () => {
  const clock = createManualClock()
  let reason: unknown
  const result = withTimeout(
    (signal) => {
      signal.addEventListener('abort', () => (reason = signal.reason))
      return forever()
    },
    { clock, milliseconds: 1_000 },
  )
  const expectation = expect(result).rejects.toThrow(TimeIsUp)
  await clock.advance(1_000)
  await expectation
  expect(reason).toBeInstanceOf(TimeIsUp)
})

test('a task in time has its outcome handed on, and leaves no timer', async () => {
  const clock = createManualClock()
  await expect(withTimeout(async () => 'done', { clock, milliseconds: 1_000 })).resolves.toBe('done')
  const failing = withTimeout(() => Promise.reject(new Error('a failure')), { clock, milliseconds: 1_000 })
  await expect(failing).rejects.toThrow('a failure')
  expect(clock.countTimers()).toBe(0)
})

test('an error of the own choice says that the time is up', async () => {
  const clock = createManualClock()
  const onTimeout = () => new Error('nobody came')
  const expectation = expect(withTimeout(forever, { clock, milliseconds: 10, onTimeout })).rejects.toThrow(
    'nobody came',
  )
  await clock.advance(10)
  await expectation
})

test('an outer signal ends the wait with its reason, and nothing starts when it was aborted before', async () => {
  const clock = createManualClock()
  const outer = new AbortController()
  const waiting = withTimeout(forever, { clock, milliseconds: 1_000, within: outer.signal })
  outer.abort(new Error('the outer end'))
  await expect(waiting).rejects.toThrow('the outer end')
  let isStarted = false
  const late = withTimeout(
    async () => {
      isStarted = true
    },
    { clock, milliseconds: 1_000, within: outer.signal },
  )
  await expect(late).rejects.toThrow('the outer end')
  expect(isStarted).toBe(false)
  expect(clock.countTimers()).toBe(0)
})

test('a cleared timeout never aborts', async () => {
  const clock = createManualClock()
  const timeout = startTimeout({ clock, milliseconds: 1_000 })
  timeout.clear()
  await clock.advance(2_000)
  expect(timeout.signal.aborted).toBe(false)
})

test('whether a task is done in time is a yes, a no, or its own failure', async () => {
  const clock = createManualClock()
  expect(await isDoneWithin(clock, Promise.resolve(), 1_000)).toBe(true)
  await expect(isDoneWithin(clock, Promise.reject(new Error('a failure')), 1_000)).rejects.toThrow('a failure')
  const late = isDoneWithin(clock, forever(), 1_000)
  await clock.advance(1_000)
  expect(await late).toBe(false)
})

test('a touched idle timeout waits anew, but never beyond the whole time', async () => {
  const clock = createManualClock()
  const timeout = startIdleTimeout(clock, { idle: 100, total: 250 })
  await clock.advance(90)
  timeout.touch()
  await clock.advance(90)
  expect(timeout.signal.aborted).toBe(false)
  timeout.touch()
  await clock.advance(70)
  expect(timeout.signal.aborted).toBe(true)
  timeout.end()
  expect(clock.countTimers()).toBe(0)
})

test('an abort is heard although the work never ends', async () => {
  const controller = new AbortController()
  const waiting = untilAborted(forever(), controller.signal)
  controller.abort(new Error('no longer'))
  await expect(waiting).rejects.toThrow('no longer')
  await expect(untilAborted(Promise.resolve('done'), new AbortController().signal)).resolves.toBe('done')
})
