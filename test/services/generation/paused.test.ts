import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import type { ProviderErrorCode } from '../../../src/domain/contracts/provider.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { attachedPicture, type World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const error = (code: ProviderErrorCode, ambiguous = false) => createProviderError({ code, ambiguous })
const fail = (code: ProviderErrorCode) => () => {
  throw error(code)
}
const often = <T>(value: T, count = 10_000) => Array.from({ length: count }, () => value)

const linesOf = (world: World, level: string) =>
  world.logged.filter((line) => line.includes(`"level":"${level}"`)).map((line) => JSON.parse(line).msg as string)
const goesOn = 'Generations are sent to a provider again'
const isEmpty = 'Nothing is sent to a provider for now: the account there is empty'
const isUnreachable = 'Nothing is sent to a provider for now: it cannot be reached'
const isLockedOut = 'Nothing is sent to a provider for now: it does not take the key'

const contextsOf = (world: World, id: string) =>
  world.shown.filter(({ generation }) => generation.id === id).map(({ context }) => context)

describe('an empty account', () => {
  test('pauses everybody at that provider with one refusal and one error line, until one is taken', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(...often(fail('outOfCredit'), 3))
    const ids = [await world.ask(bot), await world.ask(bot), await world.ask(bot)]
    expect(world.runcomfy.counts.posts).toBe(1)
    expect(ids.map((id) => world.read(id).state)).toStrictEqual(['queued', 'queued', 'queued'])
    for (const id of ids) expect(contextsOf(world, id).at(-1)).toStrictEqual({ isPaused: true, stop: 'cancel' })
    expect((await bot.list('alice')).map(({ isPaused }) => isPaused)).toStrictEqual([true, true, true])

    await world.clock.advance(seconds(14))
    expect(world.runcomfy.counts.posts).toBe(1)
    // One is tried after 15 s and one after 30 s more.
    await world.clock.advance(seconds(2))
    expect(world.runcomfy.counts.posts).toBe(2)
    await world.clock.advance(seconds(30))
    expect(world.runcomfy.counts.posts).toBe(3)
    await world.clock.advance(seconds(58))
    expect(world.runcomfy.counts.posts).toBe(3)
    await world.clock.advance(seconds(2))
    expect(ids.map((id) => world.read(id).state)).toStrictEqual(['running', 'running', 'running'])
    expect(linesOf(world, 'error')).toStrictEqual([isEmpty])
    expect(linesOf(world, 'info').filter((line) => line === goesOn)).toHaveLength(1)
  })

  test('is asked for its balance, and nobody is tried before that is enough', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['balance'] } })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    world.runcomfy.script.balance.push(...often(() => 629_999, 4))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(15 + 30 + 60 + 120) + seconds(1))
    expect(world.journal.filter((line) => line === 'balance runcomfy')).toHaveLength(4)
    expect(world.runcomfy.counts.posts).toBe(1)
    await world.clock.advance(seconds(240))
    expect(world.read(id).state).toBe('running')
    expect(linesOf(world, 'error')).toStrictEqual([isEmpty])
  })

  test('that is enough for some lets those go, one after another', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['balance'] } })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    world.runcomfy.script.balance.push(...often(() => 1_000_000))
    const dear = await world.ask(bot, { quality: '4k' })
    const cheap = await world.ask(bot, {}, { userId: 'bob' })
    expect([dear, cheap].map((id) => world.read(id).state)).toStrictEqual(['queued', 'queued'])
    world.runcomfy.script.submit.push((accept) => accept(), ...often(fail('outOfCredit')))
    await world.clock.advance(seconds(20))
    expect([dear, cheap].map((id) => world.read(id).state)).toStrictEqual(['queued', 'running'])
  })

  test('whose cheap generation is cancelled before its trial is asked again for the dear one', async () => {
    const { world, bot } = await startWorld({
      providers: ['runcomfy'],
      slots: { runcomfy: 1 },
      offers: { runcomfy: ['balance'] },
    })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    const dear = await world.ask(bot, { quality: '4k' })
    const cheap = await world.ask(bot, {}, { userId: 'bob' })
    world.runcomfy.script.balance.push(() => {
      // The person gives up while the balance is asked.
      void bot.cancel(cheap, 'alice')
      return 700_000
    })
    await world.clock.advance(seconds(20))
    expect(world.read(cheap).state).toBe('cancelled')
    expect(world.read(dear).state).toBe('queued')
    await world.clock.advance(minutes(3))
    expect(world.read(dear).state).toBe('running')
  })

  test('is found out by a trial where the balance says too little for too long', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['balance'] } })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    world.runcomfy.script.balance.push(...often(() => 1))
    const id = await world.ask(bot)
    await world.clock.advance(minutes(30))
    expect(world.read(id).state).toBe('queued')
    await world.clock.advance(minutes(30))
    expect(world.read(id).state).toBe('running')
  })

  test('is found out by a trial where the balance cannot be asked', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['balance'] } })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    world.runcomfy.script.balance.push(fail('unavailable'))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(16))
    expect(world.read(id).state).toBe('running')
  })

  test('at both providers ends nobody before a day has passed, and then says why', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(...often(fail('outOfCredit')))
    world.runware.script.submit.push(...often(fail('unauthorized')))
    const id = await world.ask(bot)
    await world.clock.advance(hours(24) - minutes(6))
    expect(world.read(id).state).toBe('queued')
    await world.clock.advance(minutes(12))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'outOfCredit' },
      settlement: { counted: 0, spent: 0, basis: 'none' },
    })
    expect(linesOf(world, 'error')).toStrictEqual([isEmpty, isLockedOut])
  })
})

