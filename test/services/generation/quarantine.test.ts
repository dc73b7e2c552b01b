import { describe, expect, test } from 'vitest'
import { hours, minutes } from '../../../src/domain/clock.ts'
import type { PollOutcome } from '../../../src/domain/contracts/provider.ts'
import { StoreFailure, UnfitRecord } from '../../../src/domain/contracts/store.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import type { Write } from '../../../test/support/createMemoryStore.ts'
import { createOrigin } from './support/createOrigin.ts'
import { textRequest } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

test('a command whose record could not be read again is a defect, holds no allowance, and is not tried twice', async () => {
  const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
  let tries = 0
  world.script.beforeWrite = () => {
    tries += 1
    throw new UnfitRecord('open_generations/a', 'at origin.locale')
  }
  await expect(bot.accept({ request: textRequest }, createOrigin())).rejects.toThrow(UnfitRecord)
  await world.clock.advance(minutes(10))
  expect(tries).toBe(1)
  world.script.beforeWrite = () => {}
  await bot.accept({ request: textRequest }, createOrigin({ interactionId: 'another' }))
})

/** The end of a render that makes the change after it throw a TypeError. */
const poisoned: PollOutcome = {
  status: 'failed',
  failure: { kind: 'renderFailed' },
  detail: 'raw words',
  cost: Symbol('cost') as never,
}

describe('a defect in a change', () => {
  test('sets that one generation aside at once, with a word to its owner and to the operator', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    world.runcomfy.setState(poisoned)
    await world.clock.advance(minutes(1))
    expect(world.shown.at(-1)).toMatchObject({ generation: { id }, context: { isQuarantined: true } })
    const reports = world.logged.filter((line) => line.includes('A generation was set aside because of a defect'))
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('TypeError')
    const shown = world.shown.length
    await world.clock.advance(hours(30))
    expect(world.shown).toHaveLength(shown)
    expect(world.read(id).state).toBe('running')
  })

  test('frees the slot for the next one, which gets its video', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 1 } })
    await world.ask(bot)
    const next = await world.ask(bot)
    world.runcomfy.setState(poisoned)
    await world.clock.advance(minutes(1))
    expect(world.read(next).state).toBe('running')
    world.runcomfy.succeed()
    await world.clock.advance(minutes(5))
    expect(world.read(next).state).toBe('succeeded')
    await bot.stop()
    expect(world.clock.countTimers()).toBe(0)
  })

  test('keeps its money counted, stays listed, and its buttons say what is true', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], caps: { perPersonPerDay: 1 } })
    const id = await world.ask(bot)
    world.runcomfy.setState(poisoned)
    await world.clock.advance(minutes(1))
    expect(await bot.list('alice')).toMatchObject([{ generation: { id }, isQuarantined: true }])
    expect(await bot.list('bob')).toStrictEqual([])
    await expect(bot.accept({ request: textRequest }, createOrigin())).rejects.toMatchObject({
      reason: { code: 'tooManyToday' },
    })
    await expect(bot.findOrigin(id)).resolves.toMatchObject({ userId: 'alice' })
    await expect(bot.cancel(id, 'alice')).rejects.toMatchObject({ reason: { code: 'setAside' } })
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject({ reason: { code: 'setAside' } })
    const target = { applicationId: 'application', token: 'A-Very-Fake-Token', uploadLimit: 1 }
    await expect(bot.redeliver(id, target)).rejects.toMatchObject({ reason: { code: 'setAside' } })
    const shown = world.shown.length
    await bot.refresh(id, { token: 'A-Very-Fake-Token' })
    expect(world.shown.slice(shown)).toMatchObject([{ generation: { id }, context: { isQuarantined: true } }])
  })

  test('does not count as open, so that its owner can go on, also after further starts over the same defect', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], caps: { openPerPerson: 1 } })
    await world.ask(bot)
    world.runcomfy.setState(poisoned)
    await world.clock.advance(minutes(1))
    await bot.stop()
    const next = world.boot()
    await next.start()
    await world.clock.advance(minutes(1))
    const { generation } = await next.accept({ request: textRequest }, createOrigin())
    expect(generation.state).toBe('received')
    const another = createOrigin({ interactionId: 'another' })
    await expect(next.accept({ request: textRequest }, another)).rejects.toMatchObject({
      reason: { code: 'tooManyOpen', limit: 1 },
    })
  })

  test('before its answer is known to stand is told in that answer, and again once it stands', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    const { id } = generation
    let isBroken = true
    world.script.beforeWrite = ({ record }: Write) => {
      if (isBroken && (record as Generation | undefined)?.state === 'preparing') throw new UnfitRecord(id, 'a defect')
    }
    await bot.begin(id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(minutes(1))
    isBroken = false
    expect(world.shown.at(-1)).toMatchObject({
      generation: { id, state: 'received' },
      context: { isQuarantined: true },
    })
    const shown = world.shown.length
    await bot.begin(id, { messageId: 'message', ephemeral: false })
    expect(world.shown.slice(shown)).toMatchObject([
      { generation: { id, origin: { messageId: 'message' } }, context: { isQuarantined: true } },
    ])
  })

  test('is over with the next start, which asks the provider again', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    world.runcomfy.setState(poisoned)
    await world.clock.advance(minutes(1))
    await bot.stop()
    world.runcomfy.succeed()
    await world.boot().start()
    await world.clock.advance(minutes(5))
    expect(world.read(id).state).toBe('succeeded')
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('does not keep an end from its owner that was saved before', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    world.script.beforeWrite = ({ record }: Write) => {
      if ((record as Generation | undefined)?.delivery?.shownAt !== undefined) throw new TypeError('a defect')
    }
    world.runcomfy.succeed()
    await world.clock.advance(minutes(5))
    expect(world.shown.at(-1)).toMatchObject({ generation: { id, state: 'succeeded' } })
    await bot.redeliver(id, { applicationId: 'application', token: 'A-Very-Fake-Token', uploadLimit: 1 })
    expect(world.journal.at(-1)).toBe('showPrivately succeeded')
  })
})

