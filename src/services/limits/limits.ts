import { findLongestWithin } from '../../domain/chooseModels.ts'
import { type Clock, dayAfter, minutes, monthAfter, startOfDay, startOfMonth } from '../../domain/clock.ts'
import type { Limits } from '../../domain/contracts/limits.ts'
import type { GenerationCollection } from '../../domain/contracts/store.ts'
import { type Cap, type SumsOf, toMemberKey } from '../../domain/contracts/sums.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Catalogue } from '../../domain/models.ts'
import type { MicroDollars } from '../../domain/money.ts'
import {
  type Budget,
  type Caps,
  type LocalCaps,
  narrowCaps,
  noServerLimits,
  type ServerLimits,
} from '../../domain/policy.ts'
import { UserError, type UserErrorReason } from '../../domain/userError.ts'
import { type Account, type AccountSums, findRemaining, readSums } from './usage.ts'

interface LimitsDependencies {
  readonly generations: Pick<GenerationCollection, 'insert' | 'attemptsSince' | 'sums'>
  readonly caps: Caps
  /** What is reserved for a video with the usual settings. */
  readonly usualPrice: MicroDollars | undefined
  readonly providers: Catalogue
  readonly clock: Pick<Clock, 'now'>
}

type OverBudget = Extract<UserErrorReason, { code: 'overBudget' }>

/** A cap as the store checks it, and what the person reads where it stands in the way. */
interface Rule {
  readonly cap: Cap
  /** @param used how much of the cap is used already */
  refuse(used: number): UserErrorReason | Promise<UserErrorReason>
}

/** Elsewhere than in their server people use their own allowance alone. */
function accountOf({ userId, guildId, installation }: Generation['origin']): Account {
  return { userId, ...(installation === 'guild' && guildId !== undefined && { guildId }) }
}

const span = minutes(1)

/** How many of several there is room for. */
const describeRoom = (asked: number, room: number) => (asked > 1 ? { asked, fits: Math.max(0, room) } : {})

/** A limit under which nothing has room, not even what costs nothing. */
const closed = -1

/**
 * The caps on new generations. Which sums they compare is said here; the store keeps the sums, and compares them in the same step
 * in which it saves the generation.
 */