describe('a paused generation', () => {
  test('goes to the next provider that can serve everything it asks for', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(...often(fail('outOfCredit')))
    const first = await world.ask(bot)
    const second = await world.ask(bot)
    expect([first, second].map((id) => world.read(id).provider)).toStrictEqual(['runware', 'runware'])
    expect(world.runcomfy.counts.posts).toBe(1)
    // Guidance is known to RunComfy only.
    const third = await world.ask(bot, { guidance: 0.5 })
    expect(world.read(third).state).toBe('queued')
    expect(contextsOf(world, third).at(-1)).toStrictEqual({ isPaused: true, stop: 'cancel' })
  })

  test('goes back to the first provider when that takes generations again before the second', async () => {
    const { world, bot } = await startWorld({ slots: { runware: 1 } })
    // RunComfy takes no end image in standard quality.
    await world.ask(bot, { startImage: attachedPicture, endImage: attachedPicture })
    world.runcomfy.script.submit.push(...often(fail('outOfCredit'), 2))
    const waiting = await world.ask(bot)
    expect(world.read(waiting)).toMatchObject({ state: 'queued', passedOver: ['runcomfy'] })
    world.runware.setState(error('unavailable'))
    await world.clock.advance(seconds(30))
    expect(contextsOf(world, waiting).at(-1)).toStrictEqual({ isPaused: true, stop: 'cancel' })
    await world.clock.advance(minutes(2))
    expect(world.read(waiting)).toMatchObject({ state: 'running', provider: 'runcomfy' })
  })

  test('can be cancelled, free of charge', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'cancelled' })
    expect(world.read(id).settlement).toStrictEqual({ counted: 0, spent: 0, basis: 'none' })
  })

  test('is offered anew after a restart', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(fail('outOfCredit'))
    const id = await world.ask(bot)
    bot.kill()
    const next = world.boot()
    await next.start()
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 1 })
  })

  test('is tried again after one that was refused for its content, which says nothing about the account', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(fail('outOfCredit'), fail('rejectedContent'))
    const first = await world.ask(bot)
    const second = await world.ask(bot)
    await world.clock.advance(seconds(16))
    expect(world.read(first)).toMatchObject({ state: 'failed', failure: { kind: 'contentRefused' } })
    expect(world.read(second).state).toBe('running')
  })
})

