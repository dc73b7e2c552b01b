import { describe, expect, test } from 'vitest'
import { findPlaceRefusal } from '../../src/domain/policy.ts'

type Policy = Parameters<typeof findPlaceRefusal>[0]
type Place = Parameters<typeof findPlaceRefusal>[1]

const inGuild: Place = { guildId: 'home', installation: 'guild' }
const elsewhere: Place = { guildId: 'elsewhere', installation: 'guild' }
const asUserInGuild: Place = { guildId: 'home', installation: 'user' }
const inDirectMessage: Place = { installation: 'user' }
const inBotMessage: Place = { installation: 'guild' }

const closed: Policy = { allowedGuilds: ['home'], allowUserInstall: false }
const anyGuild: Policy = { allowedGuilds: 'any', allowUserInstall: false }
const open: Policy = { allowedGuilds: ['home'], allowUserInstall: true }
const nowhere: Policy = { allowedGuilds: [], allowUserInstall: false }

const table: [string, Policy, Place, string | undefined][] = [
  ['an allowed server', closed, inGuild, undefined],
  ['another server', closed, elsewhere, 'serverNotAllowed'],
  ['any server', anyGuild, elsewhere, undefined],
  ['no server at all', nowhere, inGuild, 'serverNotAllowed'],
  ['a person who brought the app into an allowed server', closed, asUserInGuild, 'userInstallNotAllowed'],
  ['a person who brought the app, where that is allowed', open, asUserInGuild, undefined],
  ['another server, where people may bring the app', open, elsewhere, undefined],
  ['a direct message', anyGuild, inDirectMessage, 'userInstallNotAllowed'],
  ['a direct message, where people may bring the app', open, inDirectMessage, undefined],
  ['a message to the bot of a server installation', anyGuild, inBotMessage, 'userInstallNotAllowed'],
]

describe('findPlaceRefusal', () => {
  test.each(table)('%s', (_name, policy, place, code) => {
    expect(findPlaceRefusal(policy, place)?.code).toBe(code)
  })
})
