import { describe, expect, test } from 'vitest'
import { seconds } from '../../../src/domain/clock.ts'
import { PictureRefused } from '../../../src/domain/contracts/media.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, textRequest } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

describe('begin', () => {
  test('saves where the status message is, shows it, and takes both pictures', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot, { quality: 'pro', startImage: attachedPicture, endImage: attachedPicture })
    expect(world.journal.slice(1, 6)).toStrictEqual([
      'save preparing',
      'show preparing',
      'take start',
      'take end',
      'save queued',
    ])
    const { origin, frames } = world.read(id)
    expect(origin).toMatchObject({ messageId: `message-${id}`, ephemeral: false })
    expect([frames.start?.hash, frames.end?.hash]).toStrictEqual(['hash-start', 'hash-end'])
  })

  test('ends with a refused picture, uncounted, unsent, and with the good picture kept', async () => {
    const { world, bot } = await startWorld()
    world.script.take.push(() => ({ hash: 'good', format: 'png', width: 640, height: 360, size: 1_000 }))
    world.script.take.push(() => {
      throw new PictureRefused('end', { kind: 'notAPicture' })
    })
    const id = await world.ask(bot, { quality: 'pro', startImage: attachedPicture, endImage: attachedPicture })
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'pictureRefused', role: 'end', problem: { kind: 'notAPicture' } },
      settlement: { counted: 0, spent: 0, basis: 'none' },
      frames: { start: { hash: 'good' } },
      delivery: { privateWordAt: expect.any(Number), deliveredAt: expect.any(Number) },
    })
    expect(world.runcomfy.counts.posts).toBe(0)
  })

  test('calls a picture unreachable when taking it fails by our own fault', async () => {
    const { world, bot } = await startWorld()
    world.script.take.push(() => {
      throw new Error('disk full')
    })
    const id = await world.ask(bot, { startImage: attachedPicture })
    await world.clock.advance(0)
    expect(world.read(id).failure).toStrictEqual({
      kind: 'pictureRefused',
      role: 'start',
      problem: { kind: 'unreachable' },
    })
  })

  test('goes on in the background when the store fails at first', async () => {
    const { world, bot } = await startWorld()
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    world.script.beforeWrite = () => {
      throw new StoreFailure('locked')
    }
    await bot.begin(generation.id, { messageId: 'message', ephemeral: true })
    await world.clock.advance(seconds(3))
    expect(world.read(generation.id).state).toBe('received')
    world.script.beforeWrite = () => {}
    await world.clock.advance(seconds(30))
    expect(world.read(generation.id)).toMatchObject({ state: 'running', origin: { messageId: 'message' } })
  })

  test('refuses an unknown generation', async () => {
    const { bot } = await startWorld()
    await expect(bot.begin('nobody', { messageId: 'message', ephemeral: false })).rejects.toMatchObject({
      reason: { code: 'notFound' },
    })
  })

  test('shows the end of one that was cancelled and closed before Discord said that it took the answer', async () => {
    const { world, bot } = await startWorld()
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await bot.cancel(generation.id, 'alice')
    await world.clock.advance(0)
    expect(world.read(generation.id)).toMatchObject({
      state: 'cancelled',
      delivery: { deliveredAt: expect.any(Number) },
    })
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    expect(world.journal.at(-1)).toBe('show cancelled')
  })

  test('shows the end of one that was cancelled before Discord took the answer', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(() => ({ shown: false, reason: 'noRoute' }))
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await bot.cancel(generation.id, 'alice')
    await bot.begin(generation.id, { messageId: 'late-message', ephemeral: false })
    await world.clock.advance(0)
    expect(world.finals.at(-1)).toMatchObject({ state: 'cancelled', origin: { messageId: 'late-message' } })
    expect(world.isClosed(generation.id)).toBe(true)
    expect(world.journal).not.toContain('prepare runcomfy')
  })
})

describe('abort', () => {
  test('closes the generation at once and gives everything back', async () => {
    const { world, bot } = await startWorld({ caps: { openPerPerson: 1, perPersonPerDay: 1, personDay: 630_000 } })
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await bot.abort(generation.id)
    expect(world.read(generation.id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'notAcknowledged' },
      settlement: { counted: 0, spent: 0, basis: 'none' },
      delivery: { deliveredAt: expect.any(Number) },
    })
    expect(world.listOpen().length).toBe(0)
    expect(world.finals).toHaveLength(0)
    await expect(bot.accept({ request: textRequest }, createOrigin())).resolves.toMatchObject({ isRepeated: false })
  })

  test('leaves one alone that has begun', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    await bot.abort(id)
    expect(world.read(id).state).toBe('running')
  })

  test('leaves the button used up that began one which goes on', async () => {
    const { world, bot } = await startWorld()
    const failed = await world.ask(bot)
    world.runcomfy.setState({ status: 'failed', failure: { kind: 'renderFailed' }, detail: 'raw' })
    await world.clock.advance(seconds(10))
    const { generation } = await bot.acceptAgain(failed, createOrigin(), 'the button')
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    await bot.abort(generation.id)
    expect(await bot.acceptAgain(failed, createOrigin(), 'the button')).toMatchObject({ isRepeated: true })
  })
})
