import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { attachedPicture, createWorld, keptFrame, type WorldOptions } from './support/createWorld.ts'

const withPicture = { startImage: attachedPicture }
const never = () => new Promise<never>(() => {})

async function setUp(options: WorldOptions = {}) {
  const world = createWorld({ providers: ['runware'], slots: { runware: 1 }, ...options })
  const bot = world.boot()
  await bot.start()
  let count = 0
  const ask = (request: Parameters<typeof world.ask>[1], userId = 'alice') => {
    count += 1
    return world.ask(bot, request, { userId, interactionId: `interaction-${count}` })
  }
  const state = (id: string) => world.read(id).state
  return { world, bot, ask, state, fake: world.runware }
}

/** A preparation that takes until it is let go. */
function hold(script: ((signal: AbortSignal | undefined) => void | Promise<void>)[]) {
  const held = { letGo: () => {}, signal: undefined as AbortSignal | undefined }
  script.push((signal) => {
    held.signal = signal
    return new Promise<void>((resolve) => {
      held.letGo = resolve
    })
  })
  return held
}

describe('while pictures are made ready for a provider', () => {
  test('somebody else’s video without pictures takes the free slot', async () => {
    const { world, ask, state, fake } = await setUp()
    const held = hold(fake.script.prepare)
    const slow = await ask(withPicture)
    expect(state(slow)).toBe('queued')
    const quick = await ask({}, 'bob')
    expect(state(quick)).toBe('running')

    held.letGo()
    await world.clock.advance(0)
    expect(state(slow)).toBe('queued')
    const later = await ask({}, 'cleo')
    fake.succeed()
    await world.clock.advance(minutes(3))
    // Who was chosen keeps the turn.
    expect([state(slow), state(later)]).toEqual(['running', 'queued'])
    expect(world.journal.filter((line) => line.startsWith('prepare'))).toHaveLength(2)
  })

  test('its place in the line is told, once it waits for a slot', async () => {
    const { world, ask, fake } = await setUp()
    const held = hold(fake.script.prepare)
    const slow = await ask(withPicture)
    await ask({}, 'bob')
    held.letGo()
    await world.clock.advance(0)
    const later = await ask({}, 'cleo')
    const place = (id: string) => world.shown.findLast(({ generation }) => generation.id === id)?.position
    expect([place(slow), place(later)]).toEqual([0, 1])
  })

  test('a cancel frees everything at once, and tells whoever makes them ready', async () => {
    const { world, bot, ask, state, fake } = await setUp({ caps: { openPerPerson: 1 } })
    const held = hold(fake.script.prepare)
    const first = await ask(withPicture)
    await bot.cancel(first, 'alice')
    await world.clock.advance(0)
    expect(held.signal?.aborted).toBe(true)
    expect(state(first)).toBe('cancelled')
    // Another with pictures: as many bodies are made at once as slots are free.
    expect(state(await ask(withPicture))).toBe('running')
    held.letGo()
    await world.clock.advance(seconds(10))
    expect(fake.counts.posts).toBe(1)
    expect(world.logged.join('')).not.toContain('did not take a generation')
  })

  test('a cancel of one whose body waits for a slot lets the next one have it', async () => {
    const { world, bot, ask, state, fake } = await setUp()
    const held = hold(fake.script.prepare)
    const first = await ask(withPicture)
    const quick = await ask({}, 'bob')
    held.letGo()
    await world.clock.advance(0)
    await bot.cancel(first, 'alice')
    const second = await ask(withPicture)
    fake.succeed()
    await world.clock.advance(minutes(3))
    expect([state(first), state(quick), state(second)]).toEqual(['cancelled', 'succeeded', 'running'])
    expect(fake.counts.posts).toBe(2)
  })

  test('no more bodies are made at once than slots are free', async () => {
    const { world, ask, fake } = await setUp({ slots: { runware: 2 } })
    const helds = Array.from({ length: 5 }, () => hold(fake.script.prepare))
    for (let count = 0; count < 5; count += 1) await ask(withPicture, `person-${count}`)
    const countBegun = () => helds.filter(({ signal }) => signal !== undefined).length
    expect(countBegun()).toBe(2)
    helds[0]?.letGo()
    await world.clock.advance(0)
    expect(fake.counts.posts).toBe(1)
    expect(countBegun()).toBe(2)
  })

  test('a stop calls them off, and the next start sends each once', async () => {
    const { world, bot, ask, fake } = await setUp()
    const held = hold(fake.script.prepare)
    const id = await ask(withPicture)
    await bot.stop()
    expect(held.signal?.aborted).toBe(true)
    expect(world.read(id).state).toBe('queued')
    await world.boot().start()
    await world.clock.advance(0)
    expect(world.read(id).state).toBe('running')
    expect(fake.counts.posts).toBe(1)
  })

  test('a body that waits is given up when the provider gets into trouble, and made anew afterwards', async () => {
    const { world, ask, state, fake } = await setUp({ offers: { runware: ['probe'] } })
    const held = hold(fake.script.prepare)
    const slow = await ask(withPicture)
    const quick = await ask({}, 'bob')
    held.letGo()
    await world.clock.advance(0)
    fake.setState(createProviderError({ provider: 'runware', code: 'unauthorized' }))
    await world.clock.advance(seconds(30))
    expect(state(slow)).toBe('queued')
    expect(world.shown.findLast(({ generation }) => generation.id === slow)?.context.isPaused).toBe(true)
    fake.succeed()
    await world.clock.advance(minutes(5))
    expect([state(quick), state(slow)]).toEqual(['succeeded', 'running'])
    expect(fake.counts.posts).toBe(2)
    expect(world.journal.filter((line) => line.startsWith('prepare'))).toHaveLength(3)
  })
})

describe('while pictures are fetched', () => {
  test('a cancel calls that off, and the person may ask again at once', async () => {
    const { world, bot, ask, state } = await setUp({ caps: { openPerPerson: 1 } })
    const signals: (AbortSignal | undefined)[] = []
    world.script.take.push((signal) => {
      signals.push(signal)
      return never()
    })
    const first = await ask(withPicture)
    expect(state(first)).toBe('preparing')
    await bot.cancel(first, 'alice')
    await world.clock.advance(0)
    expect(signals.map((signal) => signal?.aborted)).toEqual([true])
    expect(state(await ask({}))).toBe('running')
    expect(world.logged.join('')).not.toContain('A picture could not be taken')
  })

  test('a stop calls that off, and the next start fetches them', async () => {
    const { world, bot, ask, state } = await setUp()
    world.script.take.push(never)
    const id = await ask(withPicture)
    await bot.stop()
    expect(state(id)).toBe('preparing')
    world.script.take.push(() => keptFrame)
    await world.boot().start()
    await world.clock.advance(0)
    expect(state(id)).toBe('running')
  })
})
