import type { Report } from '../../../sandbox/bot/orders.ts'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { bringToAnEnd } from './bringToAnEnd.ts'
import { createOpenBook } from './createOpenBook.ts'
import { createSubjects, type KillPoint, type PlayedSubject } from './createSubjects.ts'
import { openWorld, type World } from './openWorld.ts'
import { type Records, readRecords } from './readRecords.ts'
import type { Scenario } from './scenario.ts'
import type { BotProcess } from './startBotProcess.ts'

export interface WorldPlan {
  readonly wishes: readonly { readonly scenario: Scenario; readonly point?: KillPoint }[]
  /** How long nobody is there before the last process, in milliseconds. */
  readonly gap?: number
  /** Instead of a kill the write fails, and the process lives on. */
  readonly isDiskFull?: boolean
}

/** A world after the last process has brought everything to its end. */
export interface Played {
  readonly world: World
  readonly subjects: readonly PlayedSubject[]
  /** What stood in the store at each kill, the earliest first. */
  readonly atKills: readonly Records[]
  readonly atEnd: Records
  readonly log: readonly string[]
}

const usualGap = seconds(20)
const never = Number.POSITIVE_INFINITY
/** Over the time after which a generation is overdue, and over the time after which it is lost. */
const leaps = [minutes(11), hours(24)]

/** Plays all wishes in one world: lives that are killed where the wishes say, and a last one that brings all to an end. */
export async function playWorld(plan: WorldPlan): Promise<Played> {
  const closers: (() => Promise<void>)[] = []
  try {
    return await play(plan, closers)
  } catch (error) {
    for (const close of closers) await close()
    throw error
  }
}

async function play(
  { wishes, gap = usualGap, isDiskFull = false }: WorldPlan,
  closers: (() => Promise<void>)[],
): Promise<Played> {
  const [any] = wishes
  if (any === undefined) throw new Error('Nobody wishes anything')
  const { provider, variables, isLong } = any.scenario
  const subjects: PlayedSubject[] = []
  /** From then on the provider does for everybody what it does for most. */
  let isCalm = false
  const find = (prompt: string) => subjects.find((subject) => subject.prompt === prompt)
  const world = await openWorld({
    variables: { KLING_PROVIDERS: provider },
    kling: {
      queueMilliseconds: ({ prompt }) => (find(prompt)?.scenario.staysQueued && !isCalm ? never : 0),
      renderMilliseconds: ({ prompt }) => (find(prompt)?.scenario.staysRendering && !isCalm ? never : 0),
    },
  })
  closers.push(() => world.close())
  subjects.push(...createSubjects(world, wishes, isDiskFull ? 'fail' : 'stop'))
  const atKills: Records[] = []
  const log: string[] = []
  let open = createOpenBook({ open: [], finished: [] })
  const onReport = (report: Report) => {
    open.hear(report)
    for (const subject of subjects) subject.hear(report)
  }

  async function untilAll(
    what: string,
    isThere: (subject: PlayedSubject) => boolean,
    play = async (isOver: () => boolean) => isOver(),
  ): Promise<void> {
    const limit = isLong ? hours(25) : minutes(20)
    await world
      .until(() => play(() => subjects.every(isThere)), limit)
      .catch((error: unknown) => {
        const missing = subjects.filter((subject) => !isThere(subject)).map((subject) => describeSubject(subject))
        const requests = world.kling.requests
          .slice(-10)
          .map(({ at, endpoint, answered }) => `${at} ${endpoint} ${JSON.stringify(answered)}`)
        const story = [`Not all ${what} by ${world.now}:`, ...missing, ...requests, ...bot.log.slice(-60)]
        throw new Error(story.join('\n'), { cause: error })
      })
  }

  async function kill(bot: BotProcess, pause: number): Promise<void> {
    await world.kill(bot)
    log.push(...bot.log)
    const left = await readRecords(world.directory)
    atKills.push(left)
    open = createOpenBook(left)
    await world.leap(pause)
  }

  let bot = await world.start({ onReport, holds: subjects.flatMap((s) => [...s.preludeHolds, ...scripted(s)]) })
  for (const subject of subjects) await subject.ask(bot)
  if (any.scenario.prelude !== undefined) {
    await untilAll('are killed in the prelude', (subject) => isKilled(bot, subject))
    await kill(bot, usualGap)
    for (const subject of subjects) subject.beginPath()
    bot = await world.start({
      onReport,
      holds: subjects.flatMap(({ holds }) => holds),
      ...(variables && { variables }),
      isEnough: (starting) => subjects.every((subject) => isKilled(starting, subject)),
    })
  }
  const isThere = (s: PlayedSubject) => (s.point === undefined ? hasEnded(s) : isKilled(bot, s))
  const pending = new Map(subjects.map((subject) => [subject, [...(subject.scenario.moves ?? [])]]))
  const moveOn = async (isOver: () => boolean) => {
    while (await makeMoves(bot, pending)) await world.settle()
    return isOver()
  }
  for (const leap of isLong ? leaps : []) {
    const rest = world.now + minutes(1)
    await world.until(() => moveOn(() => world.now >= rest))
    await world.leap(leap)
  }
  await untilAll('come to the end of their paths', isThere, moveOn)

  if (subjects.some(({ point }) => point !== undefined)) {
    if (!isDiskFull) await kill(bot, gap)
    world.kling.faults.clear()
    world.discord.faults.clear()
    isCalm = true
    if (!isDiskFull) bot = await world.start({ onReport, ...(variables && { variables }) })
  }
  for (const subject of subjects) subject.endPath()
  await bringToAnEnd(world, subjects, open)
  await world.kill(bot)
  log.push(...bot.log)
  return { world, subjects, atKills, atEnd: await readRecords(world.directory), log }
}

/** What holds a subject in the life of its scenario, where that is the first. */
const scripted = ({ scenario, holds }: PlayedSubject) => (scenario.prelude === undefined ? holds : [])

/** Or its write has failed. */
function isKilled(bot: BotProcess, { prompt }: PlayedSubject): boolean {
  return bot.held.some(({ hold }) => hold.prompt === prompt && hold.effect !== 'pause')
}

function hasEnded({ scenario, writes }: PlayedSubject): boolean {
  return writes.length >= scenario.path.length
}

/** Makes the moves whose moment has come. */
async function makeMoves(
  bot: BotProcess,
  pending: Map<PlayedSubject, NonNullable<Scenario['moves']>[number][]>,
): Promise<boolean> {
  let hasMoved = false
  for (const [subject, moves] of pending) {
    const [next] = moves
    const held = bot.held.find(({ hold }) => hold.prompt === subject.prompt && hold.effect !== 'fail')
    if (next === undefined || held?.hold.effect === 'stop') continue
    const isDue =
      typeof next.at === 'string' ? held?.write.name === next.at && (next.when?.(subject) ?? true) : next.at(subject)
    if (!isDue) continue
    moves.shift()
    await next.act(subject)
    if (held !== undefined) bot.release(held.write.generationId)
    hasMoved = true
  }
  return hasMoved
}

function describeSubject({ prompt, scenario, job, writes }: PlayedSubject): string {
  return [prompt, scenario.name, `job ${job?.state}`, ...writes.map(({ name }) => name)].join(', ')
}
