import { describe, expect, test } from 'vitest'
import { readDollars } from '../../src/domain/money.ts'
import { narrowCaps } from '../../src/domain/policy.ts'
import {
  applyChange,
  findServerLimits,
  findServerRefusal,
  type ServerSettings,
  untouched,
} from '../../src/domain/server.ts'

const roleDays = [
  { roleId: 'small', amount: 1 },
  { roleId: 'large', amount: 9 },
]

test.each<[string, Partial<ServerSettings>, readonly string[], unknown]>([
  ['nothing was set', {}, ['large'], { month: 'unlimited', memberDay: 'unlimited' }],
  ['one for each member', { memberDay: 5 }, [], { month: 'unlimited', memberDay: 5 }],
  ['a role in its place, although it is lower', { memberDay: 5, roleDays }, ['small'], { memberDay: 1 }],
  ['the highest of several roles', { memberDay: 5, roleDays }, ['small', 'large', 'other'], { memberDay: 9 }],
  ['none of those roles', { memberDay: 5, roleDays }, ['other'], { memberDay: 5 }],
  ['nothing for who has none of the roles', { roleDays }, [], { memberDay: 'unlimited' }],
  ['zero, which closes', { month: 0 }, [], { month: 0 }],
])('limits of a member: %s', (_, settings, roleIds, expected) => {
  expect(findServerLimits({ ...untouched, ...settings }, roleIds)).toMatchObject(expected as object)
})

test.each([
  [30, 20, 20],
  [30, 50, 30],
  ['unlimited', 50, 50],
  [30, 'unlimited', 30],
  ['unlimited', 'unlimited', 'unlimited'],
] as const)('of %s of the operator and %s of the server, %s holds', (serverMonth, month, expected) => {
  expect(narrowCaps({ serverMonth } as never, { month, memberDay: 'unlimited' }).serverMonth).toBe(expected)
})

describe('what stands in the way', () => {
  const asking = { channelIds: ['thread', 'channel'], roleIds: ['maker'], quality: 'pro' } as const
  test.each<[string, Partial<ServerSettings>, string | undefined]>([
    ['nothing', {}, undefined],
    ['another channel', { channels: ['other'] }, 'channelNotAllowed'],
    ['not the channel of the thread', { channels: ['channel'] }, undefined],
    ['a role that they lack', { roles: ['boss'] }, 'roleNotAllowed'],
    ['not one of their roles', { roles: ['boss', 'maker'] }, undefined],
    ['another quality', { qualities: ['standard'] }, 'qualityNotAllowed'],
    ['not an allowed quality', { qualities: ['pro'] }, undefined],
  ])('%s', (_, settings, code) => {
    expect(findServerRefusal({ ...untouched, ...settings }, asking)?.code).toBe(code)
  })

  test('of a video that nobody knows yet, no quality does', () => {
    const { quality: _quality, ...anything } = asking
    expect(findServerRefusal({ ...untouched, qualities: ['standard'] }, anything)).toBeUndefined()
  })
})

test('a change knows what was there before, and takes back what is absent', () => {
  const first = applyChange(untouched, { kind: 'month', after: 5 })
  expect(first).toEqual({ next: { ...untouched, month: 5 }, change: { kind: 'month', after: 5 } })
  const second = applyChange(first.next, { kind: 'month' })
  expect(second.change).toEqual({ kind: 'month', before: 5 })
  expect(second.next.month).toBeUndefined()
  const role = applyChange({ ...untouched, roleDays }, { kind: 'roleDay', roleId: 'small' })
  expect(role.next.roleDays).toEqual([roleDays[1]])
  expect(role.change).toEqual({ kind: 'roleDay', roleId: 'small', before: 1 })
})

test.each([
  ['2', 2_000_000],
  ['2.5', 2_500_000],
  ['2,50', 2_500_000],
  ['$ 0.63', 630_000],
  ['3 $', 3_000_000],
  ['0', 0],
  ['-1', undefined],
  ['1e9', undefined],
  ['a lot', undefined],
  ['1.2.3', undefined],
])('%s is %s micro-dollars', (typed, amount) => {
  expect(readDollars(typed)).toBe(amount)
})
