import { describe, expect, test } from 'vitest'
import type { ShowOutcome } from '../../../src/domain/contracts/delivery.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { createDeliveryParts } from './support/createDeliveryParts.ts'
import type { Call } from './support/createFakeRest.ts'
import { createFinished, createGeneration, startOfTime } from './support/createGeneration.ts'

const count = 100

function createMany(tokenExpiresAt: number, create = createGeneration): Generation[] {
  return Array.from({ length: count }, (_unused, index) =>
    create({
      id: `generation${String(index).padStart(6, '0')}`,
      state: create === createGeneration ? 'queued' : 'succeeded',
      origin: {
        token: `a-very-fake-token-${index}`,
        tokenExpiresAt,
        messageId: String(1_100_000_000_000_001_000n + BigInt(index)),
      },
    }),
  )
}

/** The most calls within any span of so many milliseconds. */
function findPeak(calls: readonly Call[], span: number): number {
  let first = 0
  return calls.reduce((peak, { at }, index) => {
    while (at - (calls[first]?.at ?? at) >= span) first += 1
    return Math.max(peak, index - first + 1)
  }, 0)
}

function groupByPath(calls: readonly Call[]): Map<string, Call[]> {
  const groups = new Map<string, Call[]>()
  for (const call of calls) groups.set(call.path, [...(groups.get(call.path) ?? []), call])
  return groups
}

function findLongestSilence(calls: readonly Call[], end: number): number {
  const times = [...calls.map(({ at }) => at), end]
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)))
}

/** One hundred generations of one channel change their place every second for two minutes, then half of them finish. */
async function playStorm(tokenExpiresAt: number) {
  const parts = createDeliveryParts({ latency: 150 })
  const { clock, rest, delivery } = parts
  const generations = createMany(tokenExpiresAt)
  for (let second = 0; second < 120; second += 1) {
    for (const [index, generation] of generations.entries()) {
      delivery.show(generation, { position: (index + count - (second % count)) % count })
    }
    await clock.advance(1_000)
  }
  const progress = [...rest.calls]
  const finishedAt = clock.now()
  const outcomes: ShowOutcome[] = []
  for (const [index, generation] of createMany(tokenExpiresAt, createFinished).entries()) {
    if (index % 2 === 1) delivery.show(createGeneration({ ...generation, state: 'running' }), { position: 0 })
    else void delivery.showFinal(generation).then((outcome) => outcomes.push(outcome))
  }
  await clock.advance(200_000)
  return { ...parts, progress, finishedAt, outcomes, calls: rest.calls }
}

const isFinalCall = ({ files }: Call) => files.length > 0

