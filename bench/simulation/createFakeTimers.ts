import { fakeTimerModules } from '../../sandbox/bot/fakeTimerModules.ts'

export interface FakeTimers {
  /** When the next timer is due, in milliseconds since the epoch. */
  findNext(): number | undefined
  /** Sets the time and runs what is due by then, the earliest first. */
  moveTo(time: number): void
}

interface Timer {
  at: number
  readonly milliseconds: number
  readonly isRepeated: boolean
  readonly run: () => void
}

const RealDate = globalThis.Date

/**
 * Replaces `Date` and the timers for the rest of this process, which is one of its own: the global ones, and those in Node's
 * modules that the gateway client of discord.js uses.
 */
export function createFakeTimers(start: number): FakeTimers {
  const planned = new Map<object, Timer>()
  let now = start

  function plan(run: () => void, milliseconds: number, isRepeated: boolean): object {
    // Whole milliseconds and never less than one, as those of Node.
    const length = Math.max(Math.ceil(milliseconds), 1)
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => false,
      refresh() {
        planned.delete(handle)
        planned.set(handle, { at: now + length, milliseconds: length, isRepeated, run })
        return handle
      },
      close: () => cancel(handle),
    }
    return handle.refresh()
  }

  function cancel(handle: object | undefined): void {
    if (handle !== undefined) planned.delete(handle)
  }

  function findNext(): number | undefined {
    let next: number | undefined
    for (const { at } of planned.values()) if (next === undefined || at < next) next = at
    return next
  }

  class FakeDate extends RealDate {
    constructor(...parts: unknown[]) {
      super(...((parts.length === 0 ? [now] : parts) as [number]))
    }

    static override now(): number {
      return now
    }
  }

  const faked = {
    setTimeout: (run: (...values: unknown[]) => void, milliseconds = 0, ...values: unknown[]) =>
      plan(() => run(...values), milliseconds, false),
    setInterval: (run: (...values: unknown[]) => void, milliseconds = 0, ...values: unknown[]) =>
      plan(() => run(...values), milliseconds, true),
    clearTimeout: cancel,
    clearInterval: cancel,
  }
  Object.assign(globalThis, faked, { Date: FakeDate })
  fakeTimerModules()

  return {
    findNext,
    moveTo(time) {
      now = Math.max(now, time)
      const due = [...planned].filter(([, { at }]) => at <= now).sort(([, one], [, other]) => one.at - other.at)
      for (const [handle, timer] of due) {
        // One that is due may cancel or refresh another.
        if (planned.get(handle) !== timer) continue
        if (timer.isRepeated) timer.at = now + timer.milliseconds
        else planned.delete(handle)
        timer.run()
      }
    },
  }
}
