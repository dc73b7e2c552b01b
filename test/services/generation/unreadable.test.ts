import { expect, test } from 'vitest'
import { minutes } from '../../../src/domain/clock.ts'
import { UnfitRecord } from '../../../src/domain/contracts/store.ts'
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
  await expect(bot.accept(textRequest, createOrigin())).rejects.toThrow(UnfitRecord)
  await world.clock.advance(minutes(10))
  expect(tries).toBe(1)
  world.script.beforeWrite = () => {}
  await bot.accept(textRequest, createOrigin({ interactionId: 'another' }))
})

test('a change that could not be read again is not tried for ever', async () => {
  const { world, bot } = await startWorld({ providers: ['runcomfy'] })
  const id = await world.ask(bot)
  let tries = 0
  world.script.beforeWrite = ({ record }: Write) => {
    if ((record as { state?: string } | undefined)?.state !== 'succeeded') return
    tries += 1
    throw new UnfitRecord(id, 'at settlement.spent')
  }
  world.runcomfy.succeed(630_000)
  await world.clock.advance(minutes(5))
  expect(tries).toBeLessThan(10)
  expect(world.logged.join('')).toContain('Work on a generation failed and is tried again')
  world.script.beforeWrite = () => {}
  await world.clock.advance(minutes(5))
  expect(world.read(id).state).toBe('succeeded')
})

test('what is left of one that was set aside holds its allowance, its interaction, its button and its files', async () => {
  const { world, bot } = await startWorld({ caps: { perPersonPerDay: 1 } })
  const id = await world.ask(bot, {}, { interactionId: 'first' })
  bot.kill()
  const result = { url: 'https://example.com', hash: 'kept', notSafeForWork: false }
  world.data.remains.push({ ...world.read(id), retryOf: 'earlier', result })
  world.data.openGenerations.delete(id)

  const next = world.boot()
  await next.start()
  const again = (interactionId: string) => next.accept(textRequest, createOrigin({ interactionId }))
  await expect(again('first')).rejects.toMatchObject({ reason: { code: 'notFound' } })
  await expect(again('second')).rejects.toMatchObject({ reason: { code: 'tooManyToday' } })
  expect(world.runcomfy.counts.posts).toBe(1)
  expect(await Promise.all(['kept', 'another'].map(next.isReferenced))).toEqual([true, false])
})
