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

/** What those who look after a server allow on its account: everybody together in a month, and this member in a day. */
export interface ServerLimits {
  readonly month: Budget
  readonly memberDay: Budget
}

export const noServerLimits: ServerLimits = { month: 'unlimited', memberDay: 'unlimited' }

/** The caps as they hold for somebody at a place. */
export interface LocalCaps extends Caps {
  /** Of a member in the server. */
  readonly memberDay: Budget
}

const lower = (one: Budget, other: Budget): Budget => {
  if (one === 'unlimited') return other
  return other === 'unlimited' ? one : Math.min(one, other)
}

/** A server may allow less than the operator, and never more. */
export function narrowCaps(caps: Caps, { month, memberDay }: ServerLimits = noServerLimits): LocalCaps {
  return { ...caps, serverMonth: lower(caps.serverMonth, month), memberDay }
}

/**
 * What of all caps stands in the way of another video: of the person's day, or of the money of the person, the member in this
 * server, the server, everybody.
 */
export type Binding = 'videos' | 'attempts' | 'person' | 'member' | 'server' | 'everyone'

/** How many more videos there is room for, and what ends that. */
export interface Remaining {
  readonly count: number
  readonly binds: Binding
}

/** What of the caps is used: numbers of today, and money with what is reserved. */
interface Used {
  readonly videos: number
  readonly attempts: number
  readonly person: MicroDollars
  /** Only where one is on the account of a server. */
  readonly member?: MicroDollars
  readonly server?: MicroDollars
  readonly everyone: MicroDollars
}

/**
 * For how many more videos at this price every cap has room, and which one ends that: of several the first. How many may be
 * in progress at once is not asked, since that passes by itself.
 */
export function computeRemaining(caps: LocalCaps, used: Used, price: MicroDollars): Remaining {
  const countIn = (budget: Budget, spent: MicroDollars) => {
    if (budget === 'unlimited') return Number.POSITIVE_INFINITY
    return budget === 0 ? 0 : Math.floor((budget - spent) / price)
  }
  const rooms: readonly Remaining[] = [
    { binds: 'videos', count: caps.perPersonPerDay - used.videos },
    { binds: 'attempts', count: caps.attemptsPerPersonPerDay - used.attempts },
    { binds: 'person', count: countIn(caps.personDay, used.person) },
    ...(used.member === undefined ? [] : [{ binds: 'member', count: countIn(caps.memberDay, used.member) } as const]),
    ...(used.server === undefined ? [] : [{ binds: 'server', count: countIn(caps.serverMonth, used.server) } as const]),
    { binds: 'everyone', count: countIn(caps.month, used.everyone) },
  ]
  const least = rooms.reduce((one, other) => (other.count < one.count ? other : one))
  return { ...least, count: Math.max(0, least.count) }
}

/** What the operator decided: who may spend, with whom, how much. */
export interface Policy {
  /** The configured providers in the order of preference; never empty. */
  readonly providers: Catalogue
  readonly allowedGuilds: readonly string[] | 'any'
  readonly allowUserInstall: boolean
  readonly caps: Caps
  /** A video that costs more is shown with its price before it begins, unless somebody chose otherwise. */
  readonly quoteAbove: Budget
  /** Whether a mention and a reply are answered. */
  readonly hearsReplies?: boolean
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
