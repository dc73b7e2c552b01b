import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Agent, fetch as undiciFetch } from 'undici'
import { createTemporaryFolder } from '../../sandbox/demo/files.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../../sandbox/discord/startDiscordSandbox.ts'
import {
  type KlingSandbox,
  type KlingSandboxOptions,
  startKlingSandbox,
} from '../../sandbox/kling/startKlingSandbox.ts'
import { type AppDependencies, createApp } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/readEnvironment.ts'
import { createLog } from '../../src/log.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { createSystemClock, createSystemIdentifiers } from '../../src/system.ts'
import { createRandom } from '../polling/drawFinishTimes.ts'
import { countWrites, type Writes } from './countWrites.ts'
import { createTimeMachine, type TimeMachine } from './createTimeMachine.ts'

export interface SimulationOptions extends Pick<AppDependencies, 'nextPollDelay'> {
  readonly provider: 'runcomfy' | 'runware'
  /** How many renders at once. */
  readonly slots: number
  readonly kling: Pick<KlingSandboxOptions, 'renderMilliseconds' | 'queueMilliseconds'>
}

/** Both sandboxes and the real bot between them, in one faked time. */
export interface Simulation {
  readonly discord: DiscordSandbox
  readonly kling: KlingSandbox
  readonly time: TimeMachine
  readonly writes: Readonly<Writes>
  /** Warnings and worse that the bot logged: none, unless something is broken. */
  readonly complaints: readonly string[]
}

const start = Date.UTC(2026, 10, 20, 12)
const jitterSeed = 7

/** Starts everything in this process, which is a child of the benchmark's and ends with it: nothing is closed. */
export async function startSimulation({
  provider,
  slots,
  kling: behaviour,
  nextPollDelay,
}: SimulationOptions): Promise<Simulation> {
  const time = createTimeMachine(start)
  const folder = createTemporaryFolder('kling-bench-')
  const kling = await startKlingSandbox({
    ...behaviour,
    slots,
    video: 'tiny',
    runcomfyBalance: Number.MAX_SAFE_INTEGER,
    runwareBalance: Number.MAX_SAFE_INTEGER,
  })
  const discord = await startDiscordSandbox()
  const writes: Writes = { generations: 0, states: 0, settings: 0 }
  const complaints: string[] = []
  const reading = readEnvironment(
    {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_URL: discord.cdnUrl,
      ...(provider === 'runcomfy'
        ? { RUNCOMFY_API_KEY: kling.runcomfyKey, RUNCOMFY_API_URL: kling.runcomfyUrl }
        : { RUNWARE_API_KEY: kling.runwareKey, RUNWARE_API_URL: kling.runwareUrl }),
      RUNCOMFY_MAX_CONCURRENT: String(slots),
      RUNWARE_MAX_CONCURRENT: String(slots),
      DATABASE_URL: `sqlite://${join(folder.path, 'kling.sqlite')}`,
      MEDIA_DIRECTORY: join(folder.path, 'media'),
      MAX_OPEN_PER_PERSON: '1000',
      MAX_PER_PERSON_PER_DAY: '1000',
      BUDGET_PERSON_DAY: 'unlimited',
      BUDGET_SERVER_MONTH: 'unlimited',
      BUDGET_MONTH: 'unlimited',
      QUOTE_ABOVE: 'unlimited',
      LOG_LEVEL: 'warn',
    },
    providerDefinitions,
  )
  if (!reading.ok) throw new Error(`The benchmark is configured wrongly: ${JSON.stringify(reading.problems)}`)
  const { environment } = reading
  const dispatcher = new Agent()
  const app = createApp({
    environment,
    clock: createSystemClock(),
    // Jitter that is the same in every run.
    identifiers: { ...createSystemIdentifiers(), fraction: createRandom(jitterSeed) },
    fetch: (input, init) => undiciFetch(input, { ...init, dispatcher }),
    mediaWorker: fileURLToPath(new URL('../../src/mediaWorker.js', import.meta.url)),
    log: createLog({
      level: environment.logLevel,
      secrets: environment.secrets,
      destination: { write: (line) => void complaints.push(line) },
    }),
    decorateStore: (store) => countWrites(store, writes, time.track),
    ...(nextPollDelay !== undefined && { nextPollDelay }),
  })
  let isServing = false
  await Promise.all([
    app.start().then(() => {
      isServing = true
    }),
    time.until(() => isServing),
  ])
  return { discord, kling, time, writes, complaints }
}
