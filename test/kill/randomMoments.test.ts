import { describe, expect, test } from 'vitest'
import { expectBooks } from './support/expectBooks.ts'
import { expectOneEnd } from './support/expectOneEnd.ts'
import { expectQuietHouse } from './support/expectQuietHouse.ts'
import { expectRest } from './support/expectRest.ts'
import { playAtRandom, type RandomPlan } from './support/playAtRandom.ts'
import type { Played } from './support/playWorld.ts'

/** Another one in each run; put a printed one here to see it again, as far as a running process can be seen again. */
const seed: number = Math.floor(Math.random() * 2 ** 32)

const plans: readonly RandomPlan[] = [
  { seed, providers: ['runcomfy', 'runware'], kills: 8, commandsPerLife: 5 },
  { seed: seed + 1, providers: ['runware'], kills: 8, commandsPerLife: 5 },
]

describe(`processes that are killed at random moments under load, with the seed ${seed}`, () => {
  test.concurrent.each(plans)('at $providers bring everything to one end', { timeout: 600_000 }, async (plan) => {
    const played: Played = await playAtRandom(plan)
    try {
      for (const subject of played.subjects) expectOneEnd(played, subject)
      expectBooks(played)
      expectQuietHouse(played)
      const ended = played.atEnd.finished.length
      process.stdout.write(`seed ${plan.seed}: ${ended} generations, ${played.atKills.length} kills\n`)
      expect(ended).toBeGreaterThan(10)
      await expectRest(played)
    } finally {
      await played.world.close()
    }
  })
})
