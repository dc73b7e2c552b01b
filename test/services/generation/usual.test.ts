import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import type { Request } from '../../../src/domain/request.ts'
import { createWorld, type World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

type Bot = ReturnType<World['boot']>

/** One render that takes so many seconds. */
async function make(world: World, bot: Bot, time: number, request: Partial<Request> = {}): Promise<string> {
  const id = await world.ask(bot, request)
  await world.clock.advance(seconds(time))
  world.runcomfy.succeed()
  await world.clock.advance(seconds(40))
  expect(world.read(id).state).toBe('succeeded')
  return id
}

async function findUsual(world: World, bot: Bot, request: Partial<Request> = {}) {
  const id = await world.ask(bot, request)
  return world.shown.filter(({ generation }) => generation.id === id).at(-1)?.context.usual
}

const setUp = () => startWorld({ providers: ['runcomfy'] })

test('what is usual is told after five, for the same model and length, and is what was seen', async () => {
  const { world, bot } = await setUp()
  for (const time of [100, 110, 120, 130]) await make(world, bot, time)
  expect(await findUsual(world, bot)).toBeUndefined()
  world.runcomfy.succeed()
  await world.clock.advance(minutes(1))
  for (const time of [105, 115, 125]) await make(world, bot, time)

  const usual = await findUsual(world, bot)
  expect(usual?.from).toBeGreaterThan(seconds(95))
  expect(usual?.from).toBeLessThan(seconds(135))
  expect(usual?.to).toBeGreaterThanOrEqual(usual?.from ?? 0)
  expect(usual?.to).toBeLessThan(seconds(150))
  expect((await bot.list('alice'))[0]?.usual).toStrictEqual(usual)
  expect(await findUsual(world, bot, { duration: 15 })).toBeUndefined()
  expect(await findUsual(world, bot, { quality: 'pro' })).toBeUndefined()
})

test('checks come closer to the finish the more is known', async () => {
  const { world, bot } = await setUp()
  for (let count = 0; count < 20; count += 1) await make(world, bot, 100 + (count % 5) * 4)
  const before = world.runcomfy.counts.requests.length
  const id = await world.ask(bot)
  await world.clock.advance(seconds(107.3))
  const finishedAt = world.clock.now()
  world.runcomfy.succeed()
  await world.clock.advance(seconds(30))
  expect((world.read(id).finishedAt ?? 0) - finishedAt).toBeLessThanOrEqual(seconds(2))
  expect(world.runcomfy.counts.requests.length - before).toBeLessThanOrEqual(22)
})

test('what was learned outlives a stop, and a crash after five minutes', async () => {
  const world = createWorld({ providers: ['runcomfy'] })
  const first = world.boot()
  await first.start()
  for (let count = 0; count < 5; count += 1) await make(world, first, 100)
  await first.stop()
  expect(world.data.settings.get('paces')?.value).toContain('"after"')

  const second = world.boot()
  await second.start()
  expect(await findUsual(world, second)).toBeDefined()
  world.runcomfy.succeed()
  await world.clock.advance(minutes(6))
  const writes = world.data.settings.get('paces')?.value
  second.kill()
  const third = world.boot()
  await third.start()
  expect(await findUsual(world, third)).toBeDefined()
  expect(world.data.settings.get('paces')?.value).toBe(writes)
})

test('is written at most every five minutes', async () => {
  const { world, bot } = await setUp()
  let writes = 0
  world.script.afterWrite = ({ collection }) => {
    if (collection === 'settings') writes += 1
  }
  for (let count = 0; count < 12; count += 1) await make(world, bot, 20)
  expect(writes).toBe(2)
})

test.each([
  ['is broken', '{'],
  ['has another shape', '{"runcomfy": [1, 2]}'],
])('a memory that %s is no reason not to start', async (_name, value) => {
  const world = createWorld({ providers: ['runcomfy'] })
  world.data.settings.set('paces', { version: 0, value })
  const bot = world.boot()
  await bot.start()
  expect(await findUsual(world, bot)).toBeUndefined()
  expect(world.logged.filter((line) => line.includes('could not be read, and is learned anew'))).toHaveLength(1)
})

test('a memory that cannot be written is tried again, and disturbs nothing', async () => {
  const { world, bot } = await setUp()
  world.script.beforeWrite = ({ collection }) => {
    if (collection === 'settings') throw new StoreFailure('full')
  }
  for (let count = 0; count < 5; count += 1) await make(world, bot, 100)
  expect(world.data.settings.has('paces')).toBe(false)
  world.script.beforeWrite = () => {}
  await bot.stop()
  expect(world.data.settings.has('paces')).toBe(true)
})

test('what finished while the bot was off teaches nothing', async () => {
  const world = createWorld({ providers: ['runcomfy'] })
  for (let count = 0; count < 6; count += 1) {
    const bot = world.boot()
    await bot.start()
    await world.ask(bot)
    await world.clock.advance(seconds(20))
    bot.kill()
    world.runcomfy.succeed()
    await world.clock.advance(minutes(8))
    const next = world.boot()
    await next.start()
    await world.clock.advance(minutes(1))
    await next.stop()
  }
  expect(world.finals).toHaveLength(6)
  expect(world.data.settings.has('paces')).toBe(false)
})
