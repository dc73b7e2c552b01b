import { describe, expect, test } from 'vitest'
import { findAccount, findPlaceError, type Place } from '../../src/domain/policy.ts'

type Policy = Parameters<typeof findPlaceError>[0]

/** The five kinds of places, and how the app may have come there. */
const places = {
  'an allowed server, which installed it': { guildId: 'home', installation: 'guild' },
  'an allowed server, which did not install it': { guildId: 'home', installation: 'user' },
  'an allowed server, both installed it': { guildId: 'home', installation: 'guild', isOwnInstallation: true },
  'a server left out, which installed it': { guildId: 'elsewhere', installation: 'guild' },
  'a server left out, the person alone installed it': { guildId: 'elsewhere', installation: 'user' },
  'a server left out, both installed it': { guildId: 'elsewhere', installation: 'guild', isOwnInstallation: true },
  'a direct message with the bot of a server': { installation: 'guild' },
  'a direct message with the bot of a person': { installation: 'user' },
  'a group': { installation: 'user' },
} as const satisfies Record<string, Place>
type PlaceName = keyof typeof places

const closed: Policy = { allowedGuilds: ['home'], allowUserInstall: false }
const opened: Policy = { allowedGuilds: ['home'], allowUserInstall: true }
const anywhere: Policy = { allowedGuilds: 'any', allowUserInstall: false }

/** On whose account with `ALLOWED_GUILDS=home`, without and with `ALLOW_USER_INSTALL`; then with any server, without. */
const table: Record<PlaceName, [string, string, string]> = {
  'an allowed server, which installed it': ['guild', 'guild', 'guild'],
  'an allowed server, which did not install it': ['userInstallNotAllowed', 'user', 'userInstallNotAllowed'],
  'an allowed server, both installed it': ['guild', 'guild', 'guild'],
  'a server left out, which installed it': ['serverNotAllowed', 'serverNotAllowed', 'guild'],
  'a server left out, the person alone installed it': ['userInstallNotAllowed', 'user', 'userInstallNotAllowed'],
  'a server left out, both installed it': ['serverNotAllowed', 'user', 'guild'],
  'a direct message with the bot of a server': ['userInstallNotAllowed', 'user', 'userInstallNotAllowed'],
  'a direct message with the bot of a person': ['userInstallNotAllowed', 'user', 'userInstallNotAllowed'],
  'a group': ['userInstallNotAllowed', 'user', 'userInstallNotAllowed'],
}

describe('on whose account one may spend, or why not', () => {
  test.each(Object.entries(table))('%s', (name, expected) => {
    const place = places[name as PlaceName]
    const answer = (policy: Policy) => findAccount(policy, place) ?? findPlaceError(policy, place)?.code
    expect([closed, opened, anywhere].map(answer)).toEqual(expected)
    for (const policy of [closed, opened, anywhere]) {
      expect(findAccount(policy, place) === undefined).toBe(findPlaceError(policy, place) !== undefined)
    }
  })

  test('no server at all', () => {
    expect(
      findPlaceError({ allowedGuilds: [], allowUserInstall: false }, places['an allowed server, which installed it']),
    ).toEqual({ code: 'serverNotAllowed' })
  })
})
