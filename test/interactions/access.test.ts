import { describe, expect, test } from 'vitest'
import { components } from '../../src/components/index.ts'
import { authorize, findAccessError, ofManagers } from '../../src/interactions/access.ts'
import type { Actor, Place } from '../../src/interactions/handler.ts'
import { createFakeGenerations } from '../support/createFakeGenerations.ts'
import { createFakeServers } from '../support/createFakeServers.ts'
import { createFakeServices } from '../support/createFakeServices.ts'

const services = createFakeServices({ generations: createFakeGenerations() })
const origin = { id: 'record', userId: 'owner', guildId: 'guild', channelId: 'channel', messageId: 'status' }
const owner: Actor = {
  userId: 'owner',
  guildId: 'guild',
  channelId: 'channel',
  messageId: 'status',
  recordIds: ['record'],
  isAlone: false,
  isDirect: false,
  mayManageMessages: false,
  mayManageServer: false,
}
const stranger: Actor = { ...owner, userId: 'stranger' }
const moderator: Actor = { ...stranger, mayManageMessages: true }

const here = (actor: Actor): Actor => actor
const alone = (actor: Actor): Actor => ({ ...actor, messageId: 'private', isAlone: true })
const aloneElsewhere = (actor: Actor): Actor => ({ ...alone(actor), guildId: 'other', channelId: 'other' })
const atAnotherMessage = (actor: Actor): Actor => ({ ...actor, messageId: 'other', recordIds: ['other'] })
const inAnotherServer = (actor: Actor): Actor => ({
  ...actor,
  guildId: 'other',
  channelId: 'other',
  messageId: 'other',
})
const places = { here, alone, aloneElsewhere, atAnotherMessage, inAnotherServer }
const people = { owner, stranger, moderator }

const inPrivateByOwner = ['owner alone', 'owner aloneElsewhere']
const anywhereByOwner = ['owner here', 'owner alone', 'owner aloneElsewhere', 'owner atAnotherMessage']
const byEverybodyHere = Object.keys(people).flatMap((person) => [
  `${person} here`,
  `${person} alone`,
  `${person} atAnotherMessage`,
])
const inPrivateElsewhere = Object.keys(people).map((person) => `${person} aloneElsewhere`)

/** Everybody who gets an answer, and where. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  check: ['owner here', 'stranger here', 'moderator here'],
  cancel: ['owner here', 'owner alone', 'owner aloneElsewhere', 'moderator here', 'moderator alone'],
  hide: ['owner here', 'owner alone', 'owner aloneElsewhere', 'moderator here', 'moderator alone'],
  retry: ['owner here', 'owner alone', 'owner aloneElsewhere'],
  changePrompt: ['owner here', 'owner alone', 'owner aloneElsewhere'],
  changeRefused: ['owner here', 'owner alone', 'owner aloneElsewhere'],
  newPrompt: ['owner here', 'owner alone', 'owner aloneElsewhere'],
  deliver: ['owner here', 'owner alone', 'owner aloneElsewhere'],
  ...Object.fromEntries([...['again', 'change', 'changed']].map((name) => [name, anywhereByOwner])),
  ...Object.fromEntries(
    [
      ...['generate', 'editDraft', 'changeDraft', 'dismissDraft', 'addShot', 'addedShot', 'pickShot', 'editShot'],
      ...['editedShot', 'moveShot', 'removeShot', 'storyboardSettings', 'changedSettings'],
    ].map((name) => [name, ['owner here', ...inPrivateByOwner]]),
  ),
  variant: ['owner here'],
  ...Object.fromEntries(
    ['upgrade', 'vary', 'variation', 'startThread', 'postThere'].map((name) => [name, inPrivateByOwner]),
  ),
  ...Object.fromEntries(
    ['chooseSetting', 'switchSetting', 'resetSettings'].map((name) => [name, ['owner alone', 'owner aloneElsewhere']]),
  ),
  // Elsewhere they are told that it is somebody else's.
  more: [...byEverybodyHere, ...inPrivateElsewhere],
  ...Object.fromEntries(
    ['details', 'remix'].map((name) => [
      name,
      Object.keys(people).flatMap((person) => [`${person} alone`, `${person} aloneElsewhere`]),
    ]),
  ),
  ...Object.fromEntries(['remove', 'removeNow'].map((name) => [name, [...inPrivateByOwner, 'moderator alone']])),
  history: ['owner alone', 'owner aloneElsewhere'],
  historyOpen: ['owner alone', 'owner aloneElsewhere'],
  historyFilter: ['owner alone', 'owner aloneElsewhere'],
  ...Object.fromEntries(
    ['report', 'sendReport'].map((name) => [
      name,
      Object.keys(people).flatMap((person) =>
        ['here', 'alone', 'aloneElsewhere', 'atAnotherMessage'].map((place) => `${person} ${place}`),
      ),
    ]),
  ),
  historyFilters: ['owner alone', 'owner aloneElsewhere'],
  privacyExport: ['owner alone', 'owner aloneElsewhere'],
  privacyDelete: ['owner alone', 'owner aloneElsewhere'],
  privacyKeep: ['owner alone', 'owner aloneElsewhere'],
  privacyConfirm: ['owner alone', 'owner aloneElsewhere'],
}

/** What `/kling-admin` shows acts for whoever opened it, while they may manage the server. */
const ofGenerations = components.filter(({ access }) => access !== ofManagers && access.allowed !== 'moderators')

