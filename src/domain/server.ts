import { z } from 'zod'
import { days, hours } from './clock.ts'
import { microDollars } from './money.ts'
import type { ServerLimits } from './policy.ts'
import { quoteAbove } from './preferences.ts'
import { type Quality, quality } from './request.ts'
import type { UserErrorReason } from './userError.ts'

/** Milliseconds since the epoch. */
const instant = z.number().int()
const ids = z.array(z.string())

/** What those who look after a server decided for it. An empty list leaves it open, an absent amount as the operator has it. */
export const serverSettings = z.object({
  version: z.number().int().nonnegative(),
  /** Where videos may be made, in threads of these as well. */
  channels: ids,
  /** Who may make them: whoever has one of these. */
  roles: ids,
  qualities: z.array(quality),
  /** What everybody together may spend there in a month, and each member in a day. Zero closes. */
  month: microDollars.optional(),
  memberDay: microDollars.optional(),
  /** In the place of `memberDay`, for whoever has the role. */
  roleDays: z.array(z.object({ roleId: z.string(), amount: microDollars })),
  /** Where reported videos are posted, and every change. */
  reportChannel: z.string().optional(),
  logChannel: z.string().optional(),
})
export type ServerSettings = z.infer<typeof serverSettings>

/** The settings that name a channel to post in. */
export type ChosenChannel = 'reportChannel' | 'logChannel'

export const untouched: ServerSettings = { version: 0, channels: [], roles: [], qualities: [], roleDays: [] }

/** Somebody who may make no videos in a server for now. */
export const block = z.object({
  version: z.number().int().nonnegative(),
  guildId: z.string(),
  userId: z.string(),
  reason: z.string(),
  /** Absent where it ends only when it is lifted. */
  until: instant.optional(),
  by: z.string(),
  at: instant,
  /** In which the blocks of a server are listed. */
  order: z.string(),
})
export type Block = z.infer<typeof block>

/** How long a block may last, in milliseconds; the last has no end. */
export const blockLengths = {
  hour: hours(1),
  day: days(1),
  week: days(7),
  month: days(30),
  forever: undefined,
} as const
export const blockLength = z.enum(['hour', 'day', 'week', 'month', 'forever'])

/** Something that was changed in a server, with what was there before. */
export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['channels', 'roles', 'qualities']), before: ids, after: ids }),
  z.object({
    kind: z.enum(['month', 'memberDay']),
    before: microDollars.optional(),
    after: microDollars.optional(),
  }),
  z.object({ kind: z.literal('quoteAbove'), before: quoteAbove.optional(), after: quoteAbove.optional() }),
  z.object({
    kind: z.literal('roleDay'),
    roleId: z.string(),
    before: microDollars.optional(),
    after: microDollars.optional(),
  }),
  z.object({
    kind: z.enum(['reportChannel', 'logChannel']),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  z.object({ kind: z.literal('blocked'), userId: z.string(), reason: z.string(), until: instant.optional() }),
  z.object({ kind: z.enum(['unblocked', 'videoRemoved', 'reportDismissed']), userId: z.string() }),
  z.object({ kind: z.enum(['presetAdded', 'presetChanged', 'presetRemoved']), name: z.string() }),
  z.object({ kind: z.literal('defaults') }),
])
export type Change = z.infer<typeof change>

/** Who changed what, and when. Nothing ever changes one of these. */
export const auditEntry = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  guildId: z.string(),
  by: z.string(),
  at: instant,
  change,
  /** In which the entries of a server are listed. */
  order: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntry>

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>
type Wanted<T> = T extends { before?: unknown } ? Omit<T, 'before'> : never
/** A change of the settings, before it is known what they were. */
export type WantedChange = Wanted<Exclude<Of<Change['kind']>, { kind: 'quoteAbove' }>>

/** The settings after the change, and the change with what was there before. */
export function applyChange(
  settings: ServerSettings,
  wanted: WantedChange,
): { readonly next: ServerSettings; readonly change: Change } {
  if (wanted.kind === 'roleDay') {
    const { roleId, after } = wanted
    const before = settings.roleDays.find((each) => each.roleId === roleId)?.amount
    const others = settings.roleDays.filter((each) => each.roleId !== roleId)
    const roleDays = after === undefined ? others : [...others, { roleId, amount: after }]
    return { next: { ...settings, roleDays }, change: { ...wanted, ...(before !== undefined && { before }) } }
  }
  const before = settings[wanted.kind]
  const next = serverSettings.parse({ ...settings, [wanted.kind]: wanted.after })
  return { next, change: change.parse({ ...wanted, before }) }
}

/** Of several roles with a limit the highest counts, and before that of everybody. */
export function findServerLimits(settings: ServerSettings, roleIds: readonly string[]): ServerLimits {
  const ofRoles = settings.roleDays.filter(({ roleId }) => roleIds.includes(roleId)).map(({ amount }) => amount)
  const memberDay = ofRoles.length > 0 ? Math.max(...ofRoles) : settings.memberDay
  return { month: settings.month ?? 'unlimited', memberDay: memberDay ?? 'unlimited' }
}

/** Who asks, where (a thread counts as its channel), and for what if that is known. */
interface Asking {
  readonly channelIds: readonly string[]
  readonly roleIds: readonly string[]
  readonly quality?: Quality
}

/** Why the server's own rules let nobody, or not this person, make such a video there. */
export function findServerRefusal(
  { channels, roles, qualities }: ServerSettings,
  { channelIds, roleIds, quality: wanted }: Asking,
): UserErrorReason | undefined {
  if (channels.length > 0 && !channels.some((each) => channelIds.includes(each))) {
    return { code: 'channelNotAllowed', channels }
  }
  if (roles.length > 0 && !roles.some((each) => roleIds.includes(each))) return { code: 'roleNotAllowed', roles }
  if (wanted !== undefined && qualities.length > 0 && !qualities.includes(wanted)) {
    return { code: 'qualityNotAllowed', quality: wanted, qualities }
  }
  return undefined
}
