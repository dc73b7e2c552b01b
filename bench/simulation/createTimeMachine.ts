import { untilNothingHappens, watchRequests } from '../../sandbox/bot/watchWork.ts'
import { createFakeTimers } from './createFakeTimers.ts'

export interface TimeMachine {
  now(): number
  /** Counts an asynchronous task of the process (a write to the store, say), so that time waits for it. */
  track<T>(task: Promise<T>): Promise<T>
  /** Moves the time timer by timer, letting real input and output finish in between, until the condition holds. */
  until(condition: () => boolean): Promise<void>
  advance(milliseconds: number): Promise<void>
}

/** Time moves in steps of this at the most, so that what cannot be counted misses little of it. */
const longestStep = 1_000
/** Nothing that is measured takes so long. */
const patience = 24 * 60 * 60_000

/**
 * One faked time for everything in this process, from now on: it moves only while nothing is under way, so that nothing but
 * waiting takes time, however slow the machine.
 */
export function createTimeMachine(start: number): TimeMachine {
  const timers = createFakeTimers(start)
  const requests = watchRequests()
  const tasks = new Set<unknown>()

  const settle = () => untilNothingHappens(() => requests.count() + tasks.size > 0)

  const step = (end: number) => timers.moveTo(Math.min(timers.findNext() ?? end, Date.now() + longestStep, end))

  async function until(condition: () => boolean, end = Date.now() + patience): Promise<void> {
    for (;;) {
      await settle()
      if (condition()) return
      if (Date.now() >= end) throw new Error('What is waited for never comes')
      step(end)
    }
  }

  return {
    now: () => Date.now(),
    async track(task) {
      tasks.add(task)
      return task.finally(() => tasks.delete(task))
    },
    until: (condition) => until(condition),
    advance(milliseconds) {
      const end = Date.now() + milliseconds
      return until(() => Date.now() >= end, end)
    },
  }
}