test('a change that could not be read again is tried once', async () => {
  const { world, bot } = await startWorld({ providers: ['runcomfy'] })
  const id = await world.ask(bot)
  let tries = 0
  world.script.beforeWrite = ({ record }: Write) => {
    if ((record as Generation | undefined)?.state !== 'succeeded') return
    tries += 1
    throw new UnfitRecord(id, 'at settlement.spent')
  }
  world.runcomfy.succeed(630_000)
  await world.clock.advance(minutes(5))
  expect(tries).toBe(1)
  expect(world.shown.at(-1)).toMatchObject({ generation: { id }, context: { isQuarantined: true } })
})

test('a store that fails for an hour sets nobody aside', async () => {
  const { world, bot } = await startWorld({ providers: ['runcomfy'] })
  const id = await world.ask(bot)
  world.script.beforeWrite = () => {
    throw new StoreFailure('locked')
  }
  world.runcomfy.succeed(630_000)
  await world.clock.advance(hours(1))
  world.script.beforeWrite = () => {}
  await world.clock.advance(minutes(5))
  expect(world.read(id).state).toBe('succeeded')
})

test('what is left of one that was set aside holds its allowance, its interaction and its button', async () => {
  const { world, bot } = await startWorld({ caps: { perPersonPerDay: 1 } })
  const id = await world.ask(bot, {}, { interactionId: 'first' })
  bot.kill()
  const result = { url: 'https://example.com', hash: 'kept', notSafeForWork: false }
  world.data.remains.push({ ...world.read(id), retryOf: 'earlier', result })
  world.data.generations.delete(id)

  const next = world.boot()
  await next.start()
  const again = (interactionId: string) => next.accept({ request: textRequest }, createOrigin({ interactionId }))
  await expect(again('first')).rejects.toMatchObject({ reason: { code: 'notFound' } })
  await expect(again('second')).rejects.toMatchObject({ reason: { code: 'tooManyToday' } })
  expect(world.runcomfy.counts.posts).toBe(1)
})
