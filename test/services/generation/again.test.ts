import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, type World } from './support/createWorld.ts'
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

  test('refuses what an earlier version accepted although nothing can be seen in it', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const record = world.read(id)
    bot.kill()
    world.data.generations.set(id, { ...record, request: { ...record.request, prompt: '\u3164' } })
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

  test('begins one generation for a double click and two devices', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const answers = await Promise.all([bot.acceptAgain(id, createOrigin()), bot.acceptAgain(id, createOrigin())])
    const later = await bot.acceptAgain(id, createOrigin())
    expect([...answers, later].map(({ isRepeated }) => isRepeated)).toStrictEqual([false, true, true])
    expect(new Set([...answers, later].map(({ generation }) => generation.id)).size).toBe(1)
  })

  test('knows the first click again after a restart, open or closed', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const { generation } = await bot.acceptAgain(id, createOrigin())
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(0)
    bot.kill()
    const second = world.boot()
    await second.start()
    expect(await second.acceptAgain(id, createOrigin())).toMatchObject({
      isRepeated: true,
      generation: { id: generation.id },
    })
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    second.kill()
    const third = world.boot()
    await third.start()
    expect(await third.acceptAgain(id, createOrigin())).toMatchObject({
      isRepeated: true,
      generation: { id: generation.id, state: 'succeeded' },
    })
  })

  test('may be clicked again when the first try never reached Discord', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const first = await bot.acceptAgain(id, createOrigin())
    await bot.abort(first.generation.id)
    const second = await bot.acceptAgain(id, createOrigin())
    expect(second).toMatchObject({ isRepeated: false })
    expect(second.generation.id).not.toBe(first.generation.id)
  })

  test('may be clicked again after a restart when the first try never reached Discord', async () => {
    const { world, bot } = await startWorld()
    const id = await fail(world, bot)
    const first = await bot.acceptAgain(id, createOrigin())
    await bot.abort(first.generation.id)
    bot.kill()
    const next = world.boot()
    await next.start()
    expect(await next.acceptAgain(id, createOrigin())).toMatchObject({ isRepeated: false })
  })

  test('does not use the button up when it is refused', async () => {
    const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
    const id = await fail(world, bot)
    const other = await world.ask(bot)
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject({ reason: { code: 'tooManyOpen' } })
    await bot.cancel(other, false)
    expect(await bot.acceptAgain(id, createOrigin())).toMatchObject({ isRepeated: false })
  })

  test('refuses what is unknown, goes on, or succeeded', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    const refused = { reason: { code: 'notFound' } }
    await expect(bot.acceptAgain('nobody', createOrigin())).rejects.toMatchObject(refused)
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject(refused)
    world.runcomfy.succeed()
    await world.clock.advance(seconds(10))
    await expect(bot.acceptAgain(id, createOrigin())).rejects.toMatchObject(refused)
  })
})
