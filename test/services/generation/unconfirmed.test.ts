import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { startWorld } from './support/startWorld.ts'

const fail =
  (code: 'timeout' | 'unavailable' | 'rateLimited' | 'rejectedContent', ambiguous = true) =>
  () => {
    throw createProviderError({ code, ambiguous })
  }

describe('a submit without an answer, at a provider that cannot be asked', () => {
  test.each([
    ['a timeout', fail('timeout')],
    ['a server error', fail('unavailable')],
    [
      'an error that nobody foresaw',
      () => {
        throw new TypeError('a defect')
      },
    ],
  ])('after %s is told as unconfirmed and never sent again', async (_name, answer) => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(answer)
    const id = await world.ask(bot)
    await world.clock.advance(hours(30))
    expect(world.read(id)).toMatchObject({
      state: 'unconfirmed',
      submits: 1,
      settlement: { counted: 630_000, spent: 630_000, basis: 'unknown' },
      finishedAt: expect.any(Number),
      delivery: { deliveredAt: expect.any(Number) },
    })
    expect(world.runcomfy.counts.posts + world.runware.counts.posts).toBe(1)
    expect(world.finals.map(({ state }) => state)).toStrictEqual(['unconfirmed'])
    expect(world.notices).toHaveLength(1)
  })

  test('frees its slot', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    world.runcomfy.script.submit.push(fail('timeout'))
    await world.ask(bot)
    const second = await world.ask(bot)
    expect(world.read(second).state).toBe('running')
  })

  test('is final for a cancel', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(fail('timeout'))
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'alreadyFinished' })
  })
})

