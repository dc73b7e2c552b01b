import type { Actor, Origin } from './origin.ts'
import type { UserErrorReason } from './userError.ts'

interface ButtonRule {
  /** Whether it is drawn in the status message, which everybody in the channel may see. */
  readonly inStatus: boolean
  /** Whether it is drawn in messages that only the person sees: the list, the answer to a click, a video shown again. */
  readonly inPrivate: boolean
  readonly for: 'anybody' | 'owner' | 'ownerAndModerators'
}

/** Where each button of a generation is drawn, and so where it acts, and for whom. */
const buttonRules = {
  check: { inStatus: true, inPrivate: false, for: 'anybody' },
  cancel: { inStatus: true, inPrivate: true, for: 'ownerAndModerators' },
  abandon: { inStatus: false, inPrivate: true, for: 'ownerAndModerators' },
  retry: { inStatus: true, inPrivate: true, for: 'owner' },
  deliver: { inStatus: true, inPrivate: true, for: 'owner' },
} as const satisfies Record<string, ButtonRule>

export type ButtonName = keyof typeof buttonRules

type Place = Pick<Origin, 'userId' | 'guildId' | 'channelId' | 'messageId'>

/**
 * Why a pressed button does nothing, or nothing where it acts. A member's client sends the custom id, and may send any id from
 * any message: what Discord itself says about the click has to fit the record.
 */
export function findButtonError(button: ButtonName, origin: Place, actor: Actor): UserErrorReason | undefined {
  const rule: ButtonRule = buttonRules[button]
  const isSameChannel = actor.channelId === origin.channelId && actor.guildId === origin.guildId
  const isInStatus = isSameChannel && actor.messageId === origin.messageId
  if (!(rule.inStatus && isInStatus) && !(rule.inPrivate && actor.isAlone)) return { code: 'wrongPlace' }
  const isOwner = actor.userId === origin.userId
  // The permission is that of the channel in which the click was made.
  const isModerator = actor.mayManageMessages && isSameChannel && actor.guildId !== undefined
  const isAllowed = isOwner || rule.for === 'anybody' || (rule.for === 'ownerAndModerators' && isModerator)
  return isAllowed ? undefined : { code: 'notYours' }
}
