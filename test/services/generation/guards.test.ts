import { describe, expect, test } from 'vitest'
import { minutes } from '../../../src/domain/clock.ts'
import { models } from '../../support/catalogue.ts'
import type { World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

/** One that renders, and two that wait behind it, of which the first is to meet a defect. */
async function openThree(breakFor: (world: World, id: string) => void = () => {}) {
  const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 1 } })
  breakFor(world, 'generation-00002')
  const ids = [await world.ask(bot), await world.ask(bot, { quality: '4k' }), await world.ask(bot)] as const
  return { world, bot, ids }
}

/** Everything that is sent in the meantime gets its video. */
async function renderAll(world: World): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    world.runcomfy.succeed()
    await world.clock.advance(minutes(5))
  }
}

describe('a defect that shows while one generation is drawn', () => {
  test.each(['queued', 'submitting', 'running'])('as %s stops no work on it, nor on any other', async (state) => {
    const { world, ids } = await openThree(({ script }, id) => {
      script.beforeShow = (generation) => {
        if (generation.id === id && generation.state === state) throw new TypeError('a defect')
      }
    })
    await renderAll(world)
    for (const id of ids) expect(world.read(id)).toMatchObject({ state: 'succeeded', submits: 1 })
    expect(world.logged.filter((line) => line.includes('could not be shown because of a defect'))).not.toEqual([])
    expect(world.runcomfy.counts.posts).toBe(3)
  })
})

test('a defect that shows while one is looked at in a dispatch sets that one aside, and the others are sent', async () => {
  const { world, bot, ids } = await openThree()
  bot.kill()
  const defect = {
    get(): never {
      throw new TypeError('a defect')
    },
  }
  const offered = models.filter(({ provider }) => provider === 'runcomfy')
  const broken = offered.map((model) =>
    model.quality === '4k' ? Object.defineProperty({ ...model }, 'duration', defect) : model,
  )
  const next = world.boot({ models: { runcomfy: broken } })
  await next.start()
  await renderAll(world)
  expect(ids.map((id) => world.read(id).state)).toEqual(['succeeded', 'queued', 'succeeded'])
  expect(await next.list('alice')).toMatchObject([{ generation: { id: ids[1] }, isQuarantined: true }])
  expect(world.runcomfy.counts.posts).toBe(2)
})
