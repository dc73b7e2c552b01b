import { expect, onTestFinished, test } from 'vitest'
import { days, hours, minutes } from '../../../src/domain/clock.ts'
import { createLog } from '../../../src/log.ts'
import { createCopies } from '../../../src/services/history/copies.ts'
import { createStore } from '../../../src/services/store/createStore.ts'
import { createManualClock } from '../../support/createManualClock.ts'

const copy = { generationId: 'fox', userId: 'ana', guildId: 'film club' }
const here = { ...copy, id: '1', channelId: 'chat' }
const there = { ...copy, id: '2', channelId: 'hidden' }
const other = { ...here, id: '3', generationId: 'boat' }

async function setUp() {
  const clock = createManualClock()
  const log = createLog({ level: 'silent', secrets: [] })
  const store = await createStore({ url: 'sqlite://:memory:', clock, log })
  onTestFinished(() => store.close())
  const closed = new Set<string>()
  const removed: string[] = []
  const planned: [string, number][] = []
  const copies = await createCopies({
    store,
    posts: {
      async remove(channelId, messageId) {
        if (closed.has(channelId)) throw new Error('Discord does not let us')
        removed.push(messageId)
      },
    },
    planRemoval: async (messageId, at) => void planned.push([messageId, at - clock.now()]),
    clock,
    log,
  })
  for (const each of [here, there, other]) await copies.save(each)
  return { clock, copies, closed, removed, planned }
}

test('all of a video go, and one that Discord keeps is known and tried again', async () => {
  const { clock, copies, closed, removed, planned } = await setUp()
  closed.add('hidden')
  await copies.takeAway('fox')
  expect(planned).toEqual([
    ['1', minutes(1)],
    ['2', minutes(1)],
  ])
  await expect.poll(() => copies.find('1')).toBeUndefined()
  expect(removed).toEqual(['1'])
  expect(await copies.find('3')).toMatchObject(other)
  expect(await copies.find('2')).toMatchObject({ ...there, removedAt: clock.now() })

  await clock.advance(minutes(1))
  expect(await copies.removeRest('2')).toEqual({ kind: 'again', at: clock.now() + minutes(1) })
  await clock.advance(hours(5))
  expect(await copies.removeRest('2')).toEqual({ kind: 'again', at: clock.now() + hours(5) + minutes(1) })
  closed.clear()
  expect(await copies.removeRest('2')).toEqual({ kind: 'done' })
  expect(removed).toEqual(['1', '2'])
  expect(await copies.find('2')).toBeUndefined()
  expect(await copies.removeRest('2')).toEqual({ kind: 'done' })
})

test('one alone goes by itself, and is planned anew where the plan may not have been saved', async () => {
  const { copies, closed, removed, planned } = await setUp()
  closed.add('chat')
  await copies.takeAwayOne('1')
  await copies.takeAwayOne('1')
  await copies.takeAwayOne('unknown')
  expect(planned.map(([id]) => id)).toEqual(['1', '1'])
  expect(await copies.find('2')).toMatchObject(there)
  expect(removed).toEqual([])
})

test('what Discord keeps for a week is left to whoever sees it', async () => {
  const { clock, copies, closed } = await setUp()
  closed.add('hidden')
  await copies.takeAwayOne('2')
  await clock.advance(days(7) + 1)
  expect(await copies.removeRest('2')).toEqual({ kind: 'done' })
  expect(await copies.find('2')).toBeUndefined()
})
