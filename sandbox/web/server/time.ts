import { type Clock, minutes, seconds } from '../../../src/domain/clock.ts'
import type { ShiftedClock } from '../../bot/createShiftedClock.ts'
import type { Span } from '../../kling/createAccount.ts'
import type { BotState } from '../protocol.ts'
import type { BotProcess } from './botProcess.ts'
import type { Changes } from './changes.ts'
import type { Undo } from './faults.ts'

/** The time of everything on the testbed: the two sandboxes' and the bot's. */
export interface TestbedTime {
  /** Puts it forward, and gives what is under way a moment first. */
  putForward(count: number): Promise<void>
  /** Puts it forward as far as a bot that died would keep the next one waiting. */
  passLease(): Promise<void>
  noticeBot(state: BotState): void
}

/** How long a bot that died keeps its store, see src/app.ts. */
const leaseMilliseconds = seconds(15)
/** Longer than Discord waits for an answer. */
const patience = seconds(4)

export function createTestbedTime(parts: {
  readonly clock: ShiftedClock
  readonly systemClock: Clock
  readonly bot: Pick<BotProcess, 'settle' | 'putForward'>
  /** How many people wait for the bot's answer just now. */
  readonly countWaiting: () => number
  readonly changes: Changes
}): TestbedTime {
  const { clock, systemClock, bot, countWaiting, changes } = parts
  let diedAt: number | undefined
  let last: Promise<void> = Promise.resolve()

  /** Resolves with the task, but not much later than Discord gives up. */
  function withPatience(task: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = systemClock.after(patience, resolve)
      void task.finally(() => {
        cancel()
        resolve()
      })
    })
  }

  function untilAnswered(): Promise<void> {
    if (countWaiting() === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const unlisten = changes.listen(() => {
        if (countWaiting() > 0) return
        unlisten()
        resolve()
      })
    })
  }

  /** First the sandboxes, so that the bot finds there what the time has brought. */
  async function move(milliseconds: number): Promise<void> {
    clock.putForward(clock.ahead + milliseconds)
    changes.tell({ kind: 'time', ahead: clock.ahead })
    await bot.putForward(clock.ahead)
  }

  function next(task: () => Promise<void>): Promise<void> {
    last = last.then(task)
    return last
  }

  return {
    putForward: (count) =>
      next(async () => {
        await withPatience(untilAnswered().then(() => bot.settle()))
        await move(minutes(count))
      }),
    passLease: () =>
      next(async () => {
        if (diedAt === undefined) return
        const rest = diedAt + leaseMilliseconds - clock.now()
        if (rest > 0) await move(rest)
      }),
    noticeBot(state) {
      if (state === 'killed' || state === 'failed') diedAt = clock.now()
      if (state === 'serving') diedAt = undefined
    },
  }
}

/** How long a render takes, which can be changed while renders run. */
export interface RenderTime {
  readonly span: Span
  /** Renders that start from now on take very long; the returned function lets those under way take their usual time. */
  slowDown(): Undo
}

const slowMilliseconds = 20 * 60 * 1_000

export function createRenderTime(options: {
  readonly usualMilliseconds: number
  readonly clock: Clock
  /** Ends a render now, if it has not ended. */
  readonly finish: (jobId: string) => Promise<unknown>
}): RenderTime {
  const { usualMilliseconds, clock, finish } = options
  const slowed = new Map<string, number>()
  let isSlow = false
  return {
    span({ id }) {
      if (!isSlow) return usualMilliseconds
      slowed.set(id, clock.now())
      return slowMilliseconds
    },
    slowDown() {
      isSlow = true
      return () => {
        isSlow = false
        for (const [id, startedAt] of slowed) {
          // Where renders end by hand only, they go on doing so.
          if (!Number.isFinite(usualMilliseconds)) continue
          clock.after(startedAt + usualMilliseconds - clock.now(), () => void finish(id))
        }
        slowed.clear()
      }
    },
  }
}
