import { type Clock, dayAfter, monthAfter, startOfDay, startOfMonth } from '../../domain/clock.ts'
import type { MoneyUsage, UsageBook } from '../../domain/contracts/limits.ts'
import { type GenerationCollection, StoreFailure, type Sums } from '../../domain/contracts/store.ts'
import type { Budget, Caps } from '../../domain/policy.ts'
import { UserError } from '../../domain/userError.ts'

export interface UsageDependencies {
  readonly generations: Pick<GenerationCollection, 'sums'>
  readonly caps: Caps
  readonly clock: Pick<Clock, 'now'>
}

const toMoney = ({ spent, reserved, unknown }: Sums, budget: Budget): MoneyUsage => ({
  used: spent,
  reserved,
  unknown,
  budget,
})

/** What a person used today, and on request a server this month, from the same sums as every cap. */
export function createUsage({ generations, caps, clock }: UsageDependencies): UsageBook {
  async function summarizeServer(guildId: string) {
    const month = startOfMonth(clock.now())
    const sums = await generations.sums({ scope: 'serverMonth', key: guildId, from: month })
    return { money: toMoney(sums, caps.serverMonth), renewsAt: monthAfter(month) }
  }

  return {
    async usageOf({ userId, guildId }) {
      const day = startOfDay(clock.now())
      const [today, always, server] = await Promise.all([
        generations.sums({ scope: 'personDay', key: userId, from: day }),
        generations.sums({ scope: 'person', key: userId, from: 0 }),
        guildId === undefined ? undefined : summarizeServer(guildId),
      ]).catch((error: unknown): never => {
        throw error instanceof StoreFailure ? new UserError({ code: 'storeFailed' }, { cause: error }) : error
      })
      return {
        person: {
          today: { used: today.counted, limit: caps.perPersonPerDay },
          attempts: { used: today.attempts, limit: caps.attemptsPerPersonPerDay },
          money: toMoney(today, caps.personDay),
          open: { used: always.open, limit: caps.openPerPerson },
          renewsAt: dayAfter(day),
        },
        ...(server !== undefined && { server }),
      }
    },
  }
}
