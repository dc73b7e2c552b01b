import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { isFinal } from '../../../src/domain/stateMachine.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, textRequest, type World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

type Bot = Awaited<ReturnType<typeof startWorld>>['bot']

async function fail(world: World, bot: Bot): Promise<string> {
  const id = await world.ask(bot, { startImage: attachedPicture })
  world.runcomfy.setState({ status: 'failed', failure: { kind: 'renderFailed' }, detail: 'raw words' })
  await world.clock.advance(minutes(1))
  expect(world.read(id).state).toBe('failed')
  return id
}

describe('acceptAgain', () => {
  test('makes no second try of what would be refused again, whatever button is pressed', async () => {
    const { world, bot } = await startWorld()
    world.runcomfy.script.submit.push(() => {
      throw createProviderError({ code: 'rejectedContent' })
    })
    const id = await world.ask(bot)
    expect(world.read(id)).toMatchObject({ state: 'failed', failure: { kind: 'contentRefused' } })
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject({ reason: { code: 'notFound' } })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('reads the record once for its button: for whose it is, and for what is asked again', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    let reads = 0
    world.script.beforeRead = () => {
      reads += 1
    }
    await bot.findOrigin(id)
    await bot.acceptAgain(id, createOrigin())
    expect(reads).toBe(1)
  })

  test('begins the same request with the pictures that were kept', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const { generation, isRepeated } = await bot.acceptAgain(id, createOrigin())
    expect(isRepeated).toBe(false)
    expect(generation).toMatchObject({ retryOf: id, state: 'received', frames: { start: { hash: 'hash-start' } } })
    expect(generation.request).toStrictEqual(world.read(id).request)
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(0)
    expect(world.read(generation.id).state).toBe('running')
    expect(world.journal.filter((line) => line === 'take start')).toHaveLength(1)
  })

  test('is for nobody else, where the earlier one was hidden and failed in its channel', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    await bot.hide(id, 'alice')
    world.runware.setState({ status: 'failed', failure: { kind: 'renderFailed' }, detail: 'raw words' })
    await world.clock.advance(minutes(1))
    expect(world.read(id)).toMatchObject({ state: 'failed', abandonedAt: expect.any(Number) })
    const { generation } = await bot.acceptAgain(id, createOrigin())
    expect(generation.origin.ephemeral).toBe(true)
  })

  test('refuses what an earlier version accepted although nothing can be seen in it', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const record = world.read(id)
    bot.kill()
    world.data.generations.set(id, {
      ...record,
      request: { ...record.request, scene: { kind: 'prompt', prompt: '\u3164' } },
    })
    const next = world.boot()
    await next.start()
    const refused = next.acceptAgain(id, createOrigin())
    await expect(refused).rejects.toMatchObject({ reason: { code: 'promptEmpty' } })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('says so where a picture was deleted since, and orders nothing', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    world.script.isKept = () => false
    const { generation } = await bot.acceptAgain(id, createOrigin())
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(0)
    expect(world.read(generation.id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'pictureRefused', role: 'start', problem: { kind: 'notKept' } },
      settlement: { counted: 0, spent: 0, basis: 'none' },
    })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('goes on where it cannot be told whether a picture is still there', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    world.script.isKept = () => Promise.reject(new Error('EIO'))
    const { generation } = await bot.acceptAgain(id, createOrigin())
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(0)
    expect(world.read(generation.id).state).toBe('running')
  })

  test('refuses what is unknown, goes on, or succeeded', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    const refused = { reason: { code: 'notFound' } }
    await expect(bot.acceptAgain('nobody', createOrigin())).rejects.toMatchObject(refused)
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject(refused)
    await expect(bot.acceptChanged(id, 'a calm sea', createOrigin())).rejects.toMatchObject(refused)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject(refused)
  })
})

