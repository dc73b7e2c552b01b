import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { startWorld } from './support/startWorld.ts'

const crowd = 1_000

test('a thousand at Runware need a fiftieth of the requests that one each would be', async () => {
  const { world, bot } = await startWorld({
    providers: ['runware'],
    slots: { runware: crowd },
    pollsPerRequest: 100,
  })
  // Spread over two minutes, as commands are.
  for (let count = 0; count < crowd; count += 1) {
    void world.ask(bot, {}, { userId: `person-${count % 50}` })
    await world.clock.advance(120)
  }
  const { requests } = world.runware.counts
  const before = requests.length
  const looksBefore = requests.reduce((sum, count) => sum + count, 0)
  await world.clock.advance(minutes(1))
  const during = requests.length - before
  const looks = requests.reduce((sum, count) => sum + count, 0) - looksBefore
  expect(world.runware.jobs.size).toBe(crowd)
  expect(Math.max(...requests)).toBeLessThanOrEqual(100)
  // One request each for as many looks, and one each every five seconds.
  expect(during).toBeLessThanOrEqual(looks / 50)
  expect(during).toBeLessThanOrEqual((crowd * 12) / 50)

  world.runware.succeed()
  await world.clock.advance(seconds(40))
  expect(world.finals).toHaveLength(crowd)
}, 120_000)

test('RunComfy is asked about eight at a time, however many are due', async () => {
  const { world, bot } = await startWorld({ providers: ['runcomfy'], slots: { runcomfy: 100 } })
  let [inside, most] = [0, 0]
  const { provider } = world.runcomfy
  const poll = provider.poll.bind(provider)
  const answers: (() => void)[] = []
  provider.poll = async (items) => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise<void>((resolve) => answers.push(resolve))
    inside -= 1
    return poll(items)
  }
  for (let count = 0; count < 100; count += 1) await world.ask(bot)
  world.runcomfy.succeed()
  await world.clock.advance(seconds(10))
  for (let turn = 0; turn < 60 && world.finals.length < 100; turn += 1) {
    for (const answer of answers.splice(0)) answer()
    await world.clock.advance(1)
  }
  expect(most).toBe(8)
  expect(world.finals).toHaveLength(100)
}, 60_000)

test('two hundred whose checks fail in every way for five minutes all come through', async () => {
  const { world, bot } = await startWorld({
    providers: ['runware'],
    slots: { runware: 200 },
    pollsPerRequest: 100,
  })
  for (let count = 0; count < 200; count += 1) await world.ask(bot)
  const codes = ['rateLimited', 'unavailable', 'timeout', 'badResponse'] as const
  world.runware.script.poll.push(
    ...Array.from({ length: 10_000 }, (_, index) => () => createProviderError({ code: codes[index % 4] ?? 'timeout' })),
  )
  await world.clock.advance(minutes(5))
  expect(world.runware.counts.requests.length).toBeLessThan(100)
  world.runware.script.poll.length = 0
  world.runware.succeed()
  await world.clock.advance(minutes(1) + seconds(5))
  expect(world.finals.map(({ state }) => state)).toStrictEqual(Array.from({ length: 200 }, () => 'succeeded'))
}, 60_000)
