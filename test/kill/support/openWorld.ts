import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSteppedClock } from '../../../sandbox/bot/createSteppedClock.ts'
import type { Report, Setup } from '../../../sandbox/bot/orders.ts'
import { usualRateLimits } from '../../../sandbox/discord/rest/rateLimits.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../../../sandbox/discord/startDiscordSandbox.ts'
import {
  type KlingSandbox,
  type KlingSandboxOptions,
  startKlingSandbox,
} from '../../../sandbox/kling/startKlingSandbox.ts'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { pointToSandboxes } from '../../support/pointToSandboxes.ts'
import { type BotProcess, startBotProcess } from './startBotProcess.ts'

export interface WorldOptions {
  readonly kling?: KlingSandboxOptions
  readonly variables?: Readonly<Record<string, string | undefined>>
}

export interface LifeOptions extends Partial<Pick<Setup, 'holds' | 'death'>> {
  readonly variables?: Readonly<Record<string, string | undefined>>
  readonly onReport?: (report: Report) => void
  /** What is waited for instead, where the process is held before it serves. */
  readonly isEnough?: (bot: BotProcess) => boolean
}

/** Both sandboxes, and processes of the bot that come and go on one store. One time for all of them. */
export interface World {
  readonly kling: KlingSandbox
  readonly discord: DiscordSandbox
  readonly directory: string
  readonly now: number
  /** Starts a process without waiting for it. */
  launch(options?: LifeOptions): BotProcess
  /** Starts a process, and waits until it serves. */
  start(options?: LifeOptions): Promise<BotProcess>
  /** Lets processes that were launched get ahead until the condition holds. */
  untilStarted(launched: readonly BotProcess[], condition: () => boolean): Promise<void>
  /** Lets everything that is under way finish without moving the time. */
  settle(): Promise<void>
  /** Moves the time from timer to timer, and lets everything finish in between, until the condition holds. */
  until(condition: () => boolean | Promise<boolean>, limitMilliseconds?: number): Promise<void>
  /** Moves the time at once, as for a machine that slept. */
  leap(milliseconds: number): Promise<void>
  /** Stops a process in the middle of whatever it does; the time goes on without it. */
  freeze(bot: BotProcess): void
  /** It goes on, and still believes that it is as late as when it was frozen, until the time is moved. */
  thaw(bot: BotProcess): void
  /** Kills a process without a word. */
  kill(bot: BotProcess): Promise<void>
  close(): Promise<void>
}

const start = Date.UTC(2026, 10, 20, 12)
/** So often nothing happens before something is taken to be wrong. */
const mostRounds = 20_000
const longestStep = minutes(5)

const noLimits = Object.fromEntries(
  Object.keys(usualRateLimits).map((name) => [name, { limit: Number.POSITIVE_INFINITY, milliseconds: 1_000 }]),
)

export async function openWorld({ kling: klingOptions, variables }: WorldOptions): Promise<World> {
  const clock = createSteppedClock(start)
  const directory = await mkdtemp(join(tmpdir(), 'kling-kill-'))
  const kling = await startKlingSandbox({ video: 'tiny', slots: 1_000, clock, ...klingOptions })
  // How the bot keeps to the limits is told elsewhere: there the time is one with that of discord.js.
  const discord = await startDiscordSandbox({ clock, rateLimits: noLimits })
  const bots = new Set<BotProcess>()
  const frozen = new Set<BotProcess>()

  const environment = {
    PATH: '/usr/bin:/bin',
    ...pointToSandboxes(discord, kling, directory),
    ...(variables?.KLING_PROVIDERS?.includes('kling') && { KLING_API_KEY: kling.klingKey }),
    KLING_MAX_CONCURRENT: '1000',
    RUNCOMFY_MAX_CONCURRENT: '1000',
    RUNWARE_MAX_CONCURRENT: '1000',
    SHUTDOWN_GRACE: '5',
    ...variables,
  }

  /** The earliest timer of the processes. */
  async function settle(): Promise<number | undefined> {
    for (let rounds = 0; ; ) {
      const quiets = await Promise.all([...bots].map((bot) => bot.moveTo(clock.now())))
      const requests = quiets.reduce((sum, quiet) => sum + (quiet?.requests ?? 0), 0)
      if (requests <= kling.held + discord.held) {
        const timers = quiets.flatMap((quiet) => quiet?.nextTimerAt ?? [])
        return timers.length === 0 ? undefined : Math.min(...timers)
      }
      rounds += 1
      if (rounds > mostRounds) throw new Error(`The bot waits for ${requests} answers`)
      await sleep(1)
    }
  }

  async function moveTo(time: number): Promise<void> {
    clock.moveTo(time)
    await Promise.all([...bots].map((bot) => bot.moveTo(time)))
  }

  function launch({ variables: changes, holds = [], death, onReport = () => {} }: LifeOptions = {}): BotProcess {
    const bot = startBotProcess({
      variables: { ...environment, ...changes },
      setup: { now: clock.now(), holds, ...(death !== undefined && { death }) },
      onReport,
    })
    bots.add(bot)
    void bot.ended.then(() => bots.delete(bot))
    return bot
  }

  async function until(condition: () => boolean | Promise<boolean>, limit = minutes(60)): Promise<void> {
    const end = clock.now() + limit
    for (;;) {
      const timer = await settle()
      if (await condition()) return
      if (clock.now() >= end) throw new Error(`The condition did not hold within ${limit} ms of its time`)
      const next = Math.min(timer ?? end, clock.nextTimerAt ?? end, clock.now() + longestStep, end)
      await moveTo(Math.max(next, clock.now()))
    }
  }

  /**
   * Nothing but a lease makes a start wait for a timer. Time moves by a second for each time that one was refused, so that
   * it cannot run ahead of a process that opens its database or renews its lease on a busy machine: neither shows.
   */
  async function untilStarted(launched: readonly BotProcess[], condition: () => boolean): Promise<void> {
    let answered = 0
    for (let rounds = 0; !condition(); rounds += 1) {
      if (rounds > mostRounds) throw new Error(`The bot does not start: ${launched.map(({ log }) => log.at(-1))}`)
      const refusals = launched.reduce((sum, { leaseRefusals }) => sum + leaseRefusals, 0)
      if (refusals > answered) {
        answered = refusals
        await moveTo(clock.now() + seconds(1))
      }
      await sleep(2)
    }
  }

  return {
    kling,
    discord,
    directory,
    get now() {
      return clock.now()
    },
    launch,
    async start(options) {
      const bot = launch(options)
      await untilStarted([bot], () => {
        if (bot.isServing || options?.isEnough?.(bot) === true) return true
        if (!bot.isOver && bot.refusal === undefined) return false
        throw new Error(`The bot does not serve: ${bot.refusal ?? bot.log.at(-1)}`)
      })
      return bot
    },
    untilStarted,
    async settle() {
      await settle()
    },
    until,
    async leap(milliseconds) {
      await settle()
      await moveTo(clock.now() + milliseconds)
      await settle()
    },
    freeze(bot) {
      bots.delete(bot)
      frozen.add(bot)
      bot.signal('SIGSTOP')
    },
    thaw(bot) {
      frozen.delete(bot)
      bots.add(bot)
      bot.signal('SIGCONT')
    },
    async kill(bot) {
      bot.signal('SIGKILL')
      await bot.ended
    },
    async close() {
      const left = [...bots, ...frozen]
      for (const bot of left) bot.signal('SIGKILL')
      await Promise.all(left.map((bot) => bot.ended))
      await discord.close()
      await kling.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
