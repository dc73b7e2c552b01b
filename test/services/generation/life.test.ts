import { describe, expect, test } from 'vitest'
import { seconds } from '../../../src/domain/clock.ts'
import { attachedPicture, createWorld } from './support/createWorld.ts'

describe('a whole life', () => {
  test('saves every step before the effect it announces', async () => {
    const world = createWorld()
    const bot = world.boot()
    await bot.start()
    const id = await world.ask(bot, { startImage: attachedPicture })
    world.runcomfy.succeed(700_000)
    await world.clock.advance(seconds(30))

    expect(world.journal).toStrictEqual([
      'save received',
      'save preparing',
      'show preparing',
      'take start',
      'save queued',
      'prepare runcomfy',
      'save submitting',
      'show submitting',
      'POST runcomfy task-1',
      'save running',
      'show running',
      'check runcomfy',
      'save running',
      'fetch',
      'save succeeded',
      'readFacts',
      'save succeeded',
      'showFinal succeeded',
      'save succeeded',
      'save succeeded',
      'notify succeeded',
      'finish succeeded',
    ])
    await bot.stop()
    expect(world.clock.countTimers()).toBe(0)
    expect(world.read(id)).toMatchObject({ state: 'succeeded', submits: 1, settlement: { counted: 700_000 } })
  })
})
