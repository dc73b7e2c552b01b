import { describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../../src/domain/clock.ts'
import type { ShowOutcome } from '../../../src/domain/contracts/delivery.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createOrigin } from './support/createOrigin.ts'
import { alice, bob, createWorld, moderator, type World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const notShown = (reason: Extract<ShowOutcome, { shown: false }>['reason']) => () => ({ shown: false, reason }) as const
const target = { applicationId: 'application', token: 'A-Very-Fake-Token', tokenExpiresAt: 0, uploadLimit: 1 }

async function succeed(world: World, bot: Awaited<ReturnType<typeof startWorld>>['bot']) {
  const id = await world.ask(bot)
  world.runcomfy.succeed()
  await world.clock.advance(seconds(10))
  return id
}

describe('a finished generation', () => {
  test('is shown, then its notice is intended, then sent, then it is closed', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(() => ({ shown: true, uploadedUrl: 'https://cdn.test/video.mp4' }))
    const id = await succeed(world, bot)
    expect(world.finals.map(({ delivery }) => delivery)).toStrictEqual([{}])
    expect(world.notices.map(({ delivery }) => delivery)).toStrictEqual([
      {
        shownAt: expect.any(Number),
        noticeIntendedAt: expect.any(Number),
        uploadedUrl: 'https://cdn.test/video.mp4',
      },
    ])
    expect(world.data.openGenerations.size).toBe(0)
    expect(world.read(id).delivery.deliveredAt).toBeGreaterThan(0)
    expect(bot.list('alice')).toStrictEqual([])
  })

  test.each(['noRoute', 'messageGone'] as const)('stays listed as unseen after %s, for seven days', async (reason) => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown(reason))
    const id = await succeed(world, bot)
    await world.clock.advance(days(7) - hours(2))
    expect(world.finals).toHaveLength(1)
    expect(world.notices).toHaveLength(0)
    expect(bot.list('alice').map(({ generation }) => generation.id)).toStrictEqual([id])
    await world.clock.advance(hours(3))
    expect(bot.list('alice')).toStrictEqual([])
    expect(world.data.finishedGenerations.has(id)).toBe(true)
  })

  test.each(['failed', 'refused'] as const)('is tried again after %s, but not for ever', async (reason) => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 100 }, () => notShown(reason)))
    const id = await succeed(world, bot)
    await world.clock.advance(hours(5))
    expect(world.finals).toHaveLength(8)
    expect(bot.list('alice').map(({ generation }) => generation.id)).toStrictEqual([id])
  })

  test('arrives when an edit that failed works later', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('failed'), notShown('failed'))
    const id = await succeed(world, bot)
    await world.clock.advance(minutes(1))
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.notices).toHaveLength(1)
  })

  test('is delivered at the next start when the process died before', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(() => {
      bot.kill()
      return { shown: true }
    })
    const id = await succeed(world, bot)
    const next = world.boot()
    await next.start()
    await world.clock.advance(0)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.finals).toHaveLength(2)
    expect(world.notices).toHaveLength(1)
  })

  test('keeps the first intent of its notice over a restart', async () => {
    const { world, bot } = await startWorld()
    world.script.beforeWrite = ({ collection }) => {
      if (collection === 'finishedGenerations') bot.kill()
    }
    await succeed(world, bot)
    world.script.beforeWrite = () => {}
    await world.clock.advance(minutes(3))
    const next = world.boot()
    await next.start()
    await world.clock.advance(0)
    expect(world.finals).toHaveLength(1)
    expect(new Set(world.notices.map(({ delivery }) => delivery.noticeIntendedAt)).size).toBe(1)
    expect(world.notices).toHaveLength(2)
    expect(world.data.openGenerations.size).toBe(0)
  })

  test('is not shown twice when the store fails while that is saved', async () => {
    const { world, bot } = await startWorld()
    let failures = 3
    world.script.beforeWrite = ({ record }) => {
      if (
        (record as { delivery?: { shownAt?: number } } | undefined)?.delivery?.shownAt !== undefined &&
        failures > 0
      ) {
        failures -= 1
        throw new StoreFailure('locked')
      }
    }
    const id = await succeed(world, bot)
    await world.clock.advance(minutes(1))
    expect(world.finals).toHaveLength(1)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
  })

  test('that was cancelled is shown without a notice', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    await bot.cancel(id, alice, false)
    await world.clock.advance(0)
    expect(world.finals.map(({ state }) => state)).toStrictEqual(['cancelled'])
    expect(world.notices).toHaveLength(0)
    expect(world.data.finishedGenerations.has(id)).toBe(true)
  })

  test('that was abandoned is kept, shown without a notice, and listed until it is asked for', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    await bot.cancel(id, alice, true)
    world.runware.succeed()
    await world.clock.advance(seconds(10))
    expect(world.notices).toHaveLength(0)
    expect(world.finals).toHaveLength(1)
    expect(bot.list('alice')).toMatchObject([
      { generation: { id, state: 'succeeded', result: { hash: 'hash-video' } } },
    ])
    await bot.redeliver(id, alice, target)
    expect(bot.list('alice')).toStrictEqual([])
    expect(world.journal).toContain('showPrivately succeeded')
  })
})