describe('one hundred generations in one channel, places changing every second for two minutes', () => {
  test('while their tokens live', async () => {
    const { clock, calls, progress, finishedAt, outcomes } = await playStorm(startOfTime + 15 * 60_000)
    const byMessage = groupByPath(calls)

    expect(byMessage.size).toBe(count)
    for (const edits of byMessage.values()) expect(findPeak(edits, 2_000)).toBeLessThanOrEqual(5)
    expect(findPeak(calls, 1_000)).toBeLessThan(50)
    // The first edits of all messages go at once; after them ten a second are left for changes.
    const changes = progress.slice(count)
    expect(findPeak(changes, 1_000)).toBeLessThanOrEqual(10)
    expect(changes.length).toBeGreaterThan(1_000)
    for (const edits of groupByPath(progress).values()) {
      expect(findLongestSilence(edits, finishedAt)).toBeLessThanOrEqual(15_000)
    }

    expect(outcomes).toHaveLength(count / 2)
    expect(outcomes.every(({ shown }) => shown)).toBe(true)
    const finals = calls.filter(isFinalCall)
    expect(finals).toHaveLength(count / 2)
    expect(Math.max(...finals.map(({ at }) => at)) - finishedAt).toBeLessThanOrEqual(5_000)
    expect(clock.countTimers()).toBe(0)
  })

  test('after their tokens have ended', async () => {
    const { clock, calls, progress, finishedAt, outcomes } = await playStorm(startOfTime)

    expect(findPeak(calls, 1_000)).toBe(1)
    expect(findPeak(calls, 5_000)).toBeLessThanOrEqual(5)
    expect(groupByPath(progress).size).toBe(count)
    expect(progress.length).toBeGreaterThan(100)

    // The last states go before everything else, and then nobody is forgotten.
    expect(outcomes).toHaveLength(count / 2)
    expect(outcomes.every(({ shown }) => shown)).toBe(true)
    const after = calls.filter(({ at }) => at > finishedAt)
    expect(after.slice(0, count / 2).every(isFinalCall)).toBe(true)
    expect(new Set(after.slice(count / 2).map(({ path }) => path)).size).toBe(count / 2)
    expect(clock.countTimers()).toBe(0)
  })

  test('across the end of their tokens', async () => {
    const { calls, outcomes, clock } = await playStorm(startOfTime + 90_000)
    const byToken = calls.filter(({ path }) => path.startsWith('/webhooks'))
    const byChannel = calls.filter(({ path }) => path.startsWith('/channels'))

    expect(Math.max(...byToken.map(({ at }) => at))).toBeLessThan(startOfTime + 60_000)
    expect(Math.min(...byChannel.map(({ at }) => at))).toBeGreaterThanOrEqual(startOfTime + 60_000)
    for (const edits of groupByPath(byToken).values()) expect(findPeak(edits, 2_000)).toBeLessThanOrEqual(5)
    expect(findPeak(byChannel, 5_000)).toBeLessThanOrEqual(5)
    expect(outcomes).toHaveLength(count / 2)
    expect(clock.countTimers()).toBe(0)
  })
})

test('edits wait for their turn without a turn being lost to the ones that no longer need it', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const [one, other] = createMany(startOfTime)
  if (one === undefined || other === undefined) throw new Error('There are no generations')

  delivery.show(one, { position: 1 })
  await clock.advance(6_000)
  delivery.show(other, { position: 2 })
  await clock.advance(0)
  delivery.show(one, { position: 0 })
  await clock.advance(500)
  delivery.show(one, { position: 1 })
  await clock.advance(10_000)

  expect(rest.calls).toHaveLength(2)
})

test('a slow Discord has one edit of a channel at a time, so that a last state is the next', async () => {
  const { clock, rest, delivery } = createDeliveryParts({ latency: 5_000 })
  const [first, ...others] = createMany(startOfTime)
  if (first === undefined) throw new Error('There are no generations')

  for (const [position, generation] of others.slice(0, 5).entries()) delivery.show(generation, { position })
  await clock.advance(4_000)
  expect(rest.countOpen()).toBe(1)
  const outcome = delivery.showFinal({ ...createFinished(), id: first.id, origin: first.origin })
  await clock.advance(6_000)

  await expect(outcome).resolves.toStrictEqual({ shown: true })
  expect(
    rest.calls
      .map(({ path }) => path)
      .indexOf(`/channels/${first.origin.channelId}/messages/${first.origin.messageId}`),
  ).toBe(1)
  await clock.advance(60_000)
})

test('at most four videos are held in memory for upload at the same time', async () => {
  let held = 0
  let most = 0
  const { clock, rest, delivery } = createDeliveryParts({
    latency: 2_000,
    read: async () => {
      held += 1
      most = Math.max(most, held)
      return new Uint8Array(1)
    },
  })
  rest.answerAll(() => {
    clock.after(2_000, () => {
      held -= 1
    })
    return {}
  })

  const outcomes = createMany(startOfTime + 15 * 60_000, createFinished)
    .slice(0, 20)
    .map((generation) => delivery.showFinal(generation))
  await clock.advance(60_000)

  await expect(Promise.all(outcomes)).resolves.toHaveLength(20)
  expect(most).toBe(4)
})
