import { type Clock, dayAfter, monthAfter, startOfDay, startOfMonth } from '../../domain/clock.ts'
import type { MoneyUsage, UsageBook } from '../../domain/contracts/limits.ts'
import type { GenerationCollection } from '../../domain/contracts/store.ts'
import { type Sums, toMemberKey } from '../../domain/contracts/sums.ts'
import type { MicroDollars } from '../../domain/money.ts'
import {
  type Budget,
  type Caps,
  computeRemaining,
  type LocalCaps,
  narrowCaps,
  type Remaining,
} from '../../domain/policy.ts'
import { refuseStoreFailure } from '../../domain/userError.ts'

interface UsageDependencies {
  readonly generations: Pick<GenerationCollection, 'sums'>
  readonly caps: Caps
  /** What is reserved for a video with the usual settings. */
  readonly usualPrice: MicroDollars | undefined
  readonly clock: Pick<Clock, 'now'>
}

interface UsageBookDependencies extends UsageDependencies {
  /** How many open ones leave their place to the person. */
  readonly countFreed: (userId: string) => number
}

/** Who asks; with the server on whose account they are. */
export interface Account {
  readonly userId: string
  readonly guildId?: string
}

const toMoney = ({ spent, reserved, unknown }: Sums, budget: Budget): MoneyUsage => ({
  used: spent,
  reserved,
  unknown,
  budget,
})

/** The sums against which the caps of an account stand, all at one moment. */
export async function readSums({ generations }: Pick<UsageDependencies, 'generations'>, account: Account, now: number) {
  const { userId, guildId } = account
  const month = startOfMonth(now)
  const day = startOfDay(now)
  const [today, always, member, server, everyone] = await Promise.all([
    generations.sums({ scope: 'personDay', key: userId, from: day }),
    generations.sums({ scope: 'person', key: userId, from: 0 }),
    guildId === undefined
      ? undefined
      : generations.sums({ scope: 'memberDay', key: toMemberKey(guildId, userId), from: day }),
    guildId === undefined ? undefined : generations.sums({ scope: 'serverMonth', key: guildId, from: month }),
    generations.sums({ scope: 'month', key: '', from: month }),
  ])
  return { today, always, member, server, everyone }
}

export type AccountSums = Awaited<ReturnType<typeof readSums>>

/** How many more videos with the usual settings there is room for; nothing where nobody offers those. */
export function findRemaining(
  { caps, usualPrice }: { readonly caps: LocalCaps } & Pick<UsageDependencies, 'usualPrice'>,
  sums: AccountSums,
): Remaining | undefined {
  if (usualPrice === undefined) return undefined
  const { today, member, server, everyone } = sums
  const used = {
    videos: today.counted,
    attempts: today.attempts,
    person: today.spent,
    ...(member !== undefined && { member: member.spent }),
    ...(server !== undefined && { server: server.spent }),
    everyone: everyone.spent,
  }
  return computeRemaining(caps, used, usualPrice)
}

/** What a person used today, and on request a server this month, from the same sums as every cap. */
export function createUsage(dependencies: UsageBookDependencies): UsageBook {
  const { usualPrice, clock, countFreed } = dependencies
  return {
    async usageOf({ seesServer = false, own, ...account }) {
      const caps = narrowCaps(dependencies.caps, own)
      const now = clock.now()
      const sums = await refuseStoreFailure(() => readSums(dependencies, account, now))
      const { today, always, member, server } = sums
      const remaining = findRemaining({ caps, usualPrice }, sums)
      return {
        ...(remaining !== undefined && { remaining }),
        person: {
          today: { used: today.counted, limit: caps.perPersonPerDay },
          attempts: { used: today.attempts, limit: caps.attemptsPerPersonPerDay },
          money: toMoney(today, caps.personDay),
          ...(member !== undefined && caps.memberDay !== 'unlimited' && { member: toMoney(member, caps.memberDay) }),
          open: { used: Math.max(0, always.open - countFreed(account.userId)), limit: caps.openPerPerson },
          renewsAt: dayAfter(startOfDay(now)),
        },
        ...(server !== undefined &&
          seesServer && {
            server: { money: toMoney(server, caps.serverMonth), renewsAt: monthAfter(startOfMonth(now)) },
          }),
      }
    },
  }
}
