import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Build, buildProject } from '../support/buildProject.ts'
import { expectBooks } from './support/expectBooks.ts'
import { expectOneEnd } from './support/expectOneEnd.ts'
import { expectQuietHouse } from './support/expectQuietHouse.ts'
import { describeKillPoint, groupKillPoints, listKillPoints } from './support/killPoints.ts'
import { playAll } from './support/playAll.ts'
import type { Played } from './support/playWorld.ts'
import { scenarios } from './support/scenarios.ts'

const points = listKillPoints(scenarios)
const groups = groupKillPoints(points)

let build: Build
let worlds: readonly (Played | Error)[] = []

beforeAll(async () => {
  build = await buildProject()
  const plans = groups.map((group) => ({
    wishes: group.map((point) => ({ scenario: point.scenario, point })),
    isDiskFull: true,
  }))
  worlds = await playAll(build, plans)
}, 600_000)

afterAll(async () => {
  for (const played of worlds) if (!(played instanceof Error)) await played.world.close()
  await build?.remove()
})

function findWorld(index: number): Played {
  const played = worlds[index]
  if (played === undefined || played instanceof Error) throw played ?? new Error('It was not played')
  return played
}

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
