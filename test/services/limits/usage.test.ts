import { describe, expect, test } from 'vitest'
import { days } from '../../../src/domain/clock.ts'
import type { Generation, Settlement, State } from '../../../src/domain/generation.ts'
import type { Caps } from '../../../src/domain/policy.ts'
import { createLimits } from '../../../src/services/limits/limits.ts'
import { createUsage } from '../../../src/services/limits/usage.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { createRandom } from '../../support/createRandom.ts'
import { createGeneration, type Overrides } from '../../views/support/createGeneration.ts'
import { stores } from './support/stores.ts'

const noon = Date.UTC(2026, 0, 15, 12)
const midnight = Date.UTC(2026, 0, 16)
const february = Date.UTC(2026, 1, 1)

const caps: Caps = {
  openPerPerson: 3,
  perPersonPerDay: 10,
  attemptsPerPersonPerDay: 50,
  attemptsPerPersonPerMinute: 10,
  personDay: 3_000_000,
  serverMonth: 30_000_000,
  month: 100_000_000,
}
const paid: Settlement = { counted: 400_000, spent: 400_000, basis: 'reported' }
const free: Settlement = { counted: 0, spent: 0, basis: 'none' }
const unknown: Settlement = { counted: 630_000, spent: 630_000, basis: 'unknown' }

describe.each(stores)('%s:', (_where, open) => {
  async function setUp(changes: Partial<Caps> = {}) {
    const clock = createManualClock(noon)
    const books = { generations: await open(clock), caps: { ...caps, ...changes }, usualPrice: undefined, clock }
    const { usageOf } = createUsage({ ...books, countFreed: () => 0 })
    const { reserve } = createLimits({ ...books, providers: [] })
    let count = 0
    const observe = async ({ origin, ...rest }: Overrides = {}): Promise<Generation> => {
      count += 1
      const generation = createGeneration({
        id: `generation-${count}`,
        createdAt: noon,
        origin: { userId: 'ana', guildId: 'club', interactionId: `interaction-${count}`, ...origin },
        ...rest,
      })
      await books.generations.put(generation.id, generation)
      return generation
    }
    const end = (generation: Generation, state: State, settlement: Settlement) =>
      books.generations.put(generation.id, { ...generation, state, settlement, finishedAt: noon })
    return { clock, usageOf, reserve, observe, end }
  }

  describe('what a person used', () => {
    test('is nothing at first, and then there is no server in it', async () => {
      const { usageOf } = await setUp()
      expect(await usageOf({ userId: 'ana' })).toStrictEqual({
        person: {
          today: { used: 0, limit: 10 },
          attempts: { used: 0, limit: 50 },
          money: { used: 0, reserved: 0, unknown: 0, budget: 3_000_000 },
          open: { used: 0, limit: 3 },
          renewsAt: midnight,
        },
      })
    })

    test('is what is reserved, then what was spent or may have been; what cost nothing is given back', async () => {
      const { usageOf, observe, end } = await setUp()
      await end(await observe(), 'succeeded', paid)
      await end(await observe(), 'failed', free)
      await end(await observe(), 'lost', unknown)
      await observe()
      expect((await usageOf({ userId: 'ana' })).person).toMatchObject({
        today: { used: 3 },
        attempts: { used: 4 },
        money: { used: 1_660_000, reserved: 630_000, unknown: 630_000 },
        open: { used: 1 },
      })
    })

    test('is of today; what is on its way may be of yesterday', async () => {
      const { clock, usageOf, observe, end } = await setUp()
      await end(await observe(), 'succeeded', paid)
      await observe()
      clock.jump(days(1))
      expect((await usageOf({ userId: 'ana' })).person).toStrictEqual({
        today: { used: 0, limit: 10 },
        attempts: { used: 0, limit: 50 },
        money: { used: 0, reserved: 0, unknown: 0, budget: 3_000_000 },
        open: { used: 1, limit: 3 },
        renewsAt: midnight + days(1),
      })
    })

    test('is never other people’s', async () => {
      const { usageOf, observe, end } = await setUp()
      await end(await observe(), 'succeeded', paid)
      await observe()
      expect(await usageOf({ userId: 'bo' })).toStrictEqual(await (await setUp()).usageOf({ userId: 'bo' }))
    })
  })

  describe('what a server used', () => {
    test('is what everybody spent there this month, with what is set aside and what is not certain', async () => {
      const { usageOf, observe, end } = await setUp()
      await end(await observe(), 'succeeded', paid)
      await end(await observe({ origin: { userId: 'bo' }, createdAt: noon - days(10) }), 'lost', unknown)
      await end(await observe({ origin: { userId: 'bo' } }), 'failed', free)
      await observe({ origin: { userId: 'cleo' } })
      expect((await usageOf({ userId: 'dan', guildId: 'club', seesServer: true })).server).toStrictEqual({
        money: { used: 1_660_000, reserved: 630_000, unknown: 630_000, budget: 30_000_000 },
        renewsAt: february,
      })
    })

    test('is neither of another server, nor of people who brought the app themselves, nor of last month', async () => {
      const { usageOf, observe, end } = await setUp()
      await observe({ origin: { guildId: 'other' } })
      await observe({ origin: { installation: 'user' } })
      await end(await observe({ createdAt: noon - days(20) }), 'succeeded', paid)
      expect((await usageOf({ userId: 'ana', guildId: 'club', seesServer: true })).server?.money.used).toBe(0)
    })
  })

  test.each([1, 2, 3, 4, 5])('what is left is what a refusal says is left, seed %i', async (seed) => {
    const random = createRandom(seed)
    const { usageOf, reserve, observe, end } = await setUp({
      openPerPerson: 1_000,
      perPersonPerDay: 1_000,
      attemptsPerPersonPerDay: 1_000,
      attemptsPerPersonPerMinute: 1_000,
    })
    for (let step = 0; step < 30; step += 1) {
      const generation = await observe({ reserved: random.below(200_000), createdAt: noon - days(random.below(3)) })
      if (random.fraction() < 0.5) await end(generation, 'succeeded', { ...paid, spent: random.below(150_000) })
    }
    const { money } = (await usageOf({ userId: 'ana' })).person
    expect(money.used).toBeGreaterThan(0)
    const needed = 3_000_000
    const asked = createGeneration({ createdAt: noon, reserved: needed, origin: { userId: 'ana' } })
    const left = 3_000_000 - money.used
    await expect(reserve(asked)).rejects.toThrow(
      expect.objectContaining({
        reason: { code: 'overBudget', scope: 'person', budget: 3_000_000, left, needed, renewsAt: midnight },
      }),
    )
  })
})