const rows = ofGenerations.flatMap(({ name, access }) =>
  Object.entries(people).flatMap(([person, actor]) =>
    Object.entries(places).map(([place, go]) => [name, person, place, access, go(actor)] as const),
  ),
)

test('the table names every component', () => {
  expect(Object.keys(allowed).sort()).toStrictEqual(ofGenerations.map(({ name }) => name).sort())
})

describe('a button', () => {
  test.each(rows)('%s, pressed by the %s %s', (name, person, place, access, actor) => {
    const isAllowed = findAccessError(access, origin, actor) === undefined
    expect(isAllowed).toBe(allowed[name]?.includes(`${person} ${place}`))
  })

  test('of a generation whose message is not known yet acts nowhere but in private', () => {
    const { messageId: _messageId, ...early } = origin
    const rules = { allowed: 'owner', places: ['message', 'private'] } as const
    expect(findAccessError(rules, early, owner)).toStrictEqual({ code: 'wrongPlace' })
    expect(findAccessError(rules, early, { ...owner, messageId: undefined as never })).toStrictEqual({
      code: 'wrongPlace',
    })
    expect(findAccessError(rules, early, alone(owner))).toBeUndefined()
  })

  test('in a direct message gives nobody the rights of a moderator', () => {
    const direct = { ...moderator, guildId: undefined as never }
    const { guildId: _guildId, ...own } = origin
    const rules = { allowed: 'ownerAndModerators', places: ['message'] } as const
    expect(findAccessError(rules, own, direct)).toStrictEqual({ code: 'notYours' })
  })
})

describe('a report', () => {
  const rules = { allowed: 'moderators', places: ['message', 'private'] } as const
  test.each([
    ['a moderator in the channel of reports', moderator, undefined],
    ['who manages the server there', { ...stranger, mayManageServer: true }, undefined],
    ['who manages the server, in the list', { ...alone(stranger), mayManageServer: true }, undefined],
    ['a moderator of some channel, in private', alone(moderator), 'notModerator'],
    ['a member', stranger, 'notModerator'],
    ['whom it is about', owner, 'notModerator'],
    ['who manages another server', { ...aloneElsewhere(stranger), mayManageServer: true }, 'wrongPlace'],
  ] as const)('is handled by %s: %o', (_who, actor, code) => {
    expect(findAccessError(rules, origin, actor)?.code).toBe(code)
  })
})

describe('what `/kling-admin` shows', () => {
  const panel = { userId: 'owner', guildId: 'guild', isTrusted: false }
  const manager: Actor = { ...alone(owner), mayManageServer: true }

  test.each([
    ['who opened it', panel, manager, undefined],
    ['who opened it, in another channel', panel, { ...manager, channelId: 'other' }, undefined],
    ['who opened it, without the permission', panel, alone(owner), 'notManager'],
    ['whom the server let in just now', { ...panel, isTrusted: true }, alone(owner), undefined],
    ['another manager', panel, { ...manager, userId: 'stranger' }, 'wrongPlace'],
    ['who opened it, in another server', panel, { ...manager, guildId: 'other' }, 'wrongPlace'],
    ['who opened it, where others see it', panel, { ...owner, mayManageServer: true }, 'wrongPlace'],
  ] as const)('acts for %s as it should', (_who, record, actor, code) => {
    expect(findAccessError(ofManagers, record, actor)?.code).toBe(code)
  })

  test('is too old where nobody knows it any more', async () => {
    const gone = createFakeServices({ servers: createFakeServers({ findPanel: async () => undefined }) })
    await expect(authorize(ofManagers, { recordId: 'id', actor: manager, services: gone })).rejects.toMatchObject({
      reason: { code: 'panelGone' },
    })
  })
})

const { messageId: _messageId, ...withoutMessage } = owner

test.each<[Place, Actor, boolean]>([
  ['message', owner, true],
  ['message', withoutMessage, false],
  ['channel', atAnotherMessage(owner), true],
  ['channel', { ...owner, channelId: 'other' }, false],
  ['private', aloneElsewhere(owner), true],
  ['private', owner, false],
])('what acts in its own %s: %o fits: %s', (place, actor, fits) => {
  const error = findAccessError({ allowed: 'anyone', places: [place] }, origin, actor)
  expect(error).toStrictEqual(fits ? undefined : { code: 'wrongPlace' })
})

test.each([
  ['the owner here', owner, 1],
  ['a stranger here, who may not', stranger, 1],
  ['the owner in the list', alone(owner), 0],
  ['a stranger at another message', atAnotherMessage(stranger), 0],
] as const)('the message of the record is told of a use by %s', async (_, actor, count) => {
  let told = 0
  const access = { find: async () => origin, allowed: 'owner', places: ['message', 'private'] } as const
  const onOwnMessage = async () => {
    told += 1
  }
  await authorize(access, { recordId: 'id', actor, services, onOwnMessage }).catch(() => undefined)
  expect(told).toBe(count)
})
