import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { PictureRefused } from '../../../src/domain/contracts/media.ts'
import type { ProviderErrorCode } from '../../../src/domain/contracts/provider.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { attachedPicture } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const fail =
  (code: ProviderErrorCode, ambiguous = false) =>
  () => {
    throw createProviderError({ code, ambiguous })
  }

describe('slots and turns', () => {
  test('sends no more at once than there are slots, and the next when one is free', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    const first = await world.ask(bot)
    const second = await world.ask(bot)
    const third = await world.ask(bot)
    expect([first, second, third].map((id) => world.read(id).state)).toStrictEqual(['running', 'queued', 'queued'])
    expect((await bot.list('alice')).map(({ position }) => position)).toStrictEqual([1, 0, undefined])

    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect([first, second, third].map((id) => world.read(id).state)).toStrictEqual(['succeeded', 'running', 'queued'])
    expect(
      world.shown.filter(({ generation }) => generation.id === third && generation.state === 'queued'),
    ).toMatchObject([{ position: 1 }, { position: 0 }])
  })

  test('waits for a full preferred provider instead of taking the next', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0 } })
    const id = await world.ask(bot)
    expect(world.read(id).state).toBe('queued')
    expect(world.runware.counts.posts).toBe(0)
  })

  test('does not let one that waits for a full provider hold up one that needs another', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0 } })
    await world.ask(bot)
    const id = await world.ask(bot, { startImage: attachedPicture, endImage: attachedPicture })
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runware' })
  })

  test('never sends more than the slots allow when many arrive at once', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 3 }, providers: ['runcomfy'] })
    await Promise.all(Array.from({ length: 20 }, () => world.ask(bot)))
    expect(world.runcomfy.counts.posts).toBe(3)
  })

  test('frees the slot when the person is told that it is overdue', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    const first = await world.ask(bot)
    const second = await world.ask(bot)
    await world.clock.advance(minutes(10) + seconds(1))
    expect(world.read(first)).toMatchObject({ state: 'running', overdueSince: expect.any(Number) })
    expect(world.read(second).state).toBe('running')
  })

  test('ends a waiting one that no configured provider can serve any more', async () => {
    const { world, bot } = await startWorld({ slots: { runware: 0 } })
    const id = await world.ask(bot, { startImage: attachedPicture, endImage: attachedPicture })
    bot.kill()
    const next = world.boot({ providers: ['runcomfy'] })
    await next.start()
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'failed', failure: { kind: 'providerUnavailable' } })
  })
})

describe('a submit that was certainly not accepted', () => {
  test.each<ProviderErrorCode>(['unavailable', 'rateLimited', 'outOfCredit', 'unauthorized', 'timeout'])(
    'goes to the next provider after %s',
    async (code) => {
      const { world, bot } = await startWorld()
      world.runcomfy.script.submit.push(fail(code))
      const id = await world.ask(bot)
      await world.clock.advance(0)
      expect(world.read(id)).toMatchObject({
        state: 'running',
        provider: 'runware',
        passedOver: ['runcomfy'],
        submits: 1,
        taskId: 'task-2',
      })
      expect(world.runcomfy.counts.posts).toBe(1)
      expect(world.runware.counts.posts).toBe(1)
    },
  )

  test.each([
    ['rejectedContent', 'contentRefused'],
    ['invalidInput', 'requestRefused'],
  ] as const)('ends after %s and is never offered to another', async (code, kind) => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(fail(code))
    const id = await world.ask(bot)
    await world.clock.advance(minutes(20))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind },
      settlement: { counted: 0, spent: 0, basis: 'none' },
    })
    expect(world.runware.counts.posts).toBe(0)
  })

  test('waits and asks all again while every provider is busy', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(fail('rateLimited'))
    world.runware.script.submit.push(fail('unavailable'))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(14))
    expect(world.read(id)).toMatchObject({ state: 'queued', passedOver: [], submits: 0 })
    expect(world.read(id)).not.toHaveProperty('taskId')
    await world.clock.advance(seconds(2))
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runcomfy' })
  })

  test('is offered again only when the wish to be left alone is over, by nobody', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(() => {
      throw createProviderError({ code: 'rateLimited', retryAfter: minutes(3) })
    })
    const first = await world.ask(bot)
    const second = await world.ask(bot)
    await world.clock.advance(minutes(3) - seconds(2))
    expect(world.runcomfy.counts.posts).toBe(1)
    expect([first, second].map((id) => world.read(id).state)).toStrictEqual(['queued', 'queued'])
    await world.clock.advance(seconds(4))
    expect([first, second].map((id) => world.read(id).state)).toStrictEqual(['running', 'running'])
  })

  test('lets those who come later go to a provider that does not wish to be left alone', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(() => {
      throw createProviderError({ code: 'rateLimited', retryAfter: minutes(3) })
    })
    const first = await world.ask(bot)
    const second = await world.ask(bot)
    expect([first, second].map((id) => world.read(id).provider)).toStrictEqual(['runware', 'runware'])
    expect(world.runcomfy.counts.posts).toBe(1)
    await world.clock.advance(minutes(3) + seconds(1))
    const third = await world.ask(bot)
    expect(world.read(third).provider).toBe('runcomfy')
  })

  test('does not ask a provider with an empty account again while it waits for another', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    world.runware.script.submit.push(fail('rateLimited'))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(16))
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runware' })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('waits for a day, asked again ever more rarely, and then ends free of charge', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(...Array.from({ length: 2_000 }, () => fail('rateLimited')))
    const id = await world.ask(bot)
    await world.clock.advance(hours(24) - minutes(3))
    expect(world.read(id).state).toBe('queued')
    await world.clock.advance(minutes(6))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'providerUnavailable' },
      settlement: { counted: 0, spent: 0, basis: 'none' },
    })
    expect(world.runcomfy.counts.posts).toBeLessThan(730)
  })

  test('cancels at once what was to be cancelled while it was sent', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    let refuse = () => {}
    world.runcomfy.script.submit.push(
      () =>
        new Promise((_resolve, reject) => {
          refuse = () => reject(createProviderError({ code: 'rateLimited' }))
        }),
    )
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'requested' })
    refuse()
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: { spent: 0, basis: 'none' } })
  })
})

