import type { MicroDollars } from './money.ts'
import type { ProviderId } from './operation.ts'
import type { Origin } from './origin.ts'
import type { RefusalReason } from './refusal.ts'

/** An amount, or `unlimited`. Zero closes. */
export type Budget = MicroDollars | 'unlimited'

/** What one person, one server and everybody together may use. Days and months are UTC. */
export interface Caps {
  readonly openPerPerson: number
  /** Those that were made, may have been charged for, or are on their way. */
  readonly perPersonPerDay: number
  /** Every one that was accepted, however it ended. */
  readonly attemptsPerPersonPerDay: number
  readonly attemptsPerPersonPerMinute: number
  readonly personDay: Budget
  readonly serverMonth: Budget
  readonly month: Budget
}

/** What the operator decided: who may spend, with whom, how much. */
export interface Policy {
  /** The configured providers in the order of preference; never empty. */
  readonly providers: readonly ProviderId[]
  readonly allowedGuilds: readonly string[] | 'any'
  readonly allowUserInstall: boolean
  readonly caps: Caps
}

/** Why nobody may spend at this place, or nothing where they may. */
export function findPlaceRefusal(
  policy: Pick<Policy, 'allowedGuilds' | 'allowUserInstall'>,
  place: Pick<Origin, 'guildId' | 'installation'>,
): RefusalReason | undefined {
  const isAllowedGuild =
    place.guildId !== undefined &&
    place.installation === 'guild' &&
    (policy.allowedGuilds === 'any' || policy.allowedGuilds.includes(place.guildId))
  if (isAllowedGuild || policy.allowUserInstall) return undefined
  return {
    code: place.guildId !== undefined && place.installation === 'guild' ? 'serverNotAllowed' : 'userInstallNotAllowed',
  }
}
