import { setTimeout as sleep } from 'node:timers/promises'
import type { Report, Setup } from '../../../sandbox/bot/orders.ts'
import type { Fault } from '../../../sandbox/kling/faults.ts'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import type { ProviderId } from '../../../src/domain/generation.ts'
import { createPicture } from '../../support/createPicture.ts'
import { createRandom } from '../../support/createRandom.ts'
import { seeLabels } from '../../support/readMessage.ts'
import { bringToAnEnd } from './bringToAnEnd.ts'
import { createOpenBook } from './createOpenBook.ts'
import { createSubjects, type PlayedSubject } from './createSubjects.ts'
import { openWorld, type World } from './openWorld.ts'
import type { Played } from './playWorld.ts'
import { type Records, readRecords } from './readRecords.ts'
import { findStatusOf, type Scenario, type Subject } from './scenario.ts'
import type { BotProcess } from './startBotProcess.ts'

export interface RandomPlan {
  readonly seed: number
  readonly providers: readonly ProviderId[]
  /** How many processes are killed. */
  readonly kills: number
  readonly commandsPerLife: number
}

type Random = ReturnType<typeof createRandom>

const between = (random: Random, least: number, most: number) => least + random.below(most - least + 1)

const picture = await createPicture('start.png', { width: 640, height: 360 })

interface Trouble {
  readonly effect: Fault['effect']
  readonly isAmbiguous: boolean
}

/** What can go wrong with a submit, and whether nobody knows then if it arrived. */
const troubles: readonly [Trouble, ...Trouble[]] = [
  { effect: { kind: 'rateLimited' }, isAmbiguous: false },
  { effect: { kind: 'contentRefused' }, isAmbiguous: false },
  { effect: { kind: 'renderFails', failure: { kind: 'renderError' } }, isAmbiguous: false },
  { effect: { kind: 'answerLost' }, isAmbiguous: true },
  { effect: { kind: 'reset' }, isAmbiguous: true },
  { effect: { kind: 'serverErrorAfterAcceptance' }, isAmbiguous: true },
  { effect: { kind: 'serverError' }, isAmbiguous: true },
]

function createScenario(random: Random, provider: ProviderId): Scenario {
  const trouble = random.fraction() < 0.5 ? undefined : random.pick(troubles)
  const values = { ...(random.fraction() < 0.3 && { image: picture }), private: random.fraction() < 0.2 }
  return {
    name: 'lives in hard times',
    provider,
    path: trouble?.isAmbiguous ? ['submitting->unconfirmed'] : [],
    values,
    arrange({ world, prompt }) {
      if (trouble === undefined) return
      const when = ({ body }: { body?: unknown }) => JSON.stringify(body ?? '').includes(JSON.stringify(prompt))
      world.kling.faults.add({ endpoint: 'submit', effect: trouble.effect, when })
    },
  }
}

/** The lesser troubles that a network has. */
function disturb({ kling, discord }: World): void {
  kling.faults.add({ endpoint: 'status', times: 4, effect: { kind: 'serverError' } })
  kling.faults.add({ endpoint: 'file', times: 2, effect: { kind: 'reset' } })
  discord.faults.script({ route: 'POST /channels/:channel/messages', times: 2, effect: { kind: 'loseAnswer' } })
  discord.faults.script({ route: /^POST .*callback$/, times: 2, effect: { kind: 'loseAnswer' } })
  discord.faults.script({ route: /^GET \/webhooks/, times: 3, effect: { kind: 'answer', status: 503 } })
  discord.faults.script({ route: /^PATCH /, times: 3, effect: { kind: 'answer', status: 502 } })
}

/** A member changes their mind; whether the bot lives long enough to hear of it is open. */
async function cancelSome(random: Random, subjects: readonly Subject[]): Promise<void> {
  const offered = subjects.filter(
    ({ sent: { message } = {} }) => message?.isDeleted === false && seeLabels(message).includes('Cancel (free)'),
  )
  const [subject] = random.shuffle(offered)
  if (subject === undefined || random.fraction() < 0.6) return
  await subject.member.click(findStatusOf(subject), { label: 'Cancel (free)' })
}

function chooseDeath(random: Random): Setup['death'] {
  if (random.fraction() < 0.4) return undefined
  return { write: between(random, 1, 50), moment: random.pick(['before', 'after']) }
}

/** Many at once, and processes that die at any moment; at the end a last one brings all to its end. */
export async function playAtRandom(plan: RandomPlan): Promise<Played> {
  const random = createRandom(plan.seed)
  const [preferred = 'runcomfy'] = plan.providers
  let isCalm = false
  const world = await openWorld({
    variables: { KLING_PROVIDERS: plan.providers.join(','), RUNCOMFY_MAX_CONCURRENT: '4', RUNWARE_MAX_CONCURRENT: '4' },
    kling: {
      queueMilliseconds: () => (isCalm ? 0 : random.pick([0, seconds(20)])),
      renderMilliseconds: () => between(random, 0, seconds(90)),
    },
  })
  const count = plan.kills * plan.commandsPerLife
  const wishes = Array.from({ length: count }, () => ({ scenario: createScenario(random, preferred) }))
  const subjects: readonly PlayedSubject[] = createSubjects(world, wishes)
  const atKills: Records[] = []
  const log: string[] = []
  let open = createOpenBook({ open: [], finished: [] })
  const onReport = (report: Report) => {
    open.hear(report)
    for (const subject of subjects) subject.hear(report)
  }

  async function live(newcomers: readonly PlayedSubject[]): Promise<BotProcess> {
    const death = chooseDeath(random)
    const bot = await world.start({ onReport, isEnough: ({ isOver }) => isOver, ...(death !== undefined && { death }) })
    disturb(world)
    const end = world.now + between(random, 0, minutes(3))
    for (const subject of newcomers) {
      if (bot.isOver) break
      await subject.ask(bot)
      await cancelSome(random, subjects)
      const next = world.now + between(random, 0, seconds(10))
      if (random.fraction() < 0.7) await world.until(() => bot.isOver || world.now >= next)
    }
    if (death !== undefined) await world.until(() => bot.isOver || world.now >= end)
    else {
      // In the middle of something.
      const going = world.until(() => bot.isOver || world.now >= end)
      await sleep(between(random, 0, 100))
      bot.signal('SIGKILL')
      await going
    }
    return bot
  }

  try {
    for (let life = 0; life < plan.kills; life += 1) {
      const newcomers = subjects.slice(life * plan.commandsPerLife, (life + 1) * plan.commandsPerLife)
      const bot = await live(newcomers)
      await world.kill(bot)
      log.push(...bot.log)
      const left = await readRecords(world.directory)
      atKills.push(left)
      open = createOpenBook(left)
      await world.leap(random.pick([seconds(1), seconds(30), minutes(4), minutes(20)]))
    }
    isCalm = true
    world.kling.faults.clear()
    world.discord.faults.clear()
    const bot = await world.start({ onReport })
    await bringToAnEnd(world, subjects, open)
    await world.kill(bot)
    log.push(...bot.log)
    return { world, subjects, atKills, atEnd: await readRecords(world.directory), log }
  } catch (error) {
    await world.close()
    throw error
  }
}
