import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { ResultAtForeignHost, ResultUnavailable } from '../../../src/domain/contracts/media.ts'
import type { PollOutcome } from '../../../src/domain/contracts/provider.ts'
import type { Settlement } from '../../../src/domain/generation.ts'
import type { KnownProvider } from '../../support/catalogue.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { secretPrompt } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

describe('a check', () => {
  test('saves and shows what it found only where that changed', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    const before = world.read(id).version
    world.runcomfy.setState({ status: 'waiting', position: 3 })
    await world.clock.advance(seconds(30))
    expect(world.read(id)).toMatchObject({ version: before + 1, progress: { status: 'waiting', position: 3 } })
    world.runcomfy.setState({ status: 'waiting', position: 2 })
    await world.clock.advance(seconds(15))
    world.runcomfy.setState({ status: 'rendering' })
    await world.clock.advance(seconds(15))
    expect(world.read(id)).toMatchObject({ version: before + 3, progress: { status: 'rendering' } })
    expect(world.shown.filter(({ generation }) => generation.progress !== undefined)).toHaveLength(3)
  })

  const failures: [string, () => PollOutcome][] = [
    ['a refused key', () => createProviderError({ code: 'unauthorized', status: 401 })],
    ['a network error', () => createProviderError({ code: 'unavailable', retryable: true })],
    ['a bad answer', () => createProviderError({ code: 'badResponse' })],
    ['a job that is gone', () => ({ status: 'gone' })],
    [
      'a broken promise never to throw',
      () => {
        throw new Error('a defect')
      },
    ],
  ]

  test.each(failures)('decides nothing by its own failure: %s', async (_name, outcome) => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.script.poll.push(...Array.from({ length: 5 }, () => outcome))
    await world.clock.advance(minutes(3))
    expect(world.read(id).state).toBe('running')
    world.runcomfy.succeed()
    await world.clock.advance(minutes(1))
    expect(world.read(id).state).toBe('succeeded')
  })

  test('comes less often the longer it fails', async () => {
    const { world, bot } = await startWorld()
    await world.ask(bot)
    world.runcomfy.script.poll.push(
      ...Array.from({ length: 100 }, () => () => createProviderError({ code: 'rateLimited' })),
    )
    await world.clock.advance(minutes(9))
    expect(world.runcomfy.counts.requests.length).toBeLessThan(16)
  })

  test('leaves a provider alone for as long as that wishes', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const ids = [await world.ask(bot), await world.ask(bot)]
    world.runcomfy.script.poll.push(() => createProviderError({ code: 'rateLimited', retryAfter: minutes(7) }))
    await world.clock.advance(seconds(6))
    const asked = world.runcomfy.counts.requests.length
    await world.clock.advance(minutes(7) - seconds(12))
    expect(world.runcomfy.counts.requests).toHaveLength(asked)
    world.runcomfy.succeed()
    await world.clock.advance(minutes(1))
    expect(ids.map((id) => world.read(id).state)).toStrictEqual(['succeeded', 'succeeded'])
  })

  test('that is put off as the provider wishes still tells who waits for too long', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    await world.clock.advance(minutes(9) + seconds(30))
    world.runcomfy.script.poll.push(() => createProviderError({ code: 'rateLimited', retryAfter: minutes(15) }))
    await world.clock.advance(minutes(2))
    const other = await world.ask(bot)
    await world.clock.advance(seconds(10))
    expect(world.read(other).state).toBe('queued')
    await world.clock.advance(minutes(14))
    expect(world.read(id)).toHaveProperty('overdueSince')
    expect(world.read(other).state).toBe('running')
  })

  test('carries many generations where the API can, in chunks', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'], slots: { runware: 250 }, pollsPerRequest: 100 })
    await Promise.all(Array.from({ length: 250 }, () => world.ask(bot)))
    await world.clock.advance(seconds(6))
    expect(world.runware.counts.requests).toStrictEqual([100, 100, 50])
  })

  test('finds a generation although the clock was set back by an hour', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.clock.jump(-hours(1))
    world.runcomfy.succeed()
    await world.clock.advance(seconds(30))
    expect(world.read(id).state).toBe('succeeded')
  })

  test('does not lose a generation when the clock is set ahead by an hour', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.clock.jump(hours(1))
    await world.clock.advance(minutes(2))
    expect(world.read(id)).toMatchObject({ state: 'running', overdueSince: expect.any(Number) })
    world.runcomfy.succeed()
    await world.clock.advance(minutes(2))
    expect(world.read(id).state).toBe('succeeded')
  })
})