describe('a submit without an answer, at a provider that can be asked', () => {
  const providers = ['runware'] as const

  test('goes on when the provider knows the task', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push((accept) => {
      accept()
      return fail('timeout')()
    })
    const id = await world.ask(bot)
    expect(world.read(id).state).toBe('unconfirmed')
    await world.clock.advance(seconds(6))
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 1, operation: 'runware-task-1' })
    expect(world.runware.counts.posts).toBe(1)
  })

  test('is sent once more with the same task id when the provider does not know it', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('unavailable'))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(6))
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 2, taskId: 'task-1' })
    expect(world.journal.filter((line) => line.startsWith('POST'))).toStrictEqual([
      'POST runware task-1',
      'POST runware task-1',
    ])
  })

  test('is never sent a third time', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('timeout'), fail('timeout'))
    const id = await world.ask(bot)
    await world.clock.advance(minutes(12))
    expect(world.runware.counts.posts).toBe(2)
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'providerUnavailable' },
      settlement: { counted: 0, spent: 0, basis: 'none' },
    })
  })

  test('waits for room with a second POST, uncounted, for a day', async () => {
    const { world, bot } = await startWorld({ providers, traits: { idempotency: 'refusesDuplicates' } })
    const full = () => {
      throw createProviderError({ code: 'rateLimited', ambiguous: false, isFull: true })
    }
    world.runware.script.submit.push(fail('timeout'), ...Array.from({ length: 2_000 }, () => full))
    const id = await world.ask(bot)
    await world.clock.advance(hours(23))
    expect(world.read(id)).toMatchObject({ state: 'unconfirmed', submits: 1 })
    expect(world.runware.counts.posts).toBeLessThan(23 * 60)
    await world.clock.advance(hours(2))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'providerUnavailable' },
      settlement: { counted: 0, spent: 0, basis: 'none' },
    })
  })

  test('stays open after a plain no to the second POST, since the first may have arrived', async () => {
    const { world, bot } = await startWorld({ providers: ['runware', 'runcomfy'] })
    world.runware.script.submit.push(fail('timeout'), fail('rateLimited', false))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state: 'unconfirmed', provider: 'runware' })
    await world.clock.advance(minutes(12))
    expect(world.read(id).state).toBe('failed')
    expect(world.runcomfy.counts.posts).toBe(0)
  })

  test('ends when the second POST is refused for its content', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('timeout'), fail('rejectedContent', false))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state: 'failed', failure: { kind: 'contentRefused' } })
  })

  test('asks on while the question fails, and is lost after a day', async () => {
    const { world, bot } = await startWorld({ providers, slots: { runware: 1 } })
    world.runware.script.submit.push(fail('timeout'))
    world.runware.script.lookup.push(...Array.from({ length: 3_000 }, () => fail('unavailable', false)))
    const id = await world.ask(bot)
    const second = await world.ask(bot)
    await world.clock.advance(hours(23))
    expect(world.read(id)).toMatchObject({ state: 'unconfirmed', overdueSince: expect.any(Number) })
    expect(world.read(second).state).toBe('running')
    await world.clock.advance(hours(1) + minutes(2))
    expect(world.read(id)).toMatchObject({
      state: 'lost',
      settlement: { counted: 630_000, spent: 630_000, basis: 'unknown' },
    })
    expect(world.runware.counts.posts).toBe(2)
    expect(world.journal.filter((line) => line === 'lookup runware').length).toBeLessThan(24 * 60 + 10)
  })

  test.each([1, 60])('is not given up after a long outage of ours because %s questions fail', async (count) => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push((accept) => {
      accept()
      return fail('timeout')()
    })
    const id = await world.ask(bot)
    bot.kill()
    world.clock.jump(hours(25))
    const next = world.boot()
    world.runware.script.lookup.push(...Array.from({ length: count }, () => fail('unavailable', false)))
    world.runware.succeed()
    await next.start()
    await world.clock.advance(minutes(90))
    expect(world.read(id).state).toBe('succeeded')
  })

  test('is not called free of charge by one answer', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('timeout'), fail('timeout'))
    const id = await world.ask(bot)
    await world.clock.advance(minutes(1))
    bot.kill()
    world.clock.jump(hours(1))
    const next = world.boot()
    await next.start()
    await world.clock.advance(seconds(6))
    expect(world.read(id).state).toBe('unconfirmed')
    await world.clock.advance(seconds(20))
    expect(world.read(id)).toMatchObject({ state: 'failed', settlement: { basis: 'none' } })
  })

  test('is not sent again when the person cancelled meanwhile', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('timeout'))
    const id = await world.ask(bot)
    await expect(bot.cancel(id, 'alice')).resolves.toMatchObject({ kind: 'requested' })
    await world.clock.advance(seconds(6))
    expect(world.read(id).state).toBe('unconfirmed')
    await world.clock.advance(minutes(12))
    expect(world.read(id)).toMatchObject({ state: 'cancelled', settlement: { spent: 0, basis: 'none' } })
    expect(world.runware.counts.posts).toBe(1)
  })

  test('turns up after the person cancelled, and is cancelled where it runs, or paid for', async () => {
    const { world, bot } = await startWorld({ providers })
    let accept = () => {}
    world.runware.script.submit.push((take) => {
      accept = take
      return fail('timeout')()
    })
    const id = await world.ask(bot)
    await bot.cancel(id, 'alice')
    await world.clock.advance(minutes(1))
    expect(world.read(id).state).toBe('unconfirmed')
    accept()
    world.runware.succeed(630_000)
    await world.clock.advance(minutes(15))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', submits: 1, settlement: { spent: 630_000 } })
  })

  test('is given up only after more than one answer where its second body is refused', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('timeout'))
    world.runware.script.prepare.push(() => {}, fail('rejectedContent', false))
    const id = await world.ask(bot)
    await world.clock.advance(minutes(2))
    expect(world.read(id).state).toBe('unconfirmed')
    await world.clock.advance(minutes(12))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'contentRefused' },
      settlement: { spent: 0, basis: 'none' },
    })
    expect(world.runware.counts.posts).toBe(1)
  })

  test.each(['cancel', 'hide'] as const)(
    'is not sent again after a %s while the second submit is prepared',
    async (stop) => {
      const { world, bot } = await startWorld({ providers })
      world.runware.script.submit.push(fail('timeout'))
      let finish = () => {}
      world.runware.script.prepare.push(
        () => {},
        () =>
          new Promise((resolve) => {
            finish = resolve
          }),
      )
      const id = await world.ask(bot)
      await world.clock.advance(seconds(6))
      await bot[stop](id, 'alice')
      finish()
      await world.clock.advance(minutes(12))
      expect(world.read(id)).toMatchObject({ state: 'cancelled', submits: 1 })
      expect(world.runware.counts.posts).toBe(1)
    },
  )

  test('asks anew when the second submit cannot be prepared', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(fail('timeout'))
    world.runware.script.prepare.push(() => {})
    world.runware.script.prepare.push(fail('unavailable', false))
    const id = await world.ask(bot)
    await world.clock.advance(seconds(10))
    expect(world.runware.counts.posts).toBe(1)
    await world.clock.advance(minutes(1))
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 2 })
  })

  test('is asked about at the next start, when the process died after saving submitting', async () => {
    const { world, bot } = await startWorld({ providers })
    world.runware.script.submit.push(() => {
      bot.kill()
      return new Promise<string>(() => {})
    })
    const id = await world.ask(bot)
    const next = world.boot()
    await next.start()
    await world.clock.advance(seconds(6))
    expect(world.read(id)).toMatchObject({ state: 'running', submits: 2, taskId: 'task-1' })
  })
})
