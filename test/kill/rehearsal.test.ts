import { describe, expect, test } from 'vitest'
import { expectBooks } from './support/expectBooks.ts'
import { expectOneEnd } from './support/expectOneEnd.ts'
import { expectQuietHouse } from './support/expectQuietHouse.ts'
import { groupScenarios } from './support/killPoints.ts'
import { scenarios } from './support/scenarios.ts'
import { useWorlds } from './support/useWorlds.ts'

const groups = groupScenarios(scenarios)

const findWorld = useWorlds(groups.map((group) => ({ wishes: group.map((scenario) => ({ scenario })) })))

/** The kill points are taken from the paths; a save that is not on them would have none. */
describe('where nothing is killed', () => {
  test.each(scenarios.map((scenario) => [scenario.provider, scenario.name, scenario] as const))(
    '%s: it %s, with exactly the saves of its path',
    (_provider, _name, scenario) => {
      const played = findWorld(groups.findIndex((group) => group.includes(scenario)))
      const subject = played.subjects.find((each) => each.scenario === scenario)
      if (subject === undefined) throw new Error('Nobody was there')
      expect(subject.writes.map(({ name }) => name)).toEqual(scenario.path)
      expectOneEnd(played, subject)
    },
  )

  test('the books are right, and the house is quiet', () => {
    for (const index of groups.keys()) {
      expectBooks(findWorld(index))
      expectQuietHouse(findWorld(index))
    }
  })
})