describe('a generation that takes too long', () => {
  test.each([
    ['standard', minutes(10)],
    ['pro', minutes(10)],
    ['4k', minutes(40)],
  ] as const)(
    'is overdue at %s after its time, told once, then checked every minute and lost after a day',
    async (quality, limit) => {
      const { world, bot } = await startWorld()
      const id = await world.ask(bot, { quality })
      await world.clock.advance(limit - seconds(2))
      expect(world.read(id)).not.toHaveProperty('overdueSince')
      await world.clock.advance(seconds(3))
      expect(world.read(id)).toHaveProperty('overdueSince')
      const checksBefore = world.runcomfy.counts.requests.length
      await world.clock.advance(hours(1))
      expect(world.runcomfy.counts.requests.length - checksBefore).toBeGreaterThanOrEqual(59)
      expect(world.runcomfy.counts.requests.length - checksBefore).toBeLessThanOrEqual(61)
      await world.clock.advance(hours(24) - limit - hours(1) + minutes(1))
      expect(world.read(id)).toMatchObject({ state: 'lost', settlement: { basis: 'unknown' } })
      expect(world.shown.filter(({ generation }) => generation.overdueSince !== undefined)).toHaveLength(1)
      expect(world.finals.map(({ state }) => state)).toStrictEqual(['lost'])
    },
  )

  test.each<[string, () => PollOutcome]>([
    ['a 503', () => createProviderError({ code: 'unavailable', status: 503, retryable: true })],
    ['a refused key', () => createProviderError({ code: 'unauthorized' })],
    ['nothing that makes sense', () => createProviderError({ code: 'badResponse' })],
  ])('is not given up after a long outage of ours because the first looks find %s', async (_, outcome) => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    bot.kill()
    world.clock.jump(hours(25))
    const next = world.boot()
    world.runcomfy.setState(outcome())
    await next.start()
    await world.clock.advance(hours(5))
    expect(world.read(id).state).toBe('running')
    world.runcomfy.succeed()
    await world.clock.advance(minutes(2))
    expect(world.read(id).state).toBe('succeeded')
  })

  test('is given up after a long outage of ours when looks fail for hours, and says so', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    bot.kill()
    world.clock.jump(hours(25))
    const next = world.boot()
    world.runcomfy.setState(createProviderError({ code: 'unavailable' }))
    await next.start()
    await world.clock.advance(hours(6) + minutes(3))
    expect(world.read(id)).toMatchObject({ state: 'lost', settlement: { spent: 630_000, basis: 'unknown' } })
    expect(world.finals.map(({ state }) => state)).toStrictEqual(['lost'])
  })

  test('is lost after a day of looks that all failed', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    world.runcomfy.setState(createProviderError({ code: 'unavailable' }))
    await world.clock.advance(hours(24) + minutes(2))
    expect(world.read(id).state).toBe('lost')
  })

  test.each(['rendering', 'gone'] as const)('is given up after a long outage of ours when it is %s', async (status) => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    bot.kill()
    world.clock.jump(hours(25))
    const next = world.boot()
    world.runcomfy.setState({ status })
    await next.start()
    await world.clock.advance(minutes(2))
    expect(world.read(id).state).toBe('lost')
  })

  test('whose video is there after a day is not given up because its file cannot be fetched at once', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'] })
    const id = await world.ask(bot)
    bot.kill()
    world.clock.jump(hours(25))
    const next = world.boot()
    world.runcomfy.succeed()
    world.script.fetch.push(() => {
      throw new ResultUnavailable('not now')
    })
    await next.start()
    await world.clock.advance(minutes(5))
    expect(world.read(id).state).toBe('succeeded')
  })

  test('is looked at once more after a long outage of ours before it is given up', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    bot.kill()
    world.runcomfy.succeed()
    world.clock.jump(hours(72))
    const next = world.boot()
    await next.start()
    await world.clock.advance(minutes(2))
    expect(world.read(id).state).toBe('succeeded')
  })
})

