import type { Renderer } from '../../../../src/domain/contracts/delivery.ts'
import { createDelivery } from '../../../../src/services/delivery/delivery.ts'
import { createManualClock } from '../../../support/createManualClock.ts'
import { createFakeRest } from './createFakeRest.ts'
import { startOfTime } from './createGeneration.ts'
import { createLogBook } from './createLogBook.ts'
import { plainRenderer } from './plainRenderer.ts'

export const videoBytes = Buffer.from('not really a video')

/** Delivery on a manual clock, in front of calls that are only counted. */
export function createDeliveryParts({
  latency = 0,
  renderer = plainRenderer,
  read = async () => videoBytes as Uint8Array,
}: {
  latency?: number
  renderer?: Renderer
  read?: (hash: string) => Promise<Uint8Array>
} = {}) {
  const clock = createManualClock(startOfTime)
  const rest = createFakeRest(clock, latency)
  const unretriedRest = createFakeRest(clock, latency)
  const logBook = createLogBook()
  const closed: (readonly [string, boolean])[] = []
  const preferences = {
    async noteDirectMessage(userId: string, isClosed: boolean) {
      closed.push([userId, isClosed])
    },
  }
  const media = { read }
  const delivery = createDelivery({ rest, unretriedRest, media, renderer, preferences, clock, log: logBook.log })
  return { clock, rest, unretriedRest, logBook, delivery, closed }
}
