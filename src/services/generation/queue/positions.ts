import { seconds } from '../../../domain/clock.ts'
import type { Generation, ProviderId } from '../../../domain/generation.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { Waiting } from '../routing/providers.ts'
import type { FairQueue } from './fairQueue.ts'
import type { Slots } from './slots.ts'

/** How many are sent to the same provider before one, or that it waits until generations are sent again. */
export type Position = number | 'paused'

/** How many are sent before each of those that wait. What is on its way has no position any more. */
export function computePositions(
  { byProvider, paused, trials }: Waiting,
  fairQueues: ReadonlyMap<ProviderId, Pick<FairQueue, 'order'>>,
  { isStillHere }: Pick<Slots, 'isStillHere'>,
): ReadonlyMap<string, Position> {
  const found = new Map<string, Position>()
  for (const [provider, here] of byProvider) {
    const order = fairQueues.get(provider)?.order([...here.keys()].filter(isStillHere)) ?? []
    for (const [position, { id }] of order.entries()) found.set(id, position)
  }
  const others = [...paused, ...[...trials.values()].flatMap((here) => [...here.keys()])]
  for (const generation of others) if (isStillHere(generation)) found.set(generation.id, 'paused')
  return found
}

interface PositionsDependencies {
  readonly repository: Pick<GenerationRepository, 'open' | 'transient'>
  readonly clock: Pick<Timers, 'after'>
  readonly show: (generation: Generation, position: Position) => void
}

/** So many see each move at once; behind them a tenth of the way is a move. */
const exactPositions = 25
/** So many are drawn at once. The others follow, a few at a time: nobody's edit waits behind thousands. */
const mostDrawnAtOnce = 100
const pause = seconds(1)

function hasMoved(shown: Position | undefined, position: Position): boolean {
  if (shown === position) return false
  if (typeof shown !== 'number' || typeof position !== 'number' || position < exactPositions) return true
  return Math.abs(shown - position) >= Math.floor(position / 10)
}

/** The next ones to be sent first, then whoever has not seen a position yet. */
function rank(shown: Position | undefined, position: Position): number {
  if (typeof position === 'number' && position < exactPositions) return 0
  return shown === undefined ? 1 : 2
}

/** Shows its position to everybody who has moved, and the pause to those for whom it has begun. */
export function createPositions({ repository, clock, show }: PositionsDependencies) {
  const { open, transient } = repository
  let latest: ReadonlyMap<string, Position> = new Map()
  let isContinuing = false

  function draw(): void {
    const moved = [...latest].flatMap(([id, position]) => {
      const generation = open.get(id)
      if (generation?.state !== 'queued') return []
      const { positionShown } = transient.get(id)
      if (!hasMoved(positionShown, position)) return []
      return [{ generation, position, rank: rank(positionShown, position) }]
    })
    moved.sort((one, other) => one.rank - other.rank)
    for (const { generation, position } of moved.slice(0, mostDrawnAtOnce)) {
      transient.get(generation.id).positionShown = position
      show(generation, position)
    }
    if (moved.length <= mostDrawnAtOnce || isContinuing) return
    isContinuing = true
    clock.after(pause, () => {
      isContinuing = false
      draw()
    })
  }

  return {
    update(positions: ReadonlyMap<string, Position>): void {
      latest = positions
      draw()
    },
  }
}