describe('the end of a render', () => {
  const failure = { kind: 'renderFailed' } as const
  const ends: [KnownProvider, PollOutcome, string, Settlement][] = [
    ['runcomfy', { status: 'cancelled' }, 'cancelled', { counted: 0, spent: 0, basis: 'none' }],
    [
      'runcomfy',
      { status: 'failed', failure, detail: 'raw' },
      'failed',
      { counted: 630_000, spent: 630_000, basis: 'unknown' },
    ],
    ['runware', { status: 'failed', failure, detail: 'raw' }, 'failed', { counted: 0, spent: 0, basis: 'none' }],
    [
      'runware',
      { status: 'failed', failure, detail: 'raw', cost: 100_000 },
      'failed',
      { counted: 100_000, spent: 100_000, basis: 'reported' },
    ],
    [
      'runcomfy',
      { status: 'failed', failure, detail: 'raw', cost: 0 },
      'failed',
      { counted: 0, spent: 0, basis: 'none' },
    ],
  ]

  test.each(ends)('at %s with %o is settled', async (provider, outcome, state, settlement) => {
    const { world, bot } = await startWorld({ providers: [provider] })
    const id = await world.ask(bot)
    world[provider].setState(outcome)
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state })
    expect(world.read(id).settlement).toStrictEqual(settlement)
  })

  test.each([
    [700_000, { counted: 700_000, spent: 700_000, basis: 'reported' }],
    [0, { counted: 630_000, spent: 630_000, basis: 'estimated' }],
    [undefined, { counted: 630_000, spent: 630_000, basis: 'estimated' }],
    [157_500, { counted: 157_500, spent: 157_500, basis: 'reported' }],
    [2_520_000, { counted: 2_520_000, spent: 2_520_000, basis: 'reported' }],
  ] as const)('settles a success that cost %s', async (cost, settlement) => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.succeed(cost)
    await world.clock.advance(seconds(10))
    expect(world.read(id).settlement).toStrictEqual(settlement)
  })

  test.each([
    ['cents in the place of dollars', 63_000_000, '$63'],
    ['millions', 1e13, '$10000000'],
    ['a number beyond all records', 1e306, '$1e+300'],
    ['next to nothing', 1, '$0.000001'],
    ['a little less than a quarter of the price', 157_499, '$0.157499'],
    ['a little more than four times the price', 2_520_001, '$2.520001'],
    ['less than nothing', -630_000, '$-0.63'],
    ['no number', Number.NaN, 'not a number'],
  ])('does not believe a success that cost %s, and says so once', async (_, cost, reported) => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.succeed(cost)
    await world.clock.advance(seconds(10))
    expect(world.read(id).settlement).toStrictEqual({ counted: 630_000, spent: 630_000, basis: 'estimated' })
    const told = world.logged.filter((line) => line.includes('a cost that cannot be right'))
    expect(told.map((line) => JSON.parse(line))).toMatchObject([{ level: 'error', reported, listPrice: '$0.63' }])
  })

  test.each([63_000_000, 1e306, 1, -630_000, Number.NaN])('nor a failure that cost %s', async (cost) => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    world.runware.setState({ status: 'failed', failure, detail: 'raw', cost })
    await world.clock.advance(seconds(10))
    expect(world.read(id)).toMatchObject({ state: 'failed', settlement: { spent: 630_000, basis: 'estimated' } })
    expect(world.logged.filter((line) => line.includes('a cost that cannot be right'))).toHaveLength(1)
  })
})

