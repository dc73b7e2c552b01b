import type { Usage } from '../../domain/contracts/limits.ts'
import type { MicroDollars } from '../../domain/money.ts'
import type { Caps } from '../../domain/policy.ts'
import { dayAfter, monthAfter, startOfDay, startOfMonth } from './calendar.ts'
import type { Entry } from './readEntry.ts'

function sum(entries: readonly Entry[], amount: (entry: Entry) => MicroDollars): MicroDollars {
  return entries.reduce((total, entry) => total + amount(entry), 0)
}

const isReserved = ({ basis }: Entry) => basis === 'reserved'
const isUnknown = ({ basis }: Entry) => basis === 'unknown'

function summarizeServer(
  entries: readonly Entry[],
  caps: Caps,
  guildId: string,
  month: number,
): NonNullable<Usage['server']> {
  const ofServer = entries.filter((entry) => entry.guildId === guildId && entry.month === month)
  const spent = (entry: Entry) => entry.spent
  return {
    money: {
      used: sum(ofServer, spent),
      reserved: sum(ofServer.filter(isReserved), spent),
      unknown: sum(ofServer.filter(isUnknown), spent),
      budget: caps.serverMonth,
    },
    renewsAt: monthAfter(month),
  }
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
  const counted = (entry: Entry) => entry.counted
  return {
    person: {
      today: { used: ofToday.filter(({ isCounted }) => isCounted).length, limit: caps.perPersonPerDay },
      money: {
        used: sum(ofToday, counted),
        reserved: sum(ofToday.filter(isReserved), counted),
        budget: caps.personDay,
      },
      open: { used: own.filter(({ isOpen }) => isOpen).length, limit: caps.openPerPerson },
      renewsAt: dayAfter(day),
    },
    ...(guildId !== undefined && { server: summarizeServer(entries, caps, guildId, startOfMonth(now)) }),
  }
}
