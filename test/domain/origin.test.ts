import { describe, expect, test } from 'vitest'
import { hasChannelRoute, hasPermission, permissionBits } from '../../src/domain/origin.ts'

type Place = Parameters<typeof hasChannelRoute>[0]

const guild: Place = {
  ephemeral: false,
  botInGuild: true,
  context: 0,
  permissions: String(permissionBits.viewChannel | permissionBits.sendMessages),
}

const table: [string, Place, boolean][] = [
  ['a server channel that the bot sees', guild, true],
  ['a hidden channel', { ...guild, permissions: String(permissionBits.sendMessages) }, false],
  ['a server without the bot', { ...guild, botInGuild: false }, false],
  ['an ephemeral message', { ...guild, ephemeral: true }, false],
  ['a direct message with the bot', { ...guild, context: 1, botInGuild: false, permissions: '0' }, true],
  ['an ephemeral message in a direct message', { ...guild, context: 1, ephemeral: true }, false],
  ['somebody else’s direct message', { ...guild, context: 2 }, false],
]

describe('hasChannelRoute', () => {
  test.each(table)('%s: %s', (_name, place, expected) => {
    expect(hasChannelRoute(place)).toBe(expected)
  })
})

test('permissions beyond 2^53 are read exactly', () => {
  const permissions = String((1n << 60n) | permissionBits.attachFiles)
  expect(hasPermission({ permissions }, permissionBits.attachFiles)).toBe(true)
  expect(hasPermission({ permissions }, permissionBits.viewChannel)).toBe(false)
  expect(hasPermission({ permissions }, 1n << 60n)).toBe(true)
})
