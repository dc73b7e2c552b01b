import { expect, test } from 'vitest'
import type { Renderer } from '../../src/domain/contracts/delivery.ts'
import { createRateLimitQueue, type Order } from '../../src/services/delivery/rateLimitQueue.ts'
import { createDeliveryParts } from '../services/delivery/support/createDeliveryParts.ts'
import { createGeneration, startOfTime } from '../services/delivery/support/createGeneration.ts'
import { plainRenderer } from '../services/delivery/support/plainRenderer.ts'
import { createManualClock } from '../support/createManualClock.ts'

const count = 10_000
const waitingCount = 1_000

test('ten thousand that wait leave a queue and enter it again with a few comparisons each', () => {
  const queue = createRateLimitQueue({ clock: createManualClock(0), spacing: 1_000, parallel: 1 })
  let reads = 0
  const createOrder = (due: number): Order => ({
    isFinished: false,
    get due() {
      reads += 1
      return due
    },
  })
  const enter = (due: number) => queue.acquire(createOrder(due), () => {})
  const leaves = Array.from({ length: count }, (_each, index) => enter((index * 7_919) % count))

  reads = 0
  for (const [index, leave] of leaves.entries()) {
    leave()
    enter((index * 7_907) % count)
  }

  // Comparing two reads both; a heap of so many has 14 levels.
  expect(reads / count).toBeLessThan(2 * 4 * 14)
})

test('a new position of a thousand that wait is drawn only for those whose turn has come', async () => {
  let drawn = 0
  const renderer: Renderer = {
    ...plainRenderer,
    status(generation, options) {
      drawn += 1
      return plainRenderer.status(generation, options)
    },
  }
  const { clock, rest, delivery } = createDeliveryParts({ renderer })
  const generations = Array.from({ length: waitingCount }, (_each, index) =>
    createGeneration({
      id: `generation${index}`,
      state: 'queued',
      origin: { token: `token-${index}`, tokenExpiresAt: startOfTime + 24 * 60 * 60_000 },
    }),
  )
  const showAll = (shift: number) => {
    for (const [index, generation] of generations.entries()) delivery.show(generation, { position: index + shift })
  }
  showAll(10)
  await clock.advance(waitingCount * 34)
  expect(rest.calls).toHaveLength(waitingCount)

  drawn = 0
  rest.calls.length = 0
  for (let shift = 9; shift > 0; shift -= 1) {
    showAll(shift)
    await clock.advance(1_000)
  }

  // Ten ordinary edits a second.
  expect(rest.calls.length).toBeLessThanOrEqual(100)
  expect(drawn).toBe(rest.calls.length)
  delivery.stop()
})
