import { type Clock, monthAfter, startOfMonth } from '../../domain/clock.ts'
import type { Servers } from '../../domain/contracts/servers.ts'
import type { GenerationCollection } from '../../domain/contracts/store.ts'
import { type Caps, narrowCaps } from '../../domain/policy.ts'
import { findServerLimits } from '../../domain/server.ts'
import type { SettingsReader } from './settings.ts'

interface SpendingDependencies {
  readonly generations: Pick<GenerationCollection, 'sums' | 'spenders'>
  readonly caps: Caps
  readonly settings: SettingsReader
  readonly clock: Pick<Clock, 'now'>
}

/** As many as a phone shows without much scrolling. */
const membersOnPage = 10

/** Who spent what: from sums that the store keeps for each member, so that a page costs what is on it. */
export function createSpending({
  generations,
  caps,
  settings,
  clock,
}: SpendingDependencies): Pick<Servers, 'spendingOf'> {
  return {
    async spendingOf(guildId, page) {
      const from = startOfMonth(clock.now())
      const [own, server, found] = await Promise.all([
        settings.read(guildId),
        generations.sums({ scope: 'serverMonth', key: guildId, from }),
        generations.spenders({ guildId, from, skip: page * membersOnPage, limit: membersOnPage + 1 }),
      ])
      return {
        items: found.slice(0, membersOnPage),
        page,
        hasMore: found.length > membersOnPage,
        spent: server.spent,
        budget: narrowCaps(caps, findServerLimits(own, [])).serverMonth,
        renewsAt: monthAfter(from),
      }
    },
  }
}
