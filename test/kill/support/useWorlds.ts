import { afterAll, beforeAll } from 'vitest'
import { playAll } from './playAll.ts'
import type { Played, WorldPlan } from './playWorld.ts'

/**
 * Plays the worlds before the tests of a file and closes them afterwards. The returned function finds one by the place of
 * its plan, or throws why it could not be played.
 *
 * @param onPlayed is told how many seconds all of it took
 */
export function useWorlds(
  plans: readonly WorldPlan[],
  onPlayed: (seconds: number) => void = () => {},
): (index: number) => Played {
  let worlds: readonly (Played | Error)[] = []

  beforeAll(async () => {
    const startedAt = performance.now()
    worlds = await playAll(plans)
    onPlayed(Math.round((performance.now() - startedAt) / 1_000))
  }, 600_000)

  afterAll(async () => {
    for (const played of worlds) if (!(played instanceof Error)) await played.world.close()
  })

  return (index) => {
    const played = worlds[index]
    if (played === undefined || played instanceof Error) throw played ?? new Error('It was not played')
    return played
  }
}