describe('a second try that costs more by now', () => {
  test('asks before anything begins, where it is more than its owner wants to be asked about', async () => {
    const { world, bot } = await startWorld({ policy: { quoteAbove: 100_000 } })
    const id = await fail(world, bot)
    const { reserved } = world.read(id)
    expect((await bot.acceptAgain(id, createOrigin(), 'agreed')).isRepeated).toBe(false)
    const record = world.read(id)
    bot.kill()
    world.data.generations.set(id, { ...record, reserved: 200_000 })
    const next = world.boot()
    await next.start()
    await expect(next.acceptAgain(id, createOrigin())).rejects.toMatchObject({
      reason: { code: 'priceAbove', price: reserved, most: 200_000 },
    })
  })

  test('asks as well with another prompt', async () => {
    const { world, bot } = await startWorld({ policy: { quoteAbove: 100_000 } })
    world.runcomfy.script.submit.push(() => {
      throw createProviderError({ code: 'rejectedContent' })
    })
    const id = await world.ask(bot)
    const record = world.read(id)
    bot.kill()
    world.data.generations.set(id, { ...record, reserved: 50_000 })
    const next = world.boot()
    await next.start()
    await expect(next.acceptChanged(id, 'a calm sea', createOrigin())).rejects.toMatchObject({
      reason: { code: 'priceAbove', price: record.reserved, most: 100_000 },
    })
  })
})

describe('what can be used once', () => {
  const press = (bot: Bot, id: string) => bot.acceptAgain(id, createOrigin(), `retry:${id}`)

  test('begins one generation for a double click and two devices', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const answers = await Promise.all([press(bot, id), press(bot, id)])
    const later = await press(bot, id)
    expect([...answers, later].map(({ isRepeated }) => isRepeated)).toStrictEqual([false, true, true])
    expect(new Set([...answers, later].map(({ generation }) => generation.id)).size).toBe(1)
  })

  test('is not used up by something else of the same record, nor by a command', async () => {
    const { world, bot } = await startWorld()
    const claims = ['pro:a', 'pro:b', 'variation:a', undefined, undefined]
    const answers = await Promise.all(
      claims.map((claim) => bot.accept({ request: textRequest }, createOrigin(), claim)),
    )
    expect(answers.map(({ isRepeated }) => isRepeated)).not.toContain(true)
    expect(await bot.accept({ request: textRequest }, createOrigin(), 'pro:a')).toMatchObject({ isRepeated: true })
    expect(world.data.generations.size).toBe(5)
  })

  test('is known again after a restart, open or closed', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const { generation } = await press(bot, id)
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(0)
    bot.kill()
    const second = world.boot()
    await second.start()
    expect(await press(second, id)).toMatchObject({ isRepeated: true, generation: { id: generation.id } })
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    second.kill()
    const third = world.boot()
    await third.start()
    expect(await press(third, id)).toMatchObject({
      isRepeated: true,
      generation: { id: generation.id, state: 'succeeded' },
    })
  })

  const begin = (bot: Bot, id: string) => bot.begin(id, { messageId: 'message', ephemeral: false })

  test.each<[string, boolean, (world: World, bot: Bot, id: string) => Promise<unknown>]>([
    ['never reached Discord', false, (_world, bot, id) => bot.abort(id)],
    ['was cancelled before it was sent', false, (_world, bot, id) => bot.cancel(id, 'alice')],
    [
      'was refused by the provider',
      false,
      (world, bot, id) => {
        world.runcomfy.script.submit.push(() => {
          throw createProviderError({ code: 'rejectedContent' })
        })
        return begin(bot, id)
      },
    ],
    [
      'failed at the provider, and may have been charged for',
      true,
      async (world, bot, id) => {
        await begin(bot, id)
        await world.clock.advance(0)
        world.runcomfy.setState({ status: 'failed', failure: { kind: 'renderFailed' }, detail: 'raw words' })
      },
    ],
  ])('where the first one %s is it used up: %s', async (_, isRepeated, end) => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const first = await press(bot, id)
    await end(world, bot, first.generation.id)
    await world.clock.advance(minutes(10))
    expect(isFinal(world.read(first.generation.id))).toBe(true)
    expect(await press(bot, id)).toMatchObject({ isRepeated })
    bot.kill()
    const next = world.boot()
    await next.start()
    expect(await press(next, id)).toMatchObject({ isRepeated: true })
  })

  test('is not used up when it is refused', async () => {
    const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
    const id = await fail(world, bot)
    const other = await world.ask(bot)
    await expect(press(bot, id)).rejects.toMatchObject({ reason: { code: 'tooManyOpen' } })
    await bot.cancel(other, 'alice')
    expect(await press(bot, id)).toMatchObject({ isRepeated: false })
  })
})
