import { describe, expect, test } from 'vitest'
import { hours, minutes } from '../../src/domain/clock.ts'
import type { Model } from '../../src/domain/models.ts'
import { createOrigin } from '../services/generation/support/createOrigin.ts'
import { textRequest, type World } from '../services/generation/support/createWorld.ts'
import { startWorld } from '../services/generation/support/startWorld.ts'
import { findModel, type KnownProvider, models } from '../support/catalogue.ts'

const modelsOf = (provider: KnownProvider) => models.filter((model) => model.provider === provider)
const without4k = (provider: KnownProvider) => modelsOf(provider).filter(({ quality }) => quality !== '4k')

/** The same place in the catalogue, with another model in it. */
const replaced = (provider: KnownProvider): Model[] =>
  modelsOf(provider).map((model) => ({
    ...model,
    id: `${model.id}-turbo`,
    price: { silent: 1_000, withSound: 1_000 },
    overdueAfter: 1,
  }))

/** Defects of the bot itself. */
const findDefects = (world: World) => world.logged.filter((line) => line.includes('defect'))

describe('a provider that lacks a quality', () => {
  test('is passed over for what it lacks, and asked for the rest', async () => {
    const { world, bot } = await startWorld({ models: { runcomfy: without4k('runcomfy') } })
    const lacking = await world.ask(bot, { quality: '4k' })
    const offered = await world.ask(bot)
    expect(world.read(lacking)).toMatchObject({ state: 'running', provider: 'runware' })
    expect(world.read(offered)).toMatchObject({ state: 'running', provider: 'runcomfy' })
  })

  test('refuses what nobody offers in words, before anything is reserved', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], models: { runcomfy: without4k('runcomfy') } })
    const reason = {
      code: 'unsupportedCombination',
      options: [],
      nearest: [{ quality: 'standard' }, { quality: 'pro' }],
    }
    await expect(bot.accept({ request: { ...textRequest, quality: '4k' } }, createOrigin())).rejects.toMatchObject({
      reason,
    })
    expect(world.journal).toStrictEqual([])
    expect(findDefects(world)).toStrictEqual([])
  })
})

describe('a provider without models', () => {
  test('alone refuses everything in words', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], models: { runcomfy: [] } })
    await expect(bot.accept({ request: textRequest }, createOrigin())).rejects.toMatchObject({
      reason: { code: 'unsupportedCombination', options: [], nearest: [] },
    })
    expect(world.journal).toStrictEqual([])
  })

  test('beside another is never asked', async () => {
    const { world, bot } = await startWorld({ models: { runcomfy: [] } })
    const id = await world.ask(bot)
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runware' })
  })
})

describe('a model withdrawn while a generation waits', () => {
  test('sends it to another provider at the next start', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 0, runware: 0 } })
    const id = await world.ask(bot)
    expect(world.read(id).state).toBe('queued')
    bot.kill()
    await world.boot({ models: { runcomfy: [] }, slots: { runcomfy: 1, runware: 1 } }).start()
    await world.clock.advance(minutes(1))
    expect(world.read(id)).toMatchObject({ state: 'running', provider: 'runware' })
  })

  test('ends it with a sentence where there is no other, free of charge, and the bot goes on', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 0 } })
    const id = await world.ask(bot)
    bot.kill()
    const next = world.boot({ models: { runcomfy: without4k('runcomfy').filter(({ quality }) => quality === 'pro') } })
    await next.start()
    await world.clock.advance(minutes(1))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'providerUnavailable' },
      settlement: { spent: 0, basis: 'none' },
    })
    expect(world.notices.map((notice) => notice.id)).toStrictEqual([id])
    const other = await world.ask(next, { quality: 'pro' })
    expect(world.read(other).state).not.toBe('failed')
    expect(findDefects(world)).toStrictEqual([])
  })
})

describe('a model withdrawn while a generation renders', () => {
  test('changes nothing of it: it is polled, finished, and paid at what was reserved', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot, { quality: 'pro' })
    const { reserved } = world.read(id)
    expect(world.read(id).state).toBe('running')
    bot.kill()
    const next = world.boot({ models: { runware: [] } })
    await next.start()
    await world.clock.advance(minutes(12))
    expect(world.read(id)).toMatchObject({ state: 'running' })
    expect(world.read(id).overdueSince).toBeUndefined()
    world.runware.succeed()
    await world.clock.advance(minutes(5))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', settlement: { spent: reserved, basis: 'estimated' } })
    expect(findDefects(world)).toStrictEqual([])
  })

  test('is called late once, after the longest time that any video takes', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    bot.kill()
    await world.boot({ models: { runware: [] } }).start()
    await world.clock.advance(hours(1))
    expect(world.read(id)).toMatchObject({ state: 'running', overdueSince: expect.any(Number) })
  })

  test('another one in its place sets neither its price nor its time', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    bot.kill()
    const next = world.boot({ models: { runware: [...replaced('runware'), ...modelsOf('runware')] } })
    await next.start()
    await world.clock.advance(minutes(5))
    expect(world.read(id).overdueSince).toBeUndefined()
    world.runware.succeed()
    await world.clock.advance(minutes(5))
    const price = findModel('runware', 'standard', 'textToVideo').price.withSound * textRequest.duration
    expect(world.read(id)).toMatchObject({ state: 'succeeded', settlement: { spent: price, basis: 'estimated' } })
  })

  test('ends free of charge where the submit was lost and certainly not taken', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    world.script.afterWrite = (write) => {
      if ((write.record as { state?: string } | undefined)?.state === 'submitting') bot.kill()
    }
    const id = await world.ask(bot)
    expect(world.read(id).state).toBe('submitting')
    world.script.afterWrite = () => {}
    await world.boot({ models: { runware: [] } }).start()
    // One absence proves nothing: the job may turn up yet.
    await world.clock.advance(minutes(5))
    expect(world.read(id).state).toBe('unconfirmed')
    await world.clock.advance(hours(1))
    expect(world.read(id)).toMatchObject({ state: 'failed', settlement: { spent: 0, basis: 'none' } })
    expect(world.runware.counts.posts).toBe(0)
  })
})

test('a record of a provider that is in no catalogue is read, and keeps its end', async () => {
  const { world, bot } = await startWorld({ providers: ['runware'] })
  const id = await world.ask(bot)
  bot.kill()
  world.data.generations.set(id, { ...world.read(id), provider: 'gone-for-good', modelId: 'unheard-of' })
  const next = world.boot({ providers: ['runware'] })
  await next.start()
  await world.clock.advance(hours(30))
  expect(world.read(id)).toMatchObject({ state: 'lost', settlement: { spent: 630_000, basis: 'unknown' } })
  const other = await world.ask(next)
  expect(world.read(other).state).toBe('running')
})
