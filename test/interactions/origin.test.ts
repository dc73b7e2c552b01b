import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { origin } from '../../src/domain/origin.ts'
import { UserError } from '../../src/domain/userError.ts'
import { readActor } from '../../src/interactions/access.ts'
import { readOrigin, readPrivateTarget, readToken } from '../../src/interactions/origin.ts'
import { createInteractions, elsewhere } from '../support/createInteractions.ts'

let interactions: ReturnType<typeof createInteractions>
beforeEach(() => {
  interactions = createInteractions()
})
afterEach(() => interactions.close())

const channelId = '1100000000000000003'

const inServer = {
  interactionId: '1100000000000000050',
  applicationId: '1100000000000000001',
  token: 'A-Very-Fake-Interaction-Token',
  userId: '1100000000000000004',
  guildId: '1100000000000000002',
  channelId,
  ageRestricted: false,
  installation: 'guild',
  botInGuild: true,
  context: 0,
  permissions: '2147483647',
  uploadLimit: 10_485_760,
  locale: 'en-US',
  guildLocale: 'de',
  ephemeral: false,
}
const { guildId: _guildId, guildLocale: _guildLocale, ...inNoServer } = inServer

describe('the origin', () => {
  test('of a command in a server with the bot', () => {
    interactions.joinServer()
    expect(readOrigin(interactions.command('video'), false)).toStrictEqual(inServer)
  })

  test('of a click is the same', () => {
    interactions.joinServer()
    expect(readOrigin(interactions.button('retry:a'), true)).toStrictEqual({ ...inServer, ephemeral: true })
  })

  test('in a server, by a person who installed it as well; on a button that may be somebody else', () => {
    const owners = { '0': '1100000000000000002', '1': '1100000000000000004' }
    const changes = { authorizing_integration_owners: owners }
    interactions.joinServer()
    const both = { ...inServer, isOwnInstallation: true }
    expect(readOrigin(interactions.command('video', [], {}, changes), false)).toStrictEqual(both)
    const ofAnother = { authorizing_integration_owners: { ...owners, '1': '1100000000000000005' } }
    expect(readOrigin(interactions.command('video', [], {}, ofAnother), false)).toStrictEqual(inServer)
  })

  test('in a server that has the commands but no bot user', () => {
    expect(readOrigin(interactions.command('video'), false)).toStrictEqual({ ...inServer, botInGuild: false })
  })

  test('among other people, by a person who installed it', () => {
    expect(readOrigin(interactions.command('video', [], {}, elsewhere), false)).toStrictEqual({
      ...inNoServer,
      installation: 'user',
      botInGuild: false,
      context: 2,
    })
  })

  test('in a direct message, where Discord does not say the context', () => {
    const changes = { ...elsewhere, context: undefined, authorizing_integration_owners: { '0': '0' } }
    expect(readOrigin(interactions.command('video', [], {}, changes), false)).toStrictEqual({
      ...inNoServer,
      botInGuild: false,
      context: 1,
    })
  })

  test('has something in the place of what Discord left out, and can be stored', () => {
    interactions.joinServer()
    const silence = { locale: undefined, attachment_size_limit: undefined, app_permissions: undefined, context: 9 }
    const read = readOrigin(interactions.command('video', [], {}, silence), false)
    expect(read).toStrictEqual({ ...inServer, permissions: '0' })
    const arrived = { ...read, tokenExpiresAt: 0 }
    expect(origin.parse(JSON.parse(JSON.stringify(arrived)))).toStrictEqual(arrived)
  })

  test('without a channel there is nowhere to answer', () => {
    const interaction = interactions.command('video', [], {}, { channel: undefined })
    expect(() => readOrigin(interaction, false)).toThrow(new UserError({ code: 'cannotPostHere' }))
  })
})

describe('age restriction', () => {
  const parent = { id: channelId, type: 0, name: 'parent', position: 0 }
  const thread = {
    id: '1100000000000000070',
    guild_id: '1100000000000000002',
    parent_id: channelId,
    type: 11,
    name: 'thread',
    thread_metadata: { archived: false, auto_archive_duration: 60, archive_timestamp: '2026-01-01T00:00:00Z' },
  }

  test.each([true, false])('of a channel: %s', (nsfw) => {
    interactions.joinServer([{ ...parent, nsfw }])
    expect(readOrigin(interactions.command('video'), false).ageRestricted).toBe(nsfw)
  })

  test.each([true, false])('of a thread is its channel’s: %s', (nsfw) => {
    interactions.joinServer([{ ...parent, nsfw }], [thread])
    const changes = { channel: { id: thread.id, type: 11 } }
    expect(readOrigin(interactions.command('video', [], {}, changes), false).ageRestricted).toBe(nsfw)
  })
})

test('a private answer goes by the token of the click', () => {
  expect(readPrivateTarget(interactions.button('deliver:a'))).toStrictEqual({
    applicationId: '1100000000000000001',
    token: 'A-Very-Fake-Interaction-Token',
    uploadLimit: 10_485_760,
  })
  expect(readToken(interactions.button('check:a'))).toStrictEqual({
    token: 'A-Very-Fake-Interaction-Token',
  })
})

test.each([
  ['0', false, false],
  [String(1n << 13n), true, false],
  [String(1n << 5n), false, true],
  [String(1n << 3n), true, true],
])(
  'a member with the permissions %s may manage messages: %s, the server: %s',
  (permissions, mayManageMessages, mayManageServer) => {
    const member = {
      user: { id: '1100000000000000004', username: 'member', discriminator: '0' },
      roles: [],
      permissions,
    }
    expect(readActor(interactions.button('cancel:a', {}, { member }))).toStrictEqual({
      userId: '1100000000000000004',
      guildId: '1100000000000000002',
      channelId: '1100000000000000003',
      messageId: '1100000000000000060',
      recordIds: [],
      isAlone: false,
      isDirect: false,
      mayManageMessages,
      mayManageServer,
    })
  },
)

test('a button in a message that only the person sees is told apart', () => {
  expect(readActor(interactions.button('cancel:a', { flags: 32_768 | 64 })).isAlone).toBe(true)
})

test('nobody manages messages outside servers', () => {
  expect(readActor(interactions.button('cancel:a', {}, elsewhere)).mayManageMessages).toBe(false)
})
