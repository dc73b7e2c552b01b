import type { Catalogue } from './models.ts'
import type { MicroDollars } from './money.ts'
import type { ArrivedOrigin, Origin } from './origin.ts'
import type { UserErrorReason } from './userError.ts'

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
  readonly providers: Catalogue
  readonly allowedGuilds: readonly string[] | 'any'
  readonly allowUserInstall: boolean
  readonly caps: Caps
}

/** Where somebody is, and how the app came there. */
export type Place = Pick<ArrivedOrigin, 'guildId' | 'installation' | 'isOwnInstallation'>

/**
 * On whose account one may spend at this place: as a member of its server, or as a person on their own allowance alone;
 * nothing where nobody may. In a server that is left out, its installation of the app opens nothing; a person may bring
 * their own, where the operator allows that, as to any other place.
 */
export function findAccount(
  { allowedGuilds, allowUserInstall }: Pick<Policy, 'allowedGuilds' | 'allowUserInstall'>,
  { guildId, installation, isOwnInstallation }: Place,
): Origin['installation'] | undefined {
  const isAllowedGuild = guildId !== undefined && (allowedGuilds === 'any' || allowedGuilds.includes(guildId))
  if (isAllowedGuild && installation === 'guild') return 'guild'
  const isOwn = guildId === undefined || installation === 'user' || isOwnInstallation === true
  return allowUserInstall && isOwn ? 'user' : undefined
}

/** Why nobody may spend at this place, or nothing where they may. */
export function findPlaceError(
  policy: Pick<Policy, 'allowedGuilds' | 'allowUserInstall'>,
  place: Place,
): UserErrorReason | undefined {
  if (findAccount(policy, place) !== undefined) return undefined
  const isInServer = place.guildId !== undefined && place.installation === 'guild'
  return { code: isInServer ? 'serverNotAllowed' : 'userInstallNotAllowed' }
}
