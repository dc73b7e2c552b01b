import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../src/domain/clock.ts'
import type { State } from '../../src/domain/generation.ts'
import { transitions } from '../../src/domain/stateMachine.ts'
import { expectBooks } from './support/expectBooks.ts'
import { expectOneEnd } from './support/expectOneEnd.ts'
import { expectQuietHouse } from './support/expectQuietHouse.ts'
import { describeKillPoint, groupKillPoints, listKillPoints } from './support/killPoints.ts'
import { scenarios } from './support/scenarios.ts'
import { useWorlds } from './support/useWorlds.ts'

const points = listKillPoints(scenarios)
const groups = groupKillPoints(points)
/** Within the memory of nonces; beyond it; beyond the life of the tokens. */
const gaps = [seconds(20), minutes(4), minutes(20)]

const pairs = (Object.keys(transitions) as State[]).flatMap((from) => transitions[from].map((to) => `${from}->${to}`))
/** What is saved besides. */
const otherWrites = [
  'created',
  'found',
  'result',
  'origin.messageId',
  'origin.token origin.tokenExpiresAt',
  'progress',
  'overdueSince',
  'cancelRequestedAt',
  '-cancelRequestedAt',
  'abandonedAt',
  'delivery.shownAt',
  'delivery.shownAt delivery.uploadedUrl',
  'delivery.noticeIntendedAt',
  'delivery.privateWordBy',
  'delivery.privateWordAt',
  'finished',
]

const findWorld = useWorlds(
  groups.map((group, index) => ({
    wishes: group.map((point) => ({ scenario: point.scenario, point })),
    gap: gaps[index % gaps.length] ?? 0,
  })),
  (seconds) => process.stdout.write(`${points.length} kill points in ${groups.length} worlds, ${seconds} s\n`),
)

describe('the list of kill points', () => {
  const names = new Set(scenarios.flatMap(({ path }) => path))

  test.each(pairs)('has %s', (pair) => {
    expect(names).toContain(pair)
  })

  test('has every other write, and no transition that is not in the table', () => {
    expect([...names].sort()).toEqual([...pairs, ...otherWrites].sort())
  })
})

describe('a process that is killed', () => {
  test.each(points.map((point) => [describeKillPoint(point), point] as const))('%s', (_name, point) => {
    const played = findWorld(groups.findIndex((group) => group.includes(point)))
    const subject = played.subjects.find((each) => each.point === point)
    if (subject === undefined) throw new Error('Nobody was there')
    expectOneEnd(played, subject)
  })

  test.each(groups.map((_, index) => index))('leaves the books right, and a quiet house: world %i', (index) => {
    const played = findWorld(index)
    expect(played.atEnd.open).toEqual([])
    expectBooks(played)
    expectQuietHouse(played)
  })
})