export function createLimits(dependencies: LimitsDependencies): Limits {
  const { generations, caps, providers, clock } = dependencies
  let latest = Number.NEGATIVE_INFINITY
  let steadySince = clock.now()

  /**
   * Attempts that seem to lie ahead were made before the clock was set back, and this process may have been started since. They
   * count for a minute from now on, so that nobody is locked out for longer, and nobody gets in sooner.
   */
  function readClock(): { now: number; until: number } {
    const now = clock.now()
    if (now < latest) steadySince = now
    latest = now
    return { now, until: now - steadySince < span ? Number.MAX_SAFE_INTEGER : now }
  }

  /** When the person may ask again: as soon as few enough of the attempts lie within the last minute. */
  async function findRenewal(owner: string, since: number, until: number, limit: number): Promise<number> {
    const attempts = (await generations.attemptsSince(owner, since)).filter((at) => at <= until)
    const ends = attempts.map((at) => Math.min(at, clock.now()) + span).sort((one, other) => one - other)
    return ends.at(-Math.max(1, limit)) ?? clock.now() + span
  }

  function limitRate(owner: string, count: number): Rule {
    const limit = caps.attemptsPerPersonPerMinute
    const before = limit - count + 1
    const { now, until } = readClock()
    const since = now - span
    return {
      cap: { kind: 'rate', owner, since, until, limit: before },
      refuse: async (used) => ({
        code: 'tooManyAttempts',
        per: 'minute',
        limit,
        renewsAt: await findRenewal(owner, since, until, before),
        ...describeRoom(count, limit - used),
      }),
    }
  }

  /** What fits into the least of the budgets, since it has to fit into each, and from when all of them have room for it. */
  function findFitting(
    { request, createdAt }: Generation,
    { today, member, server, everyone }: AccountSums,
    caps: LocalCaps,
  ): NonNullable<OverBudget['neverFits']> {
    const { quality, duration } = request
    const tomorrow = dayAfter(startOfDay(createdAt))
    const nextMonth = monthAfter(startOfMonth(createdAt))
    const budgets = [
      { budget: caps.personDay, sums: today, renewsAt: tomorrow },
      { budget: caps.memberDay, sums: member, renewsAt: tomorrow },
      { budget: caps.serverMonth, sums: server, renewsAt: nextMonth },
      { budget: caps.month, sums: everyone, renewsAt: nextMonth },
    ].flatMap(({ budget, sums, renewsAt }) =>
      budget === 'unlimited' || sums === undefined ? [] : [{ budget, left: budget - sums.spent, renewsAt }],
    )
    const shorter = findLongestWithin(request, Math.min(...budgets.map(({ budget }) => budget)), providers)
    if (shorter === undefined) return { quality, duration }
    const waits = budgets.filter(({ left }) => left < shorter.price).map(({ renewsAt }) => renewsAt)
    return { quality, duration, shorter: { ...shorter, ...(waits.length > 0 && { from: Math.max(...waits) }) } }
  }

  function limitMoney(
    generation: Generation,
    local: LocalCaps,
    count: number,
    { of, budget, ...about }: Pick<OverBudget, 'scope' | 'renewsAt' | 'isServersOwn'> & { of: SumsOf; budget: Budget },
  ): readonly Rule[] {
    if (budget === 'unlimited') return []
    const { origin, createdAt, request } = generation
    const needed = generation.reserved * count
    const asked = count > 1 ? { ...generation, request: { ...request, variants: count } } : generation
    const left = (used: number) => Math.max(0, budget - used)
    return [
      {
        cap: { kind: 'sum', of, field: 'spent', adds: needed, limit: budget > 0 ? budget : closed },
        async refuse(used) {
          // Without it the refusal is as true.
          const sums = await readSums(dependencies, accountOf(origin), createdAt).catch(() => undefined)
          const remaining = sums && findRemaining({ caps: local, usualPrice: dependencies.usualPrice }, sums)
          const refusal = {
            code: 'overBudget',
            ...about,
            budget,
            left: left(used),
            needed,
            ...(count > 1 && { asked: count }),
          } as const
          return {
            ...refusal,
            ...(remaining !== undefined && { remaining }),
            ...(sums !== undefined && budget > 0 && needed > budget && { neverFits: findFitting(asked, sums, local) }),
          }
        },
      },
    ]
  }

  function listRules(generation: Generation, freed: number, own: ServerLimits, count: number): Rule[] {
    const local = narrowCaps(caps, own)
    const { origin, createdAt } = generation
    const { userId, guildId } = accountOf(origin)
    const day = startOfDay(createdAt)
    const month = startOfMonth(createdAt)
    const today: SumsOf = { scope: 'personDay', key: userId, from: day }
    const always: SumsOf = { scope: 'person', key: userId, from: 0 }
    const { openPerPerson, perPersonPerDay, attemptsPerPersonPerDay } = caps
    const tomorrow = dayAfter(day)
    const nextMonth = monthAfter(month)
    return [
      {
        cap: { kind: 'sum', of: always, field: 'open', adds: count, limit: openPerPerson + freed },
        refuse: (used) => ({
          code: 'tooManyOpen',
          limit: openPerPerson,
          ...describeRoom(count, openPerPerson + freed - used),
        }),
      },
      {
        cap: { kind: 'sum', of: today, field: 'counted', adds: count, limit: perPersonPerDay },
        refuse: (used) => ({
          code: 'tooManyToday',
          limit: perPersonPerDay,
          renewsAt: tomorrow,
          ...describeRoom(count, perPersonPerDay - used),
        }),
      },
      {
        cap: { kind: 'sum', of: today, field: 'attempts', adds: count, limit: attemptsPerPersonPerDay },
        refuse: (used) => ({
          code: 'tooManyAttempts',
          per: 'day',
          limit: attemptsPerPersonPerDay,
          renewsAt: tomorrow,
          ...describeRoom(count, attemptsPerPersonPerDay - used),
        }),
      },
      limitRate(userId, count),
      ...limitMoney(generation, local, count, {
        scope: 'person',
        of: today,
        budget: caps.personDay,
        renewsAt: tomorrow,
      }),
      ...(guildId === undefined
        ? []
        : [
            ...limitMoney(generation, local, count, {
              scope: 'member',
              isServersOwn: true,
              of: { scope: 'memberDay', key: toMemberKey(guildId, userId), from: day },
              budget: local.memberDay,
              renewsAt: tomorrow,
            }),
            ...limitMoney(generation, local, count, {
              scope: 'server',
              ...(local.serverMonth !== caps.serverMonth && { isServersOwn: true }),
              of: { scope: 'serverMonth', key: guildId, from: month },
              budget: local.serverMonth,
              renewsAt: nextMonth,
            }),
          ]),
      ...limitMoney(generation, local, count, {
        scope: 'everyone',
        of: { scope: 'month', key: '', from: month },
        budget: caps.month,
        renewsAt: nextMonth,
      }),
    ]
  }

  async function readUsed(cap: Cap): Promise<number> {
    if (cap.kind === 'sum') return (await generations.sums(cap.of))[cap.field]
    return (await generations.attemptsSince(cap.owner, cap.since)).filter((at) => at <= cap.until).length
  }

  return {
    async check(generation, freed = 0, own = noServerLimits, count = 1) {
      for (const { cap, refuse } of listRules(generation, freed, own, count)) {
        const used = await readUsed(cap)
        if (used + (cap.kind === 'sum' ? cap.adds : 1) > cap.limit) throw new UserError(await refuse(used))
      }
    },
    async reserve(generation, freed = 0, own = noServerLimits, others = []) {
      const rules = listRules(generation, freed, own, 1 + others.length)
      const outcome = await generations.insert(
        generation,
        rules.map(({ cap }) => cap),
        others,
      )
      if (outcome.kind === 'inserted') return { kind: 'reserved' }
      if (outcome.kind === 'taken') return outcome
      const rule = rules.find(({ cap }) => cap === outcome.cap)
      if (rule === undefined) throw new Error('The store refused a generation for a cap that it was not given')
      throw new UserError(await rule.refuse(outcome.used))
    },
  }
}
