import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Build, buildProject } from '../support/buildProject.ts'
import { expectBooks } from './support/expectBooks.ts'
import { expectOneEnd } from './support/expectOneEnd.ts'
import { expectQuietHouse } from './support/expectQuietHouse.ts'
import { groupScenarios } from './support/killPoints.ts'
import { type Played, playWorld } from './support/playWorld.ts'
import { scenarios } from './support/scenarios.ts'

let build: Build
const worlds: Played[] = []

beforeAll(async () => {
  build = await buildProject()
  for (const group of groupScenarios(scenarios)) {
    worlds.push(await playWorld(build, { wishes: group.map((scenario) => ({ scenario })) }))
  }
}, 600_000)

afterAll(async () => {
  for (const { world } of worlds) await world.close()
  await build?.remove()
})

/** The kill points are taken from the paths; a save that is not on them would have none. */
describe('where nothing is killed', () => {
  test.each(scenarios.map((scenario) => [scenario.provider, scenario.name, scenario] as const))(
    '%s: it %s, with exactly the saves of its path',
    (_provider, _name, scenario) => {
      const played = worlds.find(({ subjects }) => subjects.some((subject) => subject.scenario === scenario))
      const subject = played?.subjects.find((each) => each.scenario === scenario)
      if (played === undefined || subject === undefined) throw new Error('It was not played')
      expect(subject.writes.map(({ name }) => name)).toEqual(scenario.path)
      expectOneEnd(played, subject)
    },
  )

  test('the books are right, and the house is quiet', () => {
    for (const played of worlds) {
      expectBooks(played)
      expectQuietHouse(played)
    }
  })
})
