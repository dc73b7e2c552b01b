import { describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../../src/domain/clock.ts'
import type { Generation, Settlement, State } from '../../../src/domain/generation.ts'
import type { Origin } from '../../../src/domain/origin.ts'
import type { Caps } from '../../../src/domain/policy.ts'
import { UserError, type UserErrorReason } from '../../../src/domain/userError.ts'
import { createLimits } from '../../../src/services/limits/limits.ts'
import { createUsage } from '../../../src/services/limits/usage.ts'
import { providerDefinitions } from '../../../src/services/providers/registry.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { stores } from './support/stores.ts'

const noon = Date.UTC(2026, 0, 15, 12)
const midnight = Date.UTC(2026, 0, 16)
const february = Date.UTC(2026, 1, 1)

const unlimited: Caps = {
  openPerPerson: 1_000,
  perPersonPerDay: 1_000,
  attemptsPerPersonPerDay: 1_000,
  attemptsPerPersonPerMinute: 1_000,
  personDay: 'unlimited',
  serverMonth: 'unlimited',
  month: 'unlimited',
}

let count = 0

interface Details {
  readonly reserved?: number
  readonly createdAt?: number
  readonly origin?: Partial<Pick<Origin, 'userId' | 'guildId' | 'installation'>>
}

function createGeneration({ reserved = 630_000, createdAt = noon, origin }: Details = {}): Generation {
  count += 1
  return {
    id: `generation-${count}`,
    version: 0,
    state: 'received',
    stateSince: createdAt,
    createdAt,
    request: {
      scene: { kind: 'prompt', prompt: 'x' },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'standard',
      sound: true,
    },
    origin: {
      interactionId: `interaction-${count}`,
      applicationId: 'application',
      token: 'A-Very-Fake-Token',
      tokenExpiresAt: createdAt,
      userId: 'alice',
      guildId: 'guild',
      channelId: 'channel',
      ageRestricted: false,
      installation: 'guild',
      botInGuild: true,
      context: 0,
      permissions: '0',
      uploadLimit: 1,
      locale: 'en-US',
      ephemeral: false,
      ...origin,
    },
    frames: {},
    reserved,
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}

function end(generation: Generation, state: State, settlement: Settlement): Generation {
  return { ...generation, state, settlement, finishedAt: noon }
}

const free: Settlement = { counted: 0, spent: 0, basis: 'none' }
const paid: Settlement = { counted: 630_000, spent: 630_000, basis: 'reported' }
const unknown: Settlement = { counted: 630_000, spent: 630_000, basis: 'unknown' }

describe.each(stores)('%s:', (_where, open) => {
  async function setUp(caps: Partial<Caps> = {}) {
    const clock = createManualClock(noon)
    const generations = await open(clock)
    const limits = createLimits({
      generations,
      caps: { ...unlimited, ...caps },
      usualPrice: undefined,
      providers: providerDefinitions,
      clock,
    })
    const reserve = async (details: Details = {}) => {
      const generation = createGeneration(details)
      await limits.reserve(generation)
      return generation
    }
    const refusal = async (details: Details = {}): Promise<UserErrorReason | undefined> => {
      try {
        await limits.reserve(createGeneration(details))
        return undefined
      } catch (error) {
        if (error instanceof UserError) return error.reason
        throw error
      }
    }
    const save = (generation: Generation) => generations.put(generation.id, generation)
    const usage = createUsage({
      generations,
      caps: { ...unlimited, ...caps },
      usualPrice: undefined,
      clock,
      countFreed: () => 0,
    })
    return { clock, generations, reserve, refusal, save, usage }
  }

  describe('open generations per person', () => {
    test('are limited, each person alone', async () => {
      const { reserve, refusal } = await setUp({ openPerPerson: 2 })
      await reserve()
      await reserve()
      expect(await refusal()).toStrictEqual({ code: 'tooManyOpen', limit: 2 })
      expect(await refusal({ origin: { userId: 'bob' } })).toBeUndefined()
    })

    test.each(['succeeded', 'failed', 'cancelled', 'lost', 'unconfirmed'] as const)('end with %s', async (state) => {
      const { reserve, refusal, save } = await setUp({ openPerPerson: 1 })
      const generation = await reserve()
      await save(end(generation, state, free))
      expect(await refusal()).toBeUndefined()
    })

    test('go on while it is unconfirmed and not settled, and overnight', async () => {
      const { reserve, refusal, save } = await setUp({ openPerPerson: 1 })
      await save({ ...(await reserve()), state: 'unconfirmed' })
      expect(await refusal()).toMatchObject({ code: 'tooManyOpen' })
      expect(await refusal({ createdAt: noon + days(40) })).toMatchObject({ code: 'tooManyOpen' })
    })
  })

  describe('generations per person and day', () => {
    test('renew at midnight UTC', async () => {
      const { reserve, refusal, save } = await setUp({ perPersonPerDay: 1 })
      await save(end(await reserve(), 'succeeded', paid))
      expect(await refusal()).toStrictEqual({ code: 'tooManyToday', limit: 1, renewsAt: midnight })
      expect(await refusal({ createdAt: midnight - 1 })).toMatchObject({ code: 'tooManyToday' })
      expect(await refusal({ createdAt: midnight })).toBeUndefined()
    })

    test.each(['failed', 'cancelled', 'lost', 'unconfirmed'] as const)(
      'are given back after %s, unless something may have been charged',
      async (state) => {
        const { reserve, refusal, save } = await setUp({ perPersonPerDay: 1 })
        await save(end(await reserve(), state, free))
        await save(end(await reserve(), state, unknown))
        expect(await refusal()).toMatchObject({ code: 'tooManyToday' })
      },
    )

    test('count on the day on which they were reserved', async () => {
      const { reserve, refusal, save } = await setUp({ perPersonPerDay: 1 })
      const late = await reserve({ createdAt: midnight - 1 })
      await save({ ...end(late, 'succeeded', paid), finishedAt: midnight + hours(1) })
      expect(await refusal({ createdAt: midnight })).toBeUndefined()
    })
  })

  describe('attempts', () => {
    const dismissed = ['failed', 'cancelled', 'lost', 'unconfirmed'] as const

    test.each(dismissed)('count on their day when they ended %s, and renew at midnight', async (state) => {
      const { clock, reserve, refusal, save } = await setUp({ attemptsPerPersonPerDay: 2 })
      await save(end(await reserve(), state, free))
      await save(end(await reserve(), state, free))
      clock.jump(hours(1))
      const reason = { code: 'tooManyAttempts', per: 'day', limit: 2, renewsAt: midnight }
      expect(await refusal({ createdAt: noon + hours(1) })).toStrictEqual(reason)
      expect(await refusal({ createdAt: noon + hours(1), origin: { userId: 'bob' } })).toBeUndefined()
      expect(await refusal({ createdAt: midnight })).toBeUndefined()
    })

    test.each(dismissed)('count for a minute when they ended %s', async (state) => {
      const { clock, reserve, refusal, save } = await setUp({ attemptsPerPersonPerMinute: 2 })
      await save(end(await reserve(), state, free))
      clock.jump(seconds(20))
      await save(end(await reserve({ createdAt: clock.now() }), state, free))
      const reason = { code: 'tooManyAttempts', per: 'minute', limit: 2, renewsAt: noon + minutes(1) }
      expect(await refusal({ createdAt: clock.now() })).toStrictEqual(reason)
      expect(await refusal({ createdAt: clock.now(), origin: { userId: 'bob' } })).toBeUndefined()
      clock.jump(seconds(40))
      expect(await refusal({ createdAt: clock.now() })).toBeUndefined()
      expect(await refusal({ createdAt: clock.now() })).toMatchObject({ per: 'minute', renewsAt: noon + seconds(80) })
    })

    test('hold nobody longer than a minute after the clock was set back, and let nobody in sooner', async () => {
      const { clock, reserve, refusal } = await setUp({ attemptsPerPersonPerMinute: 1 })
      await reserve()
      clock.jump(-hours(3))
      expect(await refusal({ createdAt: clock.now() })).toMatchObject({ renewsAt: clock.now() + minutes(1) })
      clock.jump(seconds(59))
      expect(await refusal({ createdAt: clock.now() })).toMatchObject({ per: 'minute' })
      clock.jump(seconds(1))
      expect(await refusal({ createdAt: clock.now() })).toBeUndefined()
    })

    test('do not count what was refused, and what was never saved', async () => {
      const { generations, reserve, refusal, usage } = await setUp({
        attemptsPerPersonPerDay: 2,
        attemptsPerPersonPerMinute: 2,
      })
      const generation = await reserve({ reserved: 1 })
      await generations.delete(generation.id)
      await reserve()
      await reserve()
      for (let attempt = 0; attempt < 10; attempt += 1) await refusal()
      expect((await usage.usageOf({ userId: 'alice' })).person.attempts).toStrictEqual({ used: 2, limit: 2 })
    })

    test('are known again from the records after a start, those of the last minute too', async () => {
      const { refusal, save } = await setUp({ attemptsPerPersonPerMinute: 1, attemptsPerPersonPerDay: 2 })
      await save(end(createGeneration({ createdAt: noon - seconds(61) }), 'cancelled', free))
      expect(await refusal()).toBeUndefined()
      const started = await setUp({ attemptsPerPersonPerMinute: 1 })
      await started.save(end(createGeneration({ createdAt: noon - seconds(59) }), 'cancelled', free))
      expect(await started.refusal()).toMatchObject({ per: 'minute', renewsAt: noon + seconds(1) })
    })
  })

  describe('budgets', () => {
    test('of a person hold reservations, then what was spent', async () => {
      const { reserve, refusal, save } = await setUp({ personDay: 1_000_000 })
      const first = await reserve()
      const reason = {
        code: 'overBudget',
        scope: 'person',
        budget: 1_000_000,
        left: 370_000,
        needed: 630_000,
        renewsAt: midnight,
      }
      expect(await refusal()).toStrictEqual(reason)
      await save(end(first, 'failed', free))
      const second = await reserve()
      await save(end(second, 'succeeded', { counted: 400_000, spent: 400_000, basis: 'reported' }))
      expect(await refusal({ reserved: 600_001 })).toMatchObject({ left: 600_000 })
      expect(await refusal({ reserved: 600_000 })).toBeUndefined()
    })

    test.each<[string, Settlement]>([
      ['unknown', unknown],
      ['reported', paid],
      ['kept apart from what counts, as earlier versions did', { counted: 0, spent: 630_000, basis: 'unknown' }],
    ])('of a person hold what was spent on what never came: %s', async (_basis, settlement) => {
      const { reserve, refusal, save } = await setUp({ personDay: 1_000_000 })
      await save(end(await reserve(), 'failed', settlement))
      expect(await refusal()).toMatchObject({ scope: 'person', left: 370_000 })
    })

    test('of a server hold what was spent, unknown spending included, in all its channels', async () => {
      const { reserve, refusal, save } = await setUp({ serverMonth: 1_000_000 })
      await save(end(await reserve(), 'lost', unknown))
      expect(await refusal({ origin: { userId: 'bob' } })).toStrictEqual({
        code: 'overBudget',
        scope: 'server',
        budget: 1_000_000,
        left: 370_000,
        needed: 630_000,
        renewsAt: february,
      })
      expect(await refusal({ origin: { guildId: 'elsewhere' } })).toBeUndefined()
      expect(await refusal({ createdAt: february })).toBeUndefined()
    })

    test('of a server are not touched by people who brought the app themselves', async () => {
      const { reserve, refusal } = await setUp({ serverMonth: 1_000_000 })
      await reserve({ origin: { installation: 'user' } })
      expect(await refusal()).toBeUndefined()
      expect(await refusal({ origin: { installation: 'user' } })).toBeUndefined()
    })

    test('of everybody hold what was spent anywhere', async () => {
      const { reserve, refusal, save } = await setUp({ month: 1_000_000 })
      const first = await reserve({ origin: { installation: 'user', userId: 'bob' } })
      expect(await refusal()).toStrictEqual({
        code: 'overBudget',
        scope: 'everyone',
        budget: 1_000_000,
        left: 370_000,
        needed: 630_000,
        renewsAt: february,
      })
      await save(end(first, 'failed', free))
      expect(await refusal()).toBeUndefined()
    })

    test('renew at the first of January after December', async () => {
      const { refusal } = await setUp({ month: 0 })
      expect(await refusal({ createdAt: Date.UTC(2026, 11, 31, 23) })).toMatchObject({ renewsAt: Date.UTC(2027, 0, 1) })
    })

    test('show nothing left, not less, when more was spent than allowed', async () => {
      const { reserve, refusal, save } = await setUp({ personDay: 700_000 })
      await save(end(await reserve(), 'succeeded', { counted: 900_000, spent: 900_000, basis: 'reported' }))
      expect(await refusal()).toMatchObject({ left: 0 })
    })

    test.each<[keyof Caps, object]>([
      ['openPerPerson', { code: 'tooManyOpen', limit: 0 }],
      ['perPersonPerDay', { code: 'tooManyToday', limit: 0 }],
      ['personDay', { code: 'overBudget', scope: 'person', left: 0 }],
      ['serverMonth', { code: 'overBudget', scope: 'server', left: 0 }],
      ['month', { code: 'overBudget', scope: 'everyone', left: 0 }],
    ])('%s closes at zero, even for what costs nothing', async (cap, reason) => {
      const { refusal } = await setUp({ [cap]: 0 })
      expect(await refusal({ reserved: 0 })).toMatchObject(reason)
    })

    test('are open when unlimited', async () => {
      const { refusal } = await setUp()
      expect(await refusal({ reserved: 1_000_000_000_000 })).toBeUndefined()
    })

    test('are spent to the last micro-dollar', async () => {
      const { reserve, refusal } = await setUp({ personDay: 1_260_000 })
      await reserve()
      expect(await refusal()).toBeUndefined()
      expect(await refusal({ reserved: 1 })).toMatchObject({ left: 0 })
    })
  })

  describe('the books', () => {
    test('take the same record twice without a change', async () => {
      const { reserve, refusal, save } = await setUp({ personDay: 1_000_000 })
      const generation = await reserve()
      await save(generation)
      await save(generation)
      expect(await refusal()).toMatchObject({ left: 370_000 })
    })

    test('are left untouched by a refusal', async () => {
      const { generations, reserve, refusal } = await setUp({ month: 1_000_000 })
      const generation = await reserve()
      for (let attempt = 0; attempt < 10; attempt += 1) await refusal()
      await generations.delete(generation.id)
      expect(await refusal({ reserved: 1_000_000 })).toBeUndefined()
    })

    test('forget what was never saved, and do not mind what they never knew', async () => {
      const { generations, reserve, refusal } = await setUp({
        openPerPerson: 1,
        perPersonPerDay: 1,
        personDay: 630_000,
      })
      const generation = await reserve()
      await generations.delete(generation.id)
      expect(await refusal()).toBeUndefined()
    })

    test('let one of a hundred at once pass', async () => {
      const { refusal } = await setUp({ openPerPerson: 1 })
      const reasons = await Promise.all(Array.from({ length: 100 }, () => refusal()))
      const passed = reasons.filter((reason) => reason === undefined)
      expect(passed).toHaveLength(1)
    })

    test('know last month still when the clock is set back over its end', async () => {
      const { clock, reserve, refusal, save } = await setUp({ month: 1_000_000 })
      await save(end(await reserve(), 'succeeded', paid))
      clock.jump(february - noon)
      expect(await refusal({ createdAt: february })).toBeUndefined()
      clock.jump(noon - february)
      expect(await refusal()).toMatchObject({ code: 'overBudget', left: 370_000 })
    })

    test('keep an open one of last month in its own month when the month turns', async () => {
      const { clock, reserve, refusal, save } = await setUp({ month: 1_000_000, openPerPerson: 1 })
      const old = await reserve()
      clock.jump(february - noon)
      expect(await refusal({ createdAt: february, origin: { userId: 'bob' } })).toBeUndefined()
      expect(await refusal({ createdAt: february })).toMatchObject({ code: 'tooManyOpen' })
      await save(end(old, 'succeeded', paid))
      expect(await refusal({ createdAt: february, reserved: 370_000 })).toBeUndefined()
    })
  })
})
