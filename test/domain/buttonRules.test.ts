import { describe, expect, test } from 'vitest'
import { type ButtonName, findButtonError } from '../../src/domain/buttonRules.ts'
import type { Actor } from '../../src/domain/origin.ts'

const origin = { userId: 'owner', guildId: 'guild', channelId: 'channel', messageId: 'status' }
const owner: Actor = {
  userId: 'owner',
  guildId: 'guild',
  channelId: 'channel',
  messageId: 'status',
  isAlone: false,
  mayManageMessages: false,
}
const stranger: Actor = { ...owner, userId: 'stranger' }
const moderator: Actor = { ...stranger, mayManageMessages: true }

const here = (actor: Actor): Actor => actor
const alone = (actor: Actor): Actor => ({ ...actor, messageId: 'private', isAlone: true })
const aloneElsewhere = (actor: Actor): Actor => ({ ...alone(actor), guildId: 'other', channelId: 'other' })
const atAnotherMessage = (actor: Actor): Actor => ({ ...actor, messageId: 'other' })
const inAnotherServer = (actor: Actor): Actor => ({
  ...actor,
  guildId: 'other',
  channelId: 'other',
  messageId: 'other',
})
const places = { here, alone, aloneElsewhere, atAnotherMessage, inAnotherServer }
const people = { owner, stranger, moderator }

/** Everybody who gets an answer, and where. */
const allowed: Record<ButtonName, readonly string[]> = {
  check: ['owner here', 'stranger here', 'moderator here'],
  cancel: ['owner here', 'owner alone', 'owner aloneElsewhere', 'moderator here', 'moderator alone'],
  abandon: ['owner alone', 'owner aloneElsewhere', 'moderator alone'],
  retry: ['owner here', 'owner alone', 'owner aloneElsewhere'],
  deliver: ['owner here', 'owner alone', 'owner aloneElsewhere'],
}

const rows = (Object.keys(allowed) as ButtonName[]).flatMap((button) =>
  Object.entries(people).flatMap(([person, actor]) =>
    Object.entries(places).map(([place, go]) => [button, person, place, go(actor)] as const),
  ),
)

describe('a button', () => {
  test.each(rows)('%s, pressed by the %s %s', (button, person, place, actor) => {
    const isAllowed = findButtonError(button, origin, actor) === undefined
    expect(isAllowed).toBe(allowed[button].includes(`${person} ${place}`))
  })

  test('of a generation whose message is not known yet acts nowhere but in private', () => {
    const { messageId: _messageId, ...early } = origin
    expect(findButtonError('check', early, owner)).toStrictEqual({ code: 'wrongPlace' })
    expect(findButtonError('cancel', early, alone(owner))).toBeUndefined()
  })

  test('in a direct message gives nobody the rights of a moderator', () => {
    const direct = { ...moderator, guildId: undefined as never }
    const { guildId: _guildId, ...own } = origin
    expect(findButtonError('cancel', own, direct)).toStrictEqual({ code: 'notYours' })
  })
})
