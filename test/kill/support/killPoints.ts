import type { Moment } from '../../../sandbox/bot/orders.ts'
import { findWrite, type KillPoint } from './createSubjects.ts'
import type { Scenario } from './scenario.ts'

const moments: readonly Moment[] = ['before', 'after']

/** What makes the same write another situation. */
function describeSituation(scenario: Scenario, write: number): string {
  const { provider, prelude, variables, isRetry, values = {}, onSent, path } = scenario
  // Once it is known that Discord was answered, nothing is left of how that was found out.
  const isStruck = onSent !== undefined && write <= 2
  return JSON.stringify([provider, prelude, variables, isRetry, Object.keys(values), isStruck, path.slice(0, write)])
}

/** Before and after every write of every scenario; beginnings that scenarios have in common count once. */
export function listKillPoints(scenarios: readonly Scenario[]): readonly KillPoint[] {
  const known = new Set<string>()
  return scenarios.flatMap((scenario) =>
    scenario.path.flatMap((_name, index) => {
      const situation = describeSituation(scenario, index + 1)
      if (known.has(situation)) return []
      known.add(situation)
      return moments.map((moment) => ({ scenario, write: index + 1, moment }))
    }),
  )
}

export function describeKillPoint(point: KillPoint, verb: 'killed' | 'fails' = 'killed'): string {
  const { name, nth, moment } = findWrite(point)
  const { provider, name: story } = point.scenario
  return `${provider}: it ${story}; ${verb} ${moment} ${name}${nth === 1 ? '' : ` (${nth})`}`
}

const mostTogether = 110

/** What can be played in one world: the same processes with the same variables. */
function groupBy<T>(all: readonly T[], read: (one: T) => Scenario): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const { provider, prelude, isLong, variables } = read(one)
    const key = JSON.stringify([provider, prelude !== undefined, isLong, variables])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

export function groupScenarios(scenarios: readonly Scenario[]): readonly (readonly Scenario[])[] {
  return groupBy(scenarios, (scenario) => scenario)
}

export function groupKillPoints(points: readonly KillPoint[]): readonly (readonly KillPoint[])[] {
  return groupBy(points, ({ scenario }) => scenario).flatMap((group) => {
    const count = Math.ceil(group.length / mostTogether)
    const size = Math.ceil(group.length / count)
    return Array.from({ length: count }, (_, index) => group.slice(index * size, (index + 1) * size))
  })
}
