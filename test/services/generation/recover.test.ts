import { describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, keptFrame, textRequest } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

describe('the next start', () => {
  test('takes the pictures again of one that was preparing', async () => {
    const { world, bot } = await startWorld()
    world.script.take.push(() => new Promise(() => {}))
    const id = await world.ask(bot, { startImage: attachedPicture })
    bot.kill()
    const next = world.boot()
    await next.start()
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'running', frames: { start: { hash: keptFrame.hash } } })
  })

  test('lets one wait again that was queued', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    await world.ask(bot)
    const id = await world.ask(bot)
    bot.kill()
    const next = world.boot()
    await next.start()
    await world.clock.advance(seconds(1))
    expect(world.read(id).state).toBe('queued')
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    expect(world.read(id).state).toBe('running')
    expect(world.runcomfy.counts.posts).toBe(2)
  })

  test('asks a provider again that was passed over before', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0 }, providers: ['runcomfy'] })
    const id = await world.ask(bot)
    bot.kill()
    world.data.generations.set(id, { ...world.read(id), passedOver: ['runcomfy'] })
    const next = world.boot({ slots: { runcomfy: 1 } })
    await next.start()
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runcomfy', passedOver: [] })
  })

  test('tells of a submit that nobody can ask about as unconfirmed', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(() => {
      bot.kill()
      return new Promise<string>(() => {})
    })
    const id = await world.ask(bot)
    const next = world.boot()
    await next.start()
    await world.clock.advance(minutes(30))
    expect(world.read(id)).toMatchObject({ state: 'unconfirmed', delivery: { deliveredAt: expect.any(Number) } })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('goes on checking what runs, and holds its slot', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    const id = await world.ask(bot)
    bot.kill()
    const next = world.boot()
    await next.start()
    const second = await world.ask(next)
    expect(world.read(second).state).toBe('queued')
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    expect(world.read(id).state).toBe('succeeded')
  })

  test.each([
    ['shows a private one while its token lives, since Check may not stand there yet', true, 0, ['show running']],
    ['shows a private one when its token should have ended: only Discord knows', true, minutes(16), ['show running']],
    ['leaves one alone that can be edited at any time', false, 0, []],
  ])('%s', async (_name, ephemeral, pause, shown) => {
    const { world, bot } = await startWorld()
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await bot.begin(generation.id, { messageId: 'message', ephemeral })
    await world.clock.advance(0)
    bot.kill()
    world.clock.jump(pause)
    world.journal.length = 0
    await world.boot().start()
    expect(world.journal.filter((entry) => entry.startsWith('show'))).toStrictEqual(shown)
  })

  test('tries what nobody could be shown for long one by one', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 100 } })
    world.script.showFinal.push(
      ...Array.from({ length: 100 }, () => () => ({ shown: false, reason: 'closed' }) as const),
    )
    for (let count = 0; count < 20; count += 1) await world.ask(bot, {}, { userId: `user-${count}` })
    world.runcomfy.succeed()
    await world.clock.advance(seconds(30))
    bot.kill()
    world.clock.jump(hours(1))
    world.finals.length = 0
    await world.boot().start()
    await world.clock.advance(seconds(5))
    expect(world.finals.length).toBeGreaterThan(8)
    expect(world.finals.length).toBeLessThan(12)
    await world.clock.advance(seconds(10))
    expect(world.finals.length).toBeGreaterThanOrEqual(20)
  })

  test('leaves a running one alone whose provider is not configured just now', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    bot.kill()
    const without = world.boot({ providers: ['runware'] })
    await without.start()
    await world.clock.advance(minutes(5))
    expect(world.read(id).state).toBe('running')
    without.kill()
    world.runcomfy.succeed()
    const next = world.boot()
    await next.start()
    await world.clock.advance(minutes(1))
    expect(world.read(id).state).toBe('succeeded')
  })

  test('knows what was used today and this month', async () => {
    const { world, bot } = await startWorld({ caps: { perPersonPerDay: 2, month: 10_000_000 } })
    await world.ask(bot)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    await world.ask(bot)
    bot.kill()
    const next = world.boot()
    await next.start()
    await expect(next.accept({ request: textRequest }, createOrigin())).rejects.toMatchObject({
      reason: { code: 'tooManyToday' },
    })
    world.clock.jump(days(1))
    await expect(next.accept({ request: textRequest }, createOrigin())).resolves.toMatchObject({ isRepeated: false })
  })

  test('fails where the store cannot be read', async () => {
    const { world } = await startWorld()
    const next = world.boot()
    world.script.beforeRead = () => {
      throw new StoreFailure('not a database')
    }
    await expect(next.start()).rejects.toThrow(StoreFailure)
  })
})

describe('stop', () => {
  test('waits for a submit in flight and saves its operation', async () => {
    const { world, bot } = await startWorld()
    let answer = () => {}
    world.runcomfy.script.submit.push(
      (accept) =>
        new Promise((resolve) => {
          answer = () => resolve(accept())
        }),
    )
    const id = await world.ask(bot)
    let isStopped = false
    const stopped = bot.stop().then(() => {
      isStopped = true
    })
    await world.clock.advance(seconds(20))
    expect(isStopped).toBe(false)
    answer()
    await world.clock.advance(0)
    await stopped
    expect(world.read(id)).toMatchObject({ state: 'running', operation: 'runcomfy-task-1' })
    expect(world.clock.countTimers()).toBe(0)
  })

  test('asked for twice ends once, for both', async () => {
    const { world, bot } = await startWorld()
    let answer = () => {}
    world.runcomfy.script.submit.push(
      (accept) =>
        new Promise((resolve) => {
          answer = () => resolve(accept())
        }),
    )
    const id = await world.ask(bot)
    const both = Promise.all([bot.stop(), bot.stop()])
    await world.clock.advance(seconds(1))
    answer()
    await both
    expect(world.read(id).state).toBe('running')
  })

  test('waits no longer than the grace', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(() => new Promise(() => {}))
    const id = await world.ask(bot)
    let isStopped = false
    void bot.stop().then(() => {
      isStopped = true
    })
    await world.clock.advance(seconds(26))
    expect(isStopped).toBe(true)
    expect(world.read(id).state).toBe('submitting')
    expect(world.clock.countTimers()).toBe(0)
  })

  test('ends at once when nothing is in flight, and submits nothing more', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    await world.ask(bot)
    const id = await world.ask(bot)
    await bot.stop()
    world.runcomfy.succeed()
    await world.clock.advance(minutes(5))
    expect(world.read(id).state).toBe('queued')
    expect(world.runcomfy.counts.posts).toBe(1)
    expect(world.clock.countTimers()).toBe(0)
  })

  test('lets nothing be written afterwards', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0 } })
    const id = await world.ask(bot)
    await bot.stop()
    const before = world.journal.length
    await expect(bot.cancel(id, 'alice')).rejects.toMatchObject({ reason: { code: 'restarting' } })
    expect(world.journal).toHaveLength(before)
  })

  test('does not send what is being prepared', async () => {
    const { world, bot } = await startWorld()
    let isStopping: Promise<void> | undefined
    world.runcomfy.script.prepare.push(() => {
      isStopping = bot.stop()
    })
    const id = await world.ask(bot)
    await isStopping
    expect(world.runcomfy.counts.posts).toBe(0)
    expect(world.read(id).state).toBe('queued')
  })
})
