import type { Clock } from '../../../src/domain/clock.ts'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import type { ShiftedClock } from '../../bot/createShiftedClock.ts'
import type { BotState } from '../protocol.ts'
import type { BotProcess } from './createBotProcess.ts'
import type { Changes } from './createChanges.ts'

/** The time of everything on the stage: the two sandboxes' and the bot's. */
export interface StageTime {
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

export function createStageTime(parts: {
  readonly clock: ShiftedClock
  readonly systemClock: Clock
  readonly bot: Pick<BotProcess, 'settle' | 'putForward'>
  /** How many people wait for the bot's answer just now. */
  readonly countWaiting: () => number
  readonly changes: Changes
}): StageTime {
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
