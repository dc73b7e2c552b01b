import { describe, expect, test } from 'vitest'
import { seconds } from '../../../src/domain/clock.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { attachedPicture, type World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const ana = { userId: 'ana' }
const bo = { userId: 'bo' }
const draft = { duration: 5, quality: 'standard', sound: false } as const
const dear = { duration: 5, quality: '4k' } as const
/** Only Runware makes these. */
const withEndImage = { startImage: attachedPicture, endImage: attachedPicture }

/** The places that one generation was shown at while it waited, in order. */
const placesShown = (world: World, id: string) =>
  world.shown
    .filter(({ generation }) => generation.id === id && generation.state === 'queued')
    .map(({ position }) => position)

describe('turns of people', () => {
  test('after fifty of one person, one of another is next', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    const asked: string[] = []
    for (let count = 0; count < 50; count += 1) asked.push(await world.ask(bot, {}, ana))
    const other = await world.ask(bot, {}, bo)
    expect((await bot.list('bo')).map(({ position }) => position)).toStrictEqual([0])
    expect((await bot.list('ana')).map(({ position }) => position)).toStrictEqual([
      ...Array.from({ length: 49 }, (_, index) => 49 - index),
      undefined,
    ])
    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect(world.read(other).state).toBe('running')
    expect(asked.map((id) => world.read(id).state).filter((state) => state !== 'queued')).toStrictEqual(['succeeded'])
  })

  test('show everybody whose place moves, and nobody else', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    await world.ask(bot, {}, ana)
    const second = await world.ask(bot, {}, ana)
    const third = await world.ask(bot, {}, ana)
    const other = await world.ask(bot, {}, bo)
    expect([second, third, other].map((id) => placesShown(world, id))).toStrictEqual([[0, 1], [1, 2], [0]])
    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect([second, third, other].map((id) => placesShown(world, id))).toStrictEqual([[0, 1, 0], [1, 2, 1], [0]])
  })

  test('a dear one waits for about as much money of the other', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    for (let count = 0; count < 10; count += 1) await world.ask(bot, draft, ana)
    await world.ask(bot, dear, bo)
    expect(await bot.list('bo')).toMatchObject([{ position: 4, generation: { reserved: 2_100_000 } }])
    expect((await bot.list('ana'))[0]).toMatchObject({ position: 9, generation: { reserved: 420_000 } })
  })

  test('nobody gains or loses at one provider while the slots of another are taken and freed', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1, runware: 1 } })
    for (let count = 0; count < 4; count += 1) await world.ask(bot, {}, ana)
    for (let count = 0; count < 6; count += 1) await world.ask(bot, withEndImage, ana)
    await world.ask(bot, withEndImage, { userId: 'cleo' })
    for (let round = 0; round < 4; round += 1) {
      world.runware.succeed()
      await world.clock.advance(seconds(6))
    }
    expect(world.runware.counts.posts).toBe(5)
    expect(world.runcomfy.counts.posts).toBe(1)
    const other = await world.ask(bot, {}, bo)
    expect((await bot.list('bo')).map(({ position }) => position)).toStrictEqual([0])
    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect(world.read(other)).toMatchObject({ state: 'running', provider: 'runcomfy' })
  })

  test('one that no provider took at first goes before those whose turn is next, and counts once', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(
      (accept) => accept(),
      () => {
        throw createProviderError({ code: 'rateLimited' })
      },
    )
    await world.ask(bot, {}, ana)
    const refused = await world.ask(bot, {}, ana)
    const third = await world.ask(bot, {}, ana)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect(world.read(refused).state).toBe('queued')
    expect(world.read(third).state).toBe('running')
    const other = await world.ask(bot, {}, bo)
    expect((await bot.list('ana')).find(({ generation }) => generation.id === refused)?.position).toBe(0)
    expect((await bot.list('bo')).map(({ position }) => position)).toStrictEqual([1])
    await world.clock.advance(seconds(20))
    world.runcomfy.succeed()
    await world.clock.advance(seconds(30))
    expect(world.read(refused).state).not.toBe('queued')
    world.runcomfy.succeed()
    await world.clock.advance(seconds(30))
    expect(world.read(other).state).toBe('running')
  })
})
