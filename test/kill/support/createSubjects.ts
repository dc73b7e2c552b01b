import { setTimeout as sleep } from 'node:timers/promises'
import type { Hold, Moment, Report, Write } from '../../../sandbox/bot/orders.ts'
import type { SentInteraction } from '../../../sandbox/discord/people/presence.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import type { World } from './openWorld.ts'
import type { Scenario, Subject } from './scenario.ts'
import type { BotProcess } from './startBotProcess.ts'

/** Where the process is killed, or the disk is full, for a subject, in the words of its scenario's path. */
export interface KillPoint {
  readonly scenario: Scenario
  /** From 1 on. */
  readonly write: number
  readonly moment: Moment
}

/** A subject, and what the test keeps about it. */
export interface PlayedSubject extends Subject {
  readonly point: KillPoint | undefined
  /** What was written in the life of the process that the scenario is about. */
  readonly writes: readonly Write[]
  /** The pauses, and the kill or the failure, for that life. */
  readonly holds: readonly Hold[]
  /** For the life before it. */
  readonly preludeHolds: readonly Hold[]
  /** Types the command, and waits until the bot has begun with it, or is gone. */
  ask(bot: Pick<BotProcess, 'isOver'>): Promise<void>
  /** Takes in what a process reports. */
  hear(report: Report): void
  beginPath(): void
  endPath(): void
}

const channelsPerWorld = 6

/** Everybody in a world, each in one of a few channels. */
export function createSubjects(
  world: World,
  wishes: readonly { readonly scenario: Scenario; readonly point?: KillPoint }[],
  effect: 'stop' | 'fail' = 'stop',
): PlayedSubject[] {
  const guild = world.discord.addGuild({ name: 'Film club' })
  const channels = Array.from({ length: channelsPerWorld }, (_, index) => guild.addChannel({ name: `videos-${index}` }))
  return wishes.map(({ scenario, point }, index) => {
    const user = world.discord.addUser({ name: `Person ${index}` })
    const channel = channels[index % channels.length]
    if (channel === undefined) throw new Error('There is no channel')
    const prompt = `Fox number ${index} runs`
    return createSubject({ world, scenario, point, effect, user, member: user.in(channel), prompt })
  })
}

/** Which write of the process it is. */
export function findWrite({ scenario, write, moment }: KillPoint): Pick<Hold, 'name' | 'nth' | 'moment'> {
  const names = scenario.path.slice(0, write)
  const name = names.at(-1)
  if (name === undefined) throw new Error(`${scenario.name} has no write ${write}`)
  return { name, nth: names.filter((each) => each === name).length, moment }
}

type Given = Pick<Subject, 'world' | 'scenario' | 'user' | 'member' | 'prompt'> &
  Pick<PlayedSubject, 'point'> & { readonly effect: 'stop' | 'fail' }

function createSubject(given: Given): PlayedSubject {
  const { world, scenario, point, effect, prompt, member } = given
  const isRetry = scenario.isRetry ?? false
  const writes: Write[] = []
  let sent: SentInteraction | undefined
  let first: Generation | undefined
  let reports = 0
  let isOnPath = scenario.prelude === undefined

  const pauses = (scenario.moves ?? []).flatMap(({ at }) => (typeof at === 'string' ? [at] : []))
  const common = { prompt, isRetry }

  return {
    ...given,
    get sent() {
      return sent
    },
    get latest() {
      return first
    },
    get reports() {
      return reports
    },
    get job() {
      return world.kling.jobs.findLast((job) => job.prompt === prompt)
    },
    writes,
    holds: [
      ...(point === undefined ? [] : [{ ...common, ...findWrite(point), effect }]),
      ...pauses.map((name): Hold => ({ ...common, name, moment: 'after', effect: 'pause' })),
    ],
    preludeHolds: scenario.prelude === undefined ? [] : [{ ...common, ...scenario.prelude, effect: 'stop' }],
    async ask(bot) {
      scenario.arrange?.(this)
      sent = await member.run('kling video', { prompt, ...scenario.values })
      scenario.onSent?.(this)
      while (reports === 0 && !bot.isOver) await sleep(1)
    },
    hear(report) {
      if (report.kind !== 'write' || report.write.prompt !== prompt) return
      reports += 1
      if (report.moment === 'before') return
      if (!report.write.isRetry) first = report.record ?? first
      if (isOnPath && report.write.isRetry === isRetry) writes.push(report.write)
    },
    beginPath() {
      isOnPath = true
    },
    endPath() {
      isOnPath = false
    },
  }
}
