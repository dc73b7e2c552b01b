import { estimatePrice } from '../../domain/models.ts'
import type { MicroDollars } from '../../domain/money.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { findCandidates } from './findCandidates.ts'
import type { Room } from './room.ts'

/** What the cheapest waiting generation costs at a provider; nothing while none waits that it could serve. */
export function findCheapest(
  room: Pick<Room, 'providers' | 'repository'>,
  provider: ProviderId,
): MicroDollars | undefined {
  const prices = room.repository.open.waiting().flatMap((generation) => {
    const model = findCandidates(room, generation).find((each) => each.provider === provider)
    return model === undefined ? [] : [estimatePrice(model, generation.request)]
  })
  return prices.length === 0 ? undefined : prices.reduce((lowest, price) => Math.min(lowest, price))
}