describe('the finished video', () => {
  test('is fetched before the success is saved, and shown after', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    const [fetched, saved, delivered] = ['fetch', 'save succeeded', 'showFinal succeeded'].map((line) =>
      world.journal.indexOf(line),
    )
    expect(fetched).toBeLessThan(saved ?? -1)
    expect(saved).toBeLessThan(delivered ?? -1)
    expect(world.read(id).result).toStrictEqual({
      url: 'https://results.test/task-1.mp4',
      hash: 'hash-video',
      size: 5_000_000,
      width: 1280,
      height: 720,
      duration: 5,
      hasSound: true,
      codec: 'avc',
      notSafeForWork: false,
    })
  })

  const unavailable = () => {
    throw new ResultUnavailable('no')
  }
  const always = (fails: () => never) => Array.from({ length: 1_000 }, () => fails)

  test('is fetched again while that may help, and meanwhile does not hold the slot', async () => {
    const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 1 } })
    world.script.fetch.push(unavailable, unavailable, unavailable, unavailable)
    const id = await world.ask(bot)
    const second = await world.ask(bot)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect(world.read(id).state).toBe('running')
    expect(world.read(second).state).toBe('running')
    await world.clock.advance(minutes(3))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', result: { hash: 'hash-video' } })
  })

  test('is delivered as a link when it cannot be kept for half an hour', async () => {
    const { world, bot } = await startWorld()
    world.script.fetch.push(...always(unavailable))
    const id = await world.ask(bot)
    world.runcomfy.succeed(630_000)
    await world.clock.advance(minutes(29))
    expect(world.read(id).state).toBe('running')
    await world.clock.advance(minutes(3))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', settlement: { counted: 630_000 } })
    expect(world.read(id).result).toStrictEqual({ url: 'https://results.test/task-1.mp4', notSafeForWork: false })
  })

  test('at a strange host is delivered as a link after two minutes without another address', async () => {
    const { world, bot } = await startWorld()
    world.script.fetch.push(
      ...always(() => {
        throw new ResultAtForeignHost()
      }),
    )
    const id = await world.ask(bot)
    world.runcomfy.succeed(630_000)
    await world.clock.advance(minutes(1))
    expect(world.read(id).state).toBe('running')
    await world.clock.advance(minutes(3))
    expect(world.read(id)).toMatchObject({ state: 'succeeded', result: { url: 'https://results.test/task-1.mp4' } })
  })

  test('whose address nobody may be given fails: billed, and counted against the person', async () => {
    const { world, bot } = await startWorld()
    world.script.fetch.push(...always(unavailable))
    const id = await world.ask(bot)
    world.runcomfy.setState({
      status: 'succeeded',
      videoUrl: 'http://169.254.169.254/video.mp4',
      cost: 630_000,
      notSafeForWork: false,
    })
    await world.clock.advance(minutes(32))
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'resultUnavailable' },
      settlement: { counted: 630_000, spent: 630_000, basis: 'reported' },
    })
  })

  test.each([
    ['cannot be asked any more', createProviderError({ code: 'unavailable' })],
    ['no longer knows the job', { status: 'gone' }],
    ['calls the job failed', { status: 'failed', failure: { kind: 'renderFailed' }, detail: '' }],
  ] as const)('is not lost where the provider %s, not even over a crash', async (_name, later) => {
    const { world, bot } = await startWorld()
    world.script.fetch.push(...always(unavailable))
    const id = await world.ask(bot)
    world.runcomfy.succeed(630_000)
    await world.clock.advance(seconds(6))
    world.runcomfy.setState(later)
    bot.kill()
    await world.boot().start()
    await world.clock.advance(minutes(5))
    world.script.fetch.splice(0)
    await world.clock.advance(minutes(2))
    expect(world.read(id)).toMatchObject({
      state: 'succeeded',
      result: { hash: 'hash-video' },
      settlement: { counted: 630_000, spent: 630_000, basis: 'reported' },
    })
    expect(world.read(id).found).toBeUndefined()
  })

  test('is saved as a success before anybody reads its facts, and is shown without them', async () => {
    const { world, bot } = await startWorld()
    world.script.readFacts.push(() => {
      throw new Error('The process ends here')
    })
    const id = await world.ask(bot)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(6))
    expect(world.journal.indexOf('save succeeded')).toBeLessThan(world.journal.indexOf('readFacts'))
    bot.kill()
    await world.boot().start()
    await world.clock.advance(seconds(6))
    expect(world.finals).toMatchObject([{ id, state: 'succeeded', result: { hash: 'hash-video' } }])
    expect(world.journal.filter((line) => line === 'readFacts')).toHaveLength(1)
  })
})

test('no line of the log holds a prompt, a token, an address or words of a provider that repeat a prompt', async () => {
  const { world, bot } = await startWorld()
  world.runcomfy.script.submit.push(() => {
    throw createProviderError({ code: 'unauthorized', detail: `raw words about ${secretPrompt}` })
  })
  const id = await world.ask(bot)
  world.script.fetch.push(() => {
    throw new ResultUnavailable('https://results.test/task-2.mp4?sig=fake-signature')
  })
  world.runware.succeed()
  await world.clock.advance(minutes(1))
  expect(world.read(id).state).toBe('succeeded')
  const log = world.logged.join('\n')
  expect(log).toContain(id)
  expect(log).toContain('withheld, since it repeats the prompt')
  for (const secret of [secretPrompt, 'A-Very-Fake-Interaction-Token', 'fake-signature', 'raw words']) {
    expect(log).not.toContain(secret)
  }
})
