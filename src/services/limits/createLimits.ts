import { type Clock, days } from '../../domain/clock.ts'
import type { Limits, UsageBook } from '../../domain/contracts/limits.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Budget, Caps } from '../../domain/policy.ts'
import { UserError, type UserErrorReason } from '../../domain/userError.ts'
import { dayAfter, monthAfter, startOfMonth } from './calendar.ts'
import { createRecentAttempts } from './createRecentAttempts.ts'
import { createSums } from './createSums.ts'
import { type Entry, readEntry } from './readEntry.ts'
import { summarizeUsage } from './summarizeUsage.ts'

export interface LimitsDependencies {
  readonly caps: Caps
  readonly clock: Pick<Clock, 'now'>
}

type Scope = Extract<UserErrorReason, { code: 'overBudget' }>['scope']

/** The books over all generations of the month and all open ones. Everything is synchronous, so nobody slips in between. */
export function createLimits({ caps, clock }: LimitsDependencies): Limits & UsageBook {
  const entries = new Map<string, Entry>()
  const open = createSums()
  const today = createSums()
  const attempts = createSums()
  const recent = createRecentAttempts(clock)
  const persons = createSums()
  const servers = createSums()
  const everyone = createSums()
  let oldestKept = 0

  function book(entry: Entry, sign: 1 | -1): void {
    if (entry.isOpen) open.add(entry.userId, sign)
    const person = `${entry.userId}:${entry.day}`
    attempts.add(person, sign)
    if (entry.isCounted) today.add(person, sign)
    persons.add(person, sign * entry.spent)
    if (entry.guildId !== undefined) servers.add(`${entry.guildId}:${entry.month}`, sign * entry.spent)
    everyone.add(String(entry.month), sign * entry.spent)
  }

  function remove(id: string): Entry | undefined {
    const entry = entries.get(id)
    if (entry === undefined) return undefined
    book(entry, -1)
    entries.delete(id)
    return entry
  }

  /** So that the books do not grow for ever. Last month stays, for a clock that is set back over the month's end. */
  function forgetOldMonths(): void {
    const oldest = startOfMonth(clock.now() - days(31))
    if (oldest <= oldestKept) return
    oldestKept = oldest
    for (const [id, entry] of entries) if (!entry.isOpen && entry.month < oldest) remove(id)
  }

  function observe(generation: Generation): void {
    const { id, createdAt } = generation
    const entry = readEntry(generation)
    const isNew = remove(id) === undefined
    entries.set(id, entry)
    book(entry, 1)
    if (isNew) recent.add(id, entry.userId, createdAt)
  }

  function checkAttempts({ userId, day }: Entry): void {
    const { attemptsPerPersonPerDay: perDay, attemptsPerPersonPerMinute: perMinute } = caps
    if (attempts.get(`${userId}:${day}`) >= perDay) {
      throw new UserError({ code: 'tooManyAttempts', per: 'day', limit: perDay, renewsAt: dayAfter(day) })
    }
    const ends = recent.findEnds(userId)
    const renewsAt = ends.at(-perMinute)
    if (renewsAt !== undefined) {
      throw new UserError({ code: 'tooManyAttempts', per: 'minute', limit: perMinute, renewsAt })
    }
  }

  function checkBudget(scope: Scope, budget: Budget, used: number, needed: number, renewsAt: number): void {
    if (budget === 'unlimited' || (budget > 0 && used + needed <= budget)) return
    throw new UserError({ code: 'overBudget', scope, budget, left: Math.max(0, budget - used), needed, renewsAt })
  }

  return {
    async reserve(generation) {
      forgetOldMonths()
      const entry = readEntry(generation)
      const { userId, day, month, guildId, spent: needed } = entry
      const tomorrow = dayAfter(day)
      const nextMonth = monthAfter(month)
      if (open.get(userId) >= caps.openPerPerson)
        throw new UserError({ code: 'tooManyOpen', limit: caps.openPerPerson })
      const person = `${userId}:${day}`
      if (today.get(person) >= caps.perPersonPerDay) {
        throw new UserError({ code: 'tooManyToday', limit: caps.perPersonPerDay, renewsAt: tomorrow })
      }
      checkAttempts(entry)
      checkBudget('person', caps.personDay, persons.get(person), needed, tomorrow)
      if (guildId !== undefined) {
        checkBudget('server', caps.serverMonth, servers.get(`${guildId}:${month}`), needed, nextMonth)
      }
      checkBudget('everyone', caps.month, everyone.get(String(month)), needed, nextMonth)
      observe(generation)
    },
    observe,
    forget(id) {
      remove(id)
      recent.forget(id)
    },
    usageOf: async (asker) => summarizeUsage([...entries.values()], caps, asker, clock.now()),
  }
}