describe('an outage', () => {
  test('that submits run into opens after three, and closes when the probe is answered', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['probe'] } })
    world.runcomfy.script.submit.push(...often(fail('unavailable'), 3))
    world.runcomfy.script.probe.push(...often(fail('unavailable'), 2))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(46))
    expect(world.runcomfy.counts.posts).toBe(3)
    expect(contextsOf(world, id).at(-1)).toStrictEqual({ isPaused: true, stop: 'cancel' })
    await world.clock.advance(seconds(15 + 30 + 58))
    expect(world.runcomfy.counts.posts).toBe(3)
    await world.clock.advance(seconds(2))
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 1 })
    expect(world.journal.filter((line) => line === 'probe runcomfy')).toHaveLength(3)
    expect(linesOf(world, 'error')).toStrictEqual([isUnreachable])
    expect(linesOf(world, 'info')).toContain(goesOn)
  })

  test('is not probed before the time that the provider wishes', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['probe'] } })
    world.runcomfy.script.submit.push(...often(fail('unavailable'), 3))
    world.runcomfy.script.probe.push(() => {
      throw createProviderError({ code: 'unavailable', status: 503, retryAfter: minutes(10) })
    })
    await world.ask(bot)
    await world.clock.advance(seconds(62))
    const probes = () => world.journal.filter((line) => line === 'probe runcomfy').length
    expect(probes()).toBe(1)
    await world.clock.advance(minutes(9) + seconds(50))
    expect(probes()).toBe(1)
    await world.clock.advance(seconds(12))
    expect(probes()).toBe(2)
  })

  test('that checks run into pauses what waits, fails nothing that runs, and ends with the first answer', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 2 } })
    const running = [await world.ask(bot), await world.ask(bot)]
    const waiting = await world.ask(bot)
    world.runcomfy.setState(error('unavailable'))
    await world.clock.advance(minutes(3))
    expect(contextsOf(world, waiting).at(-1)).toStrictEqual({ isPaused: true, stop: 'cancel' })
    const posts = world.runcomfy.counts.posts
    await world.clock.advance(minutes(5))
    expect(world.runcomfy.counts.posts).toBe(posts)
    expect(running.map((id) => world.read(id).state)).toStrictEqual(['running', 'running'])
    world.runcomfy.succeed()
    await world.clock.advance(minutes(1) + seconds(1))
    expect(running.map((id) => world.read(id).state)).toStrictEqual(['succeeded', 'succeeded'])
    expect(world.read(waiting).state).toBe('running')
    expect(linesOf(world, 'error')).toStrictEqual([isUnreachable])
  })

  test('is not what one job with an answer that nobody understands makes it', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    await world.ask(bot)
    world.runcomfy.setState(error('badResponse'))
    await world.clock.advance(minutes(8))
    await world.ask(bot)
    expect(world.runcomfy.counts.posts).toBe(2)
    expect(linesOf(world, 'error')).toStrictEqual([])
  })

  test('with submits whose fate is unknown costs three of them at the most', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 1 } })
    world.runcomfy.script.submit.push(
      ...often(() => {
        throw error('unavailable', true)
      }, 1_000),
    )
    const ids: string[] = []
    for (let count = 0; count < 10; count += 1) {
      ids.push(await world.ask(bot))
      await world.clock.advance(seconds(1))
    }
    const states = ids.map((id) => world.read(id).state)
    expect(states.filter((state) => state === 'unconfirmed')).toHaveLength(3)
    expect(states.filter((state) => state === 'queued')).toHaveLength(7)
  })
})

describe('a bad key', () => {
  test('is one error line, whatever is asked, and over when a probe is answered', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], offers: { runcomfy: ['probe'] } })
    const running = await world.ask(bot)
    world.runcomfy.setState(error('unauthorized'))
    world.runcomfy.script.submit.push(fail('unauthorized'))
    world.runcomfy.script.probe.push(fail('unauthorized'))
    const id = await world.ask(bot, { startImage: attachedPicture })
    await world.clock.advance(seconds(40))
    expect(world.read(id).state).toBe('queued')
    await world.clock.advance(seconds(10))
    expect(world.read(id).state).toBe('running')
    expect(world.read(running).state).toBe('running')
    expect(linesOf(world, 'error')).toStrictEqual([isLockedOut])
  })
})
