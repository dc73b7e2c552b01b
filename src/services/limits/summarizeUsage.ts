import type { MoneyUsage, Usage } from '../../domain/contracts/limits.ts'
import type { MicroDollars } from '../../domain/money.ts'
import type { Budget, Caps } from '../../domain/policy.ts'
import { dayAfter, monthAfter, startOfDay, startOfMonth } from './calendar.ts'
import type { Entry } from './readEntry.ts'

function sumSpent(entries: readonly Entry[]): MicroDollars {
  return entries.reduce((total, { spent }) => total + spent, 0)
}

const isReserved = ({ basis }: Entry) => basis === 'reserved'
const isUnknown = ({ basis }: Entry) => basis === 'unknown'

function summarizeMoney(entries: readonly Entry[], budget: Budget): MoneyUsage {
  return {
    used: sumSpent(entries),
    reserved: sumSpent(entries.filter(isReserved)),
    unknown: sumSpent(entries.filter(isUnknown)),
    budget,
  }
}

function summarizeServer(
  entries: readonly Entry[],
  caps: Caps,
  guildId: string,
  month: number,
): NonNullable<Usage['server']> {
  const ofServer = entries.filter((entry) => entry.guildId === guildId && entry.month === month)
  return { money: summarizeMoney(ofServer, caps.serverMonth), renewsAt: monthAfter(month) }
}

/** What the person used today, and on request the server this month, read from the same entries as every cap. */
export function summarizeUsage(
  entries: readonly Entry[],
  caps: Caps,
  { userId, guildId }: { readonly userId: string; readonly guildId?: string },
  now: number,
): Usage {
  const day = startOfDay(now)
  const own = entries.filter((entry) => entry.userId === userId)
  const ofToday = own.filter((entry) => entry.day === day)
  return {
    person: {
      today: { used: ofToday.filter(({ isCounted }) => isCounted).length, limit: caps.perPersonPerDay },
      attempts: { used: ofToday.length, limit: caps.attemptsPerPersonPerDay },
      money: summarizeMoney(ofToday, caps.personDay),
      open: { used: own.filter(({ isOpen }) => isOpen).length, limit: caps.openPerPerson },
      renewsAt: dayAfter(day),
    },
    ...(guildId !== undefined && { server: summarizeServer(entries, caps, guildId, startOfMonth(now)) }),
  }
}
