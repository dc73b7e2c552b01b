import type { Generation } from '../../src/domain/generation.ts'
import { noServerLimits } from '../../src/domain/policy.ts'
import { createLog } from '../../src/log.ts'
import { createGenerations } from '../../src/services/generation/generationService.ts'
import { runware } from '../../src/services/providers/runware/provider.ts'
import { createSystemIdentifiers } from '../../src/system.ts'
import { createOrigin } from '../createOrigin.ts'
import { createRandom, drawFinishTimes, usualFinishTimes } from '../polling/drawFinishTimes.ts'
import { createManualClock } from './createManualClock.ts'
import { createMemoryCollection } from './createMemoryCollection.ts'
import { createRunwareAnswers, type RunwareCounts } from './createRunwareAnswers.ts'

export interface CrowdedAccountOptions {
  readonly running: number
  /** How long is counted, after as long as it takes until ends and beginnings are spread. */
  readonly minutes: number
  readonly seed: number
}

export interface CrowdedAccount extends Omit<RunwareCounts, 'running'> {
  readonly meanRunning: number
}

const minute = 60_000
const warmUp = 6 * minute
const second = 1_000
const nobody = async () => {
  throw new Error('There are no pictures here')
}

/** The bot's service and its Runware adapter, with everything around them played, in a time that is moved by hand. */
export async function playCrowdedAccount(options: CrowdedAccountOptions): Promise<CrowdedAccount> {
  const clock = createManualClock(Date.UTC(2026, 10, 20, 12))
  const systemIdentifiers = createSystemIdentifiers()
  const identifiers = { ...systemIdentifiers, fraction: createRandom(options.seed) }
  const finishTimes = drawFinishTimes({ ...usualFinishTimes, shift: 1, count: 10_000, seed: options.seed })
  let drawn = 0
  const answers = createRunwareAnswers(clock.now, () => finishTimes[drawn++ % finishTimes.length] ?? 0)
  const log = createLog({ level: 'warn', secrets: [] })
  let open = 0
  const records = createMemoryCollection<Generation>()
  const generations = createGenerations({
    store: {
      generations: {
        ...records,
        open: async () => [],
        find: async () => ({ items: [] }),
        findByInteraction: async () => undefined,
        findByClaim: async () => undefined,
      },
      settings: createMemoryCollection(),
      archive: { remains: async () => [] },
    },
    preferences: { noticePlaceOf: async () => 'here', choicesFor: async () => [] },
    providers: [
      runware.create({
        secrets: { key: 'a-very-fake-runware-key' },
        apiUrl: 'https://api.runware.ai/v1',
        fetch: answers.fetch,
        pictures: { encode: nobody },
        identifiers,
        clock,
        log,
      }),
    ],
    catalogue: [runware],
    rules: { standingOf: async () => ({ limits: noServerLimits }) },
    limits: {
      async reserve(generation) {
        await records.put(generation.id, generation)
        return { kind: 'reserved' }
      },
      check: async () => {},
    },
    delivery: {
      show: () => undefined,
      showFinal: async () => ({ shown: true }),
      showPrivately: async () => ({ shown: true }),
      tellPrivately: async () => 'refused',
      takeAway: async () => ({ shown: true }),
      postStatus: async () => ({ kind: 'unknown' }),
      postCopy: async () => ({ kind: 'unknown' }),
      findCopy: async () => undefined,
      async notify() {
        open -= 1
        return 'done'
      },
      renewToken: () => undefined,
      reopen: () => undefined,
    },
    answers: { find: async () => ({ kind: 'unknown' }) },
    pictures: { store: nobody, isStored: nobody },
    results: {
      fetch: async (url) => ({
        url,
        hash: 'kept',
        size: 1_000_000,
      }),
      mayShow: () => true,
      readFacts: async () => ({ width: 1920, height: 1080, duration: 5, hasSound: true }),
    },
    policy: { allowedGuilds: 'any', allowUserInstall: true, quoteAbove: 'unlimited' },
    slots: { runcomfy: 0, runware: options.running },
    clock,
    identifiers,
    log,
    shutdownGrace: 0,
  })
  await generations.start()

  let asked = 0
  async function ask(): Promise<void> {
    asked += 1
    open += 1
    const { generation } = await generations.accept(
      {
        request: {
          scene: { kind: 'prompt', prompt: `a fox in the snow, take ${asked}` },
          duration: 5,
          aspectRatio: '16:9',
          quality: 'pro',
          sound: true,
        },
      },
      createOrigin(asked, clock.now()),
    )
    await generations.begin(generation.id, { messageId: `message-${asked}`, ephemeral: false })
  }

  const samples: number[] = []
  async function play(milliseconds: number, mostAtOnce: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += second) {
      for (let begun = 0; begun < mostAtOnce && open < options.running; begun += 1) await ask()
      await clock.advance(second)
      samples.push(answers.counts.running)
    }
  }

  // They begin over two minutes, so that they do not end together.
  await play(warmUp, Math.ceil(options.running / 120))
  samples.splice(0)
  const before = answers.counts
  await play(options.minutes * minute, Number.POSITIVE_INFINITY)
  const after = answers.counts
  await generations.stop()
  return {
    checks: after.checks - before.checks,
    looks: after.looks - before.looks,
    submits: after.submits - before.submits,
    meanRunning: samples.reduce((sum, count) => sum + count, 0) / samples.length,
  }
}
