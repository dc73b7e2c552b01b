import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import type { PollOutcome } from '../../../src/domain/contracts/provider.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import type { World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const target = { applicationId: 'application', token: 'A-Very-Fake-Token', uploadLimit: 1 }
const refused: PollOutcome = { status: 'failed', failure: { kind: 'contentRefused' }, detail: 'raw words' }
/** The end of a render that makes the change after it throw a TypeError. */
const poisoned: PollOutcome = { ...refused, cost: Symbol('cost') as never }
const notShown = (reason: 'closed' | 'messageGone') => () => ({ shown: false, reason }) as const

/** Two of one request, both rendering at a provider that stops nothing. */
async function askForTwo(world: World, bot: Awaited<ReturnType<typeof startWorld>>['bot']) {
  const first = await world.ask(bot, { variants: 2 })
  await world.clock.advance(seconds(5))
  const second = world.read(first).variants?.[1] ?? ''
  return { first, second }
}

const startPair = async () => {
  const { world, bot } = await startWorld({ providers: ['runware'] })
  return { world, bot, ...(await askForTwo(world, bot)) }
}

/** The first has this end, the second goes on. */
async function endFirst(world: World, state: PollOutcome): Promise<void> {
  const [job] = world.runware.jobs.values()
  if (job !== undefined) job.state = state
  await world.clock.advance(minutes(1))
}
const done: PollOutcome = { status: 'succeeded', videoUrl: 'https://results.test/1.mp4', notSafeForWork: false }

describe('hiding all by the button of the first', () => {
  test('works once the first was seen, and hides that one as well', async () => {
    const { world, bot, first, second } = await startPair()
    await endFirst(world, done)
    await bot.redeliver(first, target)
    expect(world.isClosed(first)).toBe(false)
    await expect(bot.hide(first, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
    world.runware.succeed()
    await world.clock.advance(minutes(1))
    for (const id of [first, second]) expect(world.read(id).abandonedAt).toBeDefined()
    expect(world.notices).toEqual([])
    // Both wait in the list of their owner until they are seen.
    for (const id of [first, second]) await bot.redeliver(id, target)
    expect(world.listOpen()).toEqual([])
    await expect(bot.hide(first, 'alice')).resolves.toMatchObject({ kind: 'alreadyFinished' })
  })

  test('works once the first was set aside', async () => {
    const { world, bot, first, second } = await startPair()
    await endFirst(world, poisoned)
    await expect(bot.cancel(first, 'alice')).resolves.toMatchObject({ kind: 'cannotStop' })
    await expect(bot.hide(first, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
    expect(world.read(second).abandonedAt).toBeDefined()
    expect(world.read(first).abandonedAt).toBeUndefined()
  })
})

test.each(['is seen', 'is deleted'])(
  'what waits to be tried again under the name of the first goes on when that one %s',
  async (how) => {
    const { world, bot, first, second } = await startPair()
    world.script.showFinal.push(...Array(5).fill(notShown('closed')))
    world.runware.succeed()
    await world.clock.advance(seconds(30))
    world.script.showFinal.length = 0
    world.finals.length = 0
    if (how === 'is seen') await bot.redeliver(first, target)
    else await bot.erase(first, 'alice')
    await world.clock.advance(seconds(1))
    expect(world.isClosed(second)).toBe(true)
    // By the way of the one that is open: the other has no token any more.
    expect(world.finals.map(({ id }) => id)).toEqual([second])
    expect(world.notices.map(({ id }) => id)).toEqual([second])
  },
)

/** The process dies when one of them has been saved like this; the next one goes on. */
async function dieOnceSaved(
  { world, bot }: Awaited<ReturnType<typeof startPair>>,
  isMoment: (saved: Generation) => boolean,
): Promise<void> {
  let isDead = false
  world.script.afterWrite = ({ record }) => {
    const saved = record as Generation | undefined
    if (isDead || saved?.delivery === undefined || !isMoment(saved)) return
    isDead = true
    bot.kill()
  }
  await world.clock.advance(minutes(1))
  expect(isDead).toBe(true)
  await world.boot().start()
  await world.clock.advance(minutes(1))
}

describe('after a crash', () => {
  test('between the closing of one and the other there is no second private word', async () => {
    const pair = await startPair()
    pair.world.runware.setState(refused)
    await dieOnceSaved(pair, ({ delivery }) => delivery.deliveredAt !== undefined)
    expect(pair.world.journal.filter((line) => line.startsWith('tell'))).toEqual(['tell followUp'])
    expect(pair.world.listOpen()).toEqual([])
  })

  test.each([
    ['gone', [notShown('messageGone'), notShown('messageGone')]],
    ['there', []],
  ])('there is no second mention, where the message is %s', async (_, outcomes) => {
    const pair = await startPair()
    const { world } = pair
    world.script.showFinal.push(...outcomes)
    world.runware.succeed()
    await dieOnceSaved(pair, ({ delivery }) => delivery.noticedAt !== undefined)
    expect(new Set(world.notices.map(({ id }) => id)).size).toBe(1)
    // The same word once more is one that was sent before: it is looked for.
    expect(world.noticeCircumstances.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1)
  })
})

test('those that were refused beside a video that was seen do not take its message away', async () => {
  const { world, bot, first, second } = await startPair()
  world.script.showFinal.push(notShown('closed'))
  await endFirst(world, done)
  world.runware.setState(refused)
  await world.clock.advance(seconds(30))
  await bot.redeliver(first, target)
  await world.clock.advance(seconds(1))
  expect(world.isClosed(second)).toBe(true)
  expect(world.journal.some((line) => line.startsWith('takeAway'))).toBe(false)
})

test('a defect in every delivery sets the one aside that is open, where the first is closed', async () => {
  const { world, bot, first, second } = await startPair()
  world.script.showFinal.push(notShown('closed'))
  await endFirst(world, done)
  world.runware.succeed()
  await world.clock.advance(seconds(30))
  const fail = () => {
    throw new TypeError('a defect')
  }
  world.script.showFinal.push(...Array.from({ length: 5 }, () => fail))
  await bot.redeliver(first, target)
  await world.clock.advance(minutes(30))
  expect(world.isClosed(first)).toBe(true)
  expect(world.isClosed(second)).toBe(false)
  expect(world.script.showFinal).toEqual([])
  expect(world.shown.at(-1)).toMatchObject({ generation: { id: second }, context: { isQuarantined: true } })
})