describe('redeliver', () => {
  test('shows it privately and closes it', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    await bot.redeliver(id, alice, target)
    expect(world.data.openGenerations.size).toBe(0)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
  })

  test('shows a closed one again', async () => {
    const { world, bot } = await startWorld()
    const id = await succeed(world, bot)
    await expect(bot.redeliver(id, alice, target)).resolves.toBeUndefined()
  })

  test('leaves it unseen when the private message could not be shown', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    world.script.showPrivately.push(notShown('failed'))
    await expect(bot.redeliver(id, alice, target)).rejects.toMatchObject({ reason: { code: 'cannotPostHere' } })
    expect(bot.list('alice')).toHaveLength(1)
  })

  test.each([bob, moderator])('is for the owner alone: %o', async (actor) => {
    const { world, bot } = await startWorld()
    const id = await succeed(world, bot)
    await expect(bot.redeliver(id, actor, target)).rejects.toMatchObject({ reason: { code: 'notYours' } })
  })

  test('refuses what is unknown or still going on', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    await expect(bot.redeliver(id, alice, target)).rejects.toMatchObject({ reason: { code: 'notFound' } })
    await expect(bot.redeliver('nobody', alice, target)).rejects.toMatchObject({ reason: { code: 'notFound' } })
  })
})

describe('refresh', () => {
  const renewed = { token: 'A-Very-Fake-New-Token', tokenExpiresAt: Date.UTC(2027, 0, 1) }

  test('hands the new token on before it shows the present state', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.journal.length = 0
    await bot.refresh(id, bob, renewed)
    expect(world.journal).toStrictEqual([`renewToken ${id} A-Very-Fake-New-Token`, 'show running'])
  })

  test('saves the token where no other way leads to the message', async () => {
    const world = createWorld()
    const bot = world.boot()
    await bot.start()
    const { generation } = await bot.accept(
      { prompt: 'x', duration: 5, aspectRatio: '16:9', quality: 'standard', sound: true },
      createOrigin(),
    )
    await bot.begin(generation.id, { messageId: 'message', ephemeral: true })
    await world.clock.advance(0)
    await bot.refresh(generation.id, alice, renewed)
    expect(world.read(generation.id).origin).toMatchObject(renewed)
  })

  test('delivers a finished one that nothing could reach', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    await bot.refresh(id, alice, renewed)
    await world.clock.advance(0)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.notices).toHaveLength(1)
  })

  test('refuses an unknown generation', async () => {
    const { bot } = await startWorld()
    await expect(bot.refresh('nobody', alice, renewed)).rejects.toMatchObject({ reason: { code: 'notFound' } })
  })
})

describe('list', () => {
  test('holds what is open or unseen of one person, newest first, with the place of those that wait', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    const running = await world.ask(bot)
    await world.clock.advance(1)
    await world.ask(bot, {}, { userId: 'bob' })
    await world.clock.advance(1)
    const waiting = await world.ask(bot)
    expect(bot.list('alice').map(({ generation, place }) => [generation.id, place])).toStrictEqual([
      [waiting, 1],
      [running, undefined],
    ])
    expect(bot.list('carol')).toStrictEqual([])
  })
})
