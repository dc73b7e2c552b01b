import { type Played, playWorld, type WorldPlan } from './playWorld.ts'

/** Two cores, and each world has a process beside the test's own. */
const worldsAtOnce = 2

/** Plays the worlds, some at a time, in the order of the plans; one that fails leaves the others alone. */
export async function playAll(plans: readonly WorldPlan[]): Promise<readonly (Played | Error)[]> {
  const worlds: (Played | Error)[] = []
  const waiting = plans.map((plan, index) => ({ plan, index }))
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      worlds[next.index] = await playWorld(next.plan).catch((error: Error) => error)
    }
  }
  await Promise.all(Array.from({ length: worldsAtOnce }, work))
  return worlds
}
