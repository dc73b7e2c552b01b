import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, fetch as undiciFetch } from 'undici'
import {
  type DiscordSandbox,
  type DiscordSandboxOptions,
  startDiscordSandbox,
} from '../../sandbox/discord/startDiscordSandbox.ts'
import {
  type KlingSandbox,
  type KlingSandboxOptions,
  startKlingSandbox,
} from '../../sandbox/kling/startKlingSandbox.ts'
import { type App, createApp } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import type { Collection, Store, Versioned } from '../../src/domain/contracts/store.ts'
import { createLog } from '../../src/log.ts'
import { createSystemClock } from '../../src/systemClock.ts'
import { createSystemIdentifiers } from '../../src/systemIdentifiers.ts'
import { createTimeMachine, type TimeMachine } from './createTimeMachine.ts'

export interface HouseOptions {
  readonly kling?: KlingSandboxOptions
  readonly discord?: DiscordSandboxOptions
  /** Environment variables besides those that point to the sandboxes; `undefined` removes one. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  /** False to start the bot by hand, after the world was set up. */
  readonly isBotStarted?: boolean
}

/** The whole of it on loopback: both sandboxes, the real bot, and one faked time for all three. */
export interface House {
  readonly kling: KlingSandbox
  readonly discord: DiscordSandbox
  readonly time: TimeMachine
  /** Every line the bot logged. */
  readonly logLines: readonly string[]
  readonly directory: string
  /** Starts a bot on the same store and media, as after a restart. */
  startBot(): Promise<App>
  /** Stops the present bot in an orderly way. */
  stopBot(): Promise<void>
  /** Takes the bot away without a word, as a crash would: what it saved is all that is left. */
  crashBot(): Promise<void>
  close(): Promise<void>
}

/** Times lie in the future of the sandbox's signed addresses and snowflakes alike; any fixed day does. */
const start = new Date('2026-11-20T12:00:00Z')

export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const time = createTimeMachine(start)
  const directory = await mkdtemp(join(tmpdir(), 'kling-house-'))
  const kling = await startKlingSandbox({ video: 'tiny', ...options.kling })
  const discord = await startDiscordSandbox(options.discord)
  const logLines: string[] = []
  const bots: { app: App; agent: Agent; cut: () => void }[] = []

  function readVariables(): Record<string, string | undefined> {
    return {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_URL: discord.cdnUrl,
      RUNCOMFY_API_KEY: kling.runcomfyKey,
      RUNCOMFY_API_URL: kling.runcomfyUrl,
      RUNWARE_API_KEY: kling.runwareKey,
      RUNWARE_API_URL: kling.runwareUrl,
      DATABASE_URL: `sqlite://${join(directory, 'kling.sqlite')}`,
      MEDIA_DIRECTORY: join(directory, 'media'),
      MAX_OPEN_PER_PERSON: '1000',
      MAX_PER_PERSON_PER_DAY: '1000',
      BUDGET_PERSON_DAY: 'unlimited',
      BUDGET_SERVER_MONTH: 'unlimited',
      BUDGET_MONTH: 'unlimited',
      SHUTDOWN_GRACE: '1',
      LOG_LEVEL: 'debug',
      ...options.variables,
    }
  }

  async function startBot(): Promise<App> {
    const reading = readEnvironment(readVariables())
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    const { environment } = reading
    const agent = new Agent()
    let isCut = false
    const log = createLog({
      level: environment.logLevel,
      secrets: environment.secrets,
      destination: { write: (line) => void logLines.push(line) },
    })
    const app = createApp({
      environment,
      clock: createSystemClock(),
      identifiers: createSystemIdentifiers(),
      fetch: (input, init) =>
        isCut ? new Promise(() => undefined) : undiciFetch(input, { ...init, dispatcher: agent }),
      log,
      decorateStore: (store) => watchStore(store, time, () => isCut),
    })
    bots.push({ app, agent, cut: () => (isCut = true) })
    await app.start()
    return app
  }

  async function stopBot(): Promise<void> {
    const bot = bots.pop()
    if (bot === undefined) return
    let isStopped = false
    const stopped = bot.app.stop().then(() => (isStopped = true))
    await time.until(() => isStopped)
    await stopped
    await bot.agent.destroy()
  }

  if (options.isBotStarted !== false) await startBot()

  return {
    kling,
    discord,
    time,
    logLines,
    directory,
    startBot,
    stopBot,
    async crashBot() {
      bots.at(-1)?.cut()
      await stopBot()
    },
    async close() {
      while (bots.length > 0) await stopBot()
      await discord.close()
      await kling.close()
      time.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** The store, with time waiting for it; after a crash nothing of it answers any more, but it can be closed. */
function watchStore(store: Store, time: TimeMachine, isCut: () => boolean): Store {
  const never = <T>() => new Promise<T>(() => undefined)
  const watch = <T>(work: () => Promise<T>): Promise<T> => (isCut() ? never() : time.track(work()))
  function watchCollection<T extends Versioned>(collection: Collection<T>): Collection<T> {
    return {
      get: (key) => watch(() => collection.get(key)),
      put: (key, record) => watch(() => collection.put(key, record)),
      update: (key, next) => watch(() => collection.update(key, next)),
      delete: (key) => watch(() => collection.delete(key)),
      all: () => watch(() => collection.all()),
    }
  }
  return {
    openGenerations: watchCollection(store.openGenerations),
    finishedGenerations: watchCollection(store.finishedGenerations),
    settings: watchCollection(store.settings),
    lease: (name, milliseconds) => time.track(store.lease(name, milliseconds)),
    close: () => store.close(),
  }
}
