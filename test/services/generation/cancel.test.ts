import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, keptFrame, textRequest } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const free = { counted: 0, spent: 0, basis: 'none' } as const

/** A POST whose answer the test gives when it likes. */
function holdSubmit(submits: ((accept: () => string) => string | Promise<string>)[]) {
  let answer = (_operation: 'accepted') => {}
  submits.push(
    (accept) =>
      new Promise((resolve) => {
        answer = () => resolve(accept())
      }),
  )
  return () => answer('accepted')
}

describe('a cancel while it waits with us', () => {
  test('is free at received', async () => {
    const { world, bot } = await startWorld()
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await expect(bot.cancel(generation.id, 'alice')).resolves.toMatchObject({ kind: 'cancelled' })
    expect(world.read(generation.id)).toMatchObject({ state: 'cancelled', settlement: free })
  })

  test('is free at preparing, and the picture that arrives later changes nothing', async () => {
    const { world, bot } = await startWorld()
    let arrive = () => {}
    world.script.take.push(
      () =>
        new Promise((resolve) => {
          arrive = () => resolve(keptFrame)
        }),
    )
    const id = await world.ask(bot, { startImage: attachedPicture })
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cancelled' })
    arrive()
    await world.clock.advance(minutes(1))
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: free })
    expect(world.runcomfy.counts.posts).toBe(0)
  })

  test('is free at queued', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0 } })
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cancelled' })
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: free })
  })

  test('says that the store is down rather than pretend', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0 } })
    const id = await world.ask(bot)
    world.script.beforeWrite = () => {
      throw new StoreFailure('locked')
    }
    await expect(bot.cancel(id, 'alice')).rejects.toMatchObject({ reason: { code: 'storeFailed' } })
    expect(world.read(id).state).toBe('queued')
  })
})

describe('a cancel while it is being sent', () => {
  test('is carried out as soon as the operation is known', async () => {
    const { world, bot } = await startWorld()
    const answer = holdSubmit(world.runcomfy.script.submit)
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'requested' })
    expect(world.read(id)).toMatchObject({ state: 'submitting', cancelRequestedAt: expect.any(Number) })
    answer()
    await world.clock.advance(seconds(1))
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: free })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('is dropped where the provider cannot cancel, so that the person can be asked', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const answer = holdSubmit(world.runware.script.submit)
    const id = await world.ask(bot)
    await bot.cancel(id, 'alice')
    answer()
    await world.clock.advance(seconds(1))
    expect(world.read(id).state).toBe('running')
    expect(world.read(id)).not.toHaveProperty('cancelRequestedAt')
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cannotStop' })
  })

  test('abandons it at once where the provider cannot cancel and the person knows', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const answer = holdSubmit(world.runware.script.submit)
    const id = await world.ask(bot)
    await expect(bot.hide(id, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
    answer()
    await world.clock.advance(seconds(1))
    expect(world.read(id)).toMatchObject({ state: 'running', abandonedAt: expect.any(Number) })
  })
})

describe('a cancel while it runs', () => {
  test('ends it, uncharged, when the provider says so', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cancelled' })
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: free })
  })

  test('comes too late: asked first, then abandoned, checked on, and the result kept', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.script.cancel.push(
      () => 'tooLate',
      () => 'tooLate',
    )
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cannotStop' })
    expect(world.read(id)).not.toHaveProperty('abandonedAt')
    await expect(bot.hide(id, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
    await expect(bot.hide(id, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
    world.runcomfy.succeed(630_000)
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', settlement: { counted: 630_000, spent: 630_000 } })
  })

  test.each([
    ['an unclear answer', () => 'unknown' as const],
    [
      'an error',
      () => {
        throw createProviderError({ code: 'unavailable' })
      },
    ],
  ])('after %s is tried again with the next check', async (_name, answer) => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.script.cancel.push(answer)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'requested' })
    expect(world.read(id)).toMatchObject({ state: 'running', cancelRequestedAt: expect.any(Number) })
    await world.clock.advance(seconds(6))
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: free })
  })

  test('that asks to hide it hides it where the answer is unclear, and it ends as it ends', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.script.cancel.push(() => 'unknown')
    await expect(bot.hide(id, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
    expect(world.read(id)).toMatchObject({ state: 'running', abandonedAt: expect.any(Number) })
    world.runcomfy.succeed(630_000)
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', abandonedAt: expect.any(Number) })
  })

  test('cannot stop it where the provider cannot cancel', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cannotStop' })
    await expect(bot.hide(id, 'alice')).resolves.toMatchObject({ kind: 'hidden' })
  })

  test('that the provider took is found by the next check when it could not be saved', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.script.beforeWrite = () => {
      throw new StoreFailure('locked')
    }
    await expect(bot.cancel(id, 'alice')).rejects.toMatchObject({ reason: { code: 'storeFailed' } })
    world.script.beforeWrite = () => {}
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: free })
  })

  test('that crosses a success changes nothing about it', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    let answer = () => {}
    world.runcomfy.script.cancel.push(
      () =>
        new Promise((resolve) => {
          answer = () => resolve('cancelled')
        }),
    )
    const cancelling = bot.cancel(id, 'alice')
    world.runcomfy.succeed(630_000)
    await world.clock.advance(seconds(10))
    answer()
    await expect(cancelling).resolves.toMatchObject({ kind: 'alreadyFinished' })
    expect(world.read(id)).toMatchObject({ state: 'succeeded', settlement: { counted: 630_000 } })
  })
})

describe('a cancel that comes to nothing', () => {
  test('of what is unknown is refused, and what has ended stays as it is', async () => {
    const { world, bot } = await startWorld()
    await expect(bot.cancel('nobody', 'alice')).rejects.toMatchObject({ reason: { code: 'notFound' } })
    const id = await world.ask(bot)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    await expect(bot.hide(id, 'alice')).resolves.toMatchObject({ kind: 'alreadyFinished' })
    expect(world.read(id).state).toBe('succeeded')
  })
})
