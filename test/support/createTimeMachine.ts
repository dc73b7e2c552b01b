import sharp from 'sharp'
import { vi } from 'vitest'
import { fakeTimerModules } from '../../sandbox/bot/fakeTimerModules.ts'
import { isNodeBusy, untilNothingHappens, watchRequests } from '../../sandbox/bot/watchWork.ts'

export interface TimeMachine {
  /** Tells of requests that somebody keeps waiting on purpose: time moves although they are under way. */
  allowFor(countHeld: () => number): void
  /** Counts an asynchronous task of the process (a write to the store, say), so that time waits for it. */
  track<T>(task: Promise<T>): Promise<T>
  /** Lets everything that is under way finish without moving the time. */
  settle(): Promise<void>
  /** Moves the time timer by timer, letting real input and output finish in between, until the condition holds. */
  until(condition: () => boolean | Promise<boolean>, limitMilliseconds?: number): Promise<void>
  /** Moves the time by exactly this much, letting input and output finish at every timer. */
  advance(milliseconds: number): Promise<void>
  /** Real time again. */
  close(): void
}

/**
 * Time moves in small steps at first, so that what cannot be counted (a native thread, say) misses little of it; whoever waits
 * for hours gets there in larger ones.
 */
const firstStep = 1_000
const longestStep = 60_000
const growth = 0.1

/** The sandboxes draw and measure here; the bot leaves that to another process. */
function isBusyWithPictures(): boolean {
  const { queue, process: processing } = sharp.counters()
  return queue + processing > 0
}

/**
 * Fakes `Date` and the global timers for the whole process: the bot, discord.js and the sandbox live in one time, which moves
 * only while no HTTP request is under way, however slow the machine.
 */
export function createTimeMachine(start: Date): TimeMachine {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'], now: start })
  const restoreModules = fakeTimerModules()
  const requests = watchRequests()
  const tasks = new Set<unknown>()
  const heldCounts: (() => number)[] = []

  const countHeld = () => heldCounts.reduce((sum, count) => sum + count(), 0)

  const settle = () =>
    untilNothingHappens(
      () => requests.count() + tasks.size > countHeld(),
      () => isNodeBusy() || isBusyWithPictures(),
    )

  /** To the next timer, but no further than a step. */
  function step(start: number, end: number): void {
    let isOver = false
    const now = Date.now()
    const longest = Math.min(Math.max((now - start) * growth, firstStep), longestStep)
    const cap = setTimeout(() => (isOver = true), Math.min(longest, end - now))
    vi.advanceTimersToNextTimer()
    if (!isOver) clearTimeout(cap)
  }

  return {
    allowFor(count) {
      heldCounts.push(count)
    },

    async track(task) {
      tasks.add(task)
      return task.finally(() => tasks.delete(task))
    },

    settle,

    async until(condition, limitMilliseconds = 60 * 60_000) {
      const start = Date.now()
      const limit = start + limitMilliseconds
      for (;;) {
        await settle()
        if (await condition()) return
        if (Date.now() >= limit)
          throw new Error(`The condition did not hold within ${limitMilliseconds} ms of faked time`)
        step(start, limit)
      }
    },

    async advance(milliseconds) {
      const start = Date.now()
      const end = start + milliseconds
      await settle()
      while (Date.now() < end) {
        step(start, end)
        await settle()
      }
    },

    close() {
      requests.close()
      restoreModules()
      vi.useRealTimers()
    },
  }
}