describe('a preparation that fails', () => {
  test('passes on to the next provider without a POST', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.prepare.push(fail('unavailable', true))
    const id = await world.ask(bot)
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runware' })
    expect(world.runcomfy.counts.posts).toBe(0)
  })

  test('ends the generation where the request itself is at fault', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.prepare.push(fail('invalidInput'))
    const id = await world.ask(bot)
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'failed', failure: { kind: 'requestRefused' } })
  })
})

describe('a store that fails when a submit is to be saved', () => {
  test('sends nothing, stays queued, and sends once when the store is back', async () => {
    const { world, bot } = await startWorld()
    world.script.beforeWrite = ({ record }) => {
      if ((record as { state?: string } | undefined)?.state === 'submitting') throw new StoreFailure('locked')
    }
    const id = await world.ask(bot)
    await world.clock.advance(seconds(30))
    expect(world.runcomfy.counts.posts).toBe(0)
    expect(world.read(id).state).toBe('queued')
    world.script.beforeWrite = () => {}
    await world.clock.advance(minutes(2))
    expect(world.runcomfy.counts.posts).toBe(1)
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 1, taskId: 'task-1' })
  })

  test('sends once when the write had arrived although it was reported as failed', async () => {
    const { world, bot } = await startWorld()
    let failures = 1
    world.script.afterWrite = ({ record }) => {
      if ((record as { state?: string } | undefined)?.state === 'submitting' && failures > 0) {
        failures -= 1
        throw new StoreFailure('answer lost')
      }
    }
    const id = await world.ask(bot)
    expect(world.runcomfy.counts.posts).toBe(0)
    await world.clock.advance(seconds(10))
    expect(world.runcomfy.counts.posts).toBe(1)
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 1, taskId: 'task-1' })
  })

  test('and then is cancelled after a write that had arrived: nothing is sent', async () => {
    const { world, bot } = await startWorld()
    let failures = 1
    world.script.afterWrite = ({ record }) => {
      if ((record as { state?: string } | undefined)?.state === 'submitting' && failures > 0) {
        failures -= 1
        throw new StoreFailure('answer lost')
      }
    }
    const id = await world.ask(bot)
    await bot.cancel(id, 'alice')
    await world.clock.advance(minutes(1))
    expect(world.runcomfy.counts.posts).toBe(0)
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: { spent: 0, basis: 'none' } })
  })

  test('keeps the operation in hand until the store takes it, and never sends again', async () => {
    const { world, bot } = await startWorld()
    world.script.beforeWrite = ({ record }) => {
      if ((record as { state?: string } | undefined)?.state === 'running') throw new StoreFailure('locked')
    }
    const id = await world.ask(bot)
    await world.clock.advance(minutes(5))
    expect(world.read(id).state).toBe('submitting')
    world.script.beforeWrite = () => {}
    await world.clock.advance(minutes(1))
    expect(world.runcomfy.counts.posts).toBe(1)
    expect(world.read(id)).toMatchObject({ state: 'running', operation: 'runcomfy-task-1' })
  })
})

test('a kept picture that cannot be converted ends it with the reason, and no other provider is asked', async () => {
  const { world, bot } = await startWorld()
  world.runcomfy.script.prepare.push(() => {
    throw new PictureRefused('start', { kind: 'tooDemanding' })
  })
  const id = await world.ask(bot, { startImage: attachedPicture })
  await world.clock.advance(seconds(1))
  expect(world.read(id)).toMatchObject({
    state: 'failed',
    failure: { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooDemanding' } },
    settlement: { counted: 0, spent: 0 },
  })
  expect(world.journal.filter((line) => line.startsWith('prepare'))).toEqual(['prepare runcomfy'])
  expect(world.runware.counts.posts + world.runcomfy.counts.posts).toBe(0)
})
