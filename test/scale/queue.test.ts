import { expect, test } from 'vitest'
import type { Provider } from '../../src/domain/contracts/provider.ts'
import type { Generation } from '../../src/domain/generation.ts'
import type { Model } from '../../src/domain/models.ts'
import { createLog } from '../../src/log.ts'
import { createDispatcher } from '../../src/services/generation/queue/dispatcher.ts'
import { createFairQueue } from '../../src/services/generation/queue/fairQueue.ts'
import { createPositions, type Position } from '../../src/services/generation/queue/positions.ts'
import { createSlots } from '../../src/services/generation/queue/slots.ts'
import { createTransientStates } from '../../src/services/generation/records/openGenerations.ts'
import { createGeneration } from '../services/delivery/support/createGeneration.ts'
import { findModel } from '../support/catalogue.ts'
import { createManualClock } from '../support/createManualClock.ts'

const waitingCount = 3_000

/** The real queue with so many that wait for one provider; everything around it counts how often it is asked. */
function openQueue() {
  const counts = { waiting: 0, candidates: 0, orders: 0, shown: 0, begun: 0 }
  const clock = createManualClock(0)
  const records = new Map<string, Generation>(
    Array.from({ length: waitingCount }, (_each, index) => {
      const id = `generation-${index}`
      return [
        id,
        createGeneration({ id, state: 'queued', createdAt: index, origin: { userId: `person-${index % 500}` } }),
      ]
    }),
  )
  const model: Model = findModel('runware', 'standard', 'textToVideo')
  const health = {
    outageReason: () => undefined,
    isDoubtful: () => false,
    permits: () => true,
    restLeft: () => 0,
    recordSuccess() {},
    recordFailure() {},
    beginTrial() {},
    endTrial() {},
  }
  const holders = new Set<string>()
  let free = () => {}
  const open = {
    get: (id: string) => records.get(id),
    getOneOf: (id: string) => records.get(id),
    all: () => [...records.values()],
    ofUser: () => [],
    countHidden: () => 0,
    waiting() {
      counts.waiting += 1
      return [...records.values()]
    },
    holders: () => holders,
  }
  const repository = { open, transient: createTransientStates((id) => records.has(id)), quarantine() {} }
  const fairQueue = createFairQueue({ wasDispatched: () => false })
  const positions = createPositions({
    clock,
    repository,
    show() {
      counts.shown += 1
    },
  })
  const dispatcher = createDispatcher({
    providers: {
      configured: [{ id: 'runware' } as Provider],
      findCandidates() {
        counts.candidates += 1
        return [model]
      },
    },
    repository,
    health,
    slots: createSlots({ sizes: { runware: 1 }, repository, health, clock }),
    fairQueues: new Map([
      [
        'runware',
        {
          ...fairQueue,
          order(waiting: readonly Generation[]) {
            counts.orders += 1
            return fairQueue.order(waiting)
          },
        },
      ],
    ]),
    failover: { isBlockedTooLong: () => false, async endBlocked() {}, async endUnservable() {} },
    async submit() {},
    tasks: {
      run(_name, id, _task, afterwards) {
        counts.begun += 1
        records.delete(id)
        holders.add(id)
        free = () => {
          holders.delete(id)
          afterwards?.()
        }
        return true
      },
      guard: (_id, step) => step(),
      isStopping: () => false,
    },
    isHeld: () => false,
    showPositions: (found: ReadonlyMap<string, Position>) => positions.update(found),
    log: createLog({ level: 'silent', secrets: [] }),
  })
  return { counts, clock, dispatcher, free: () => free() }
}

test('a freed slot asks about each that waits once, puts them in order once, and draws a hundred at the most', async () => {
  const { counts, clock, dispatcher, free } = openQueue()
  dispatcher.dispatch()
  // Everybody sees a position before long.
  await clock.advance(60_000)
  expect(counts).toMatchObject({ begun: 1, shown: waitingCount - 1 })

  Object.assign(counts, { waiting: 0, candidates: 0, orders: 0, shown: 0, begun: 0 })
  free()
  for (let times = 0; times < 10; times += 1) dispatcher.dispatch()
  await clock.advance(0)
  expect(counts).toMatchObject({ begun: 1, waiting: 1, candidates: waitingCount - 1, orders: 1 })
  expect(counts.shown).toBeLessThanOrEqual(100)
  await clock.advance(60_000)
  // Each of the next ones moves by one; those behind them move when it is a tenth of their way.
  expect(counts.shown).toBeLessThan(50)
  dispatcher.positionOf('generation-2999')
  expect(counts).toMatchObject({ waiting: 1, orders: 1 })
})
