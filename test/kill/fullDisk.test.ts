import { describe, expect, test } from 'vitest'
import { expectBooks } from './support/expectBooks.ts'
import { expectOneEnd } from './support/expectOneEnd.ts'
import { expectQuietHouse } from './support/expectQuietHouse.ts'
import { describeKillPoint, groupKillPoints, listKillPoints } from './support/killPoints.ts'
import { scenarios } from './support/scenarios.ts'
import { useWorlds } from './support/useWorlds.ts'

const points = listKillPoints(scenarios)
const groups = groupKillPoints(points)

const findWorld = useWorlds(
  groups.map((group) => ({
    wishes: group.map((point) => ({ scenario: point.scenario, point })),
    isDiskFull: true,
  })),
)

/** Not written; or written, and reported as not written. */
describe('a write that fails once', () => {
  test.each(points.map((point) => [describeKillPoint(point, 'fails'), point] as const))('%s', (_name, point) => {
    const played = findWorld(groups.findIndex((group) => group.includes(point)))
    const subject = played.subjects.find((each) => each.point === point)
    if (subject === undefined) throw new Error('Nobody was there')
    expectOneEnd(played, subject)
  })

  test.each(groups.map((_, index) => index))('leaves the books right, and no other complaint: world %i', (index) => {
    const played = findWorld(index)
    expectBooks(played)
    expectQuietHouse(played, ['Work on a generation failed and is tried again'])
    expect(played.atKills.length).toBeLessThanOrEqual(1)
  })
})
