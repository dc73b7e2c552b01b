import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SandboxEvent } from '../../sandbox/discord/sandboxEvents.ts'
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
import type { App } from '../../src/app.ts'
import type { Store } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'
import type { ProviderDefinition } from '../../src/services/providers/defineProvider.ts'
import { type Bot, type BotOptions, createBot } from './createBot.ts'
import { createTimeMachine, type TimeMachine } from './createTimeMachine.ts'
import { pointToSandboxes } from './pointToSandboxes.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export interface HouseOptions {
  readonly kling?: KlingSandboxOptions
  readonly discord?: DiscordSandboxOptions
  /** Environment variables besides those that point to the sandboxes; `undefined` removes one. */
  readonly variables?: Variables
  /** What people can do with the bots; all there is unless given. */
  readonly handlers?: BotOptions['handlers']
  /** The providers there are; those that ship unless given. */
  readonly providers?: readonly ProviderDefinition[]
  /** Stands between the bots and their store. */
  readonly decorateStore?: (store: Store) => Store
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
  /** How often the present bot said that it has to be ended. */
  countHopeless(): number
  /** Starts a bot on the same store and media, as after a restart, with some variables or the providers changed if wanted. */
  startBot(changes?: Variables, providers?: readonly ProviderDefinition[]): Promise<App>
  /** Stops the present bot in an orderly way. */
  stopBot(): Promise<void>
  /** Takes the bot away without a word, as a crash would: what it saved and sent is all that is left. */
  crashBot(): Promise<void>
  /** The same, in the moment in which such a generation has been saved. */
  crashBotWhen(isMoment: (saved: Generation) => boolean): Promise<void>
  /** The same, when Discord has done something, before the bot hears of it. */
  crashBotAt(isMoment: (event: SandboxEvent) => boolean): Promise<void>
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
  const bots: Bot[] = []
  const crashed: Bot[] = []
  time.allowFor(() => kling.held + discord.held)

  function readVariables(changes: Variables): Variables {
    // Its name comes first where nobody says otherwise: it is there for those that ask for it.
    const order = { ...options.variables, ...changes }.KLING_PROVIDERS ?? ''
    return {
      ...pointToSandboxes(discord, kling, directory),
      ...(order.includes('kling') && { KLING_API_KEY: kling.klingKey }),
      SHUTDOWN_GRACE: '1',
      ...options.variables,
      ...changes,
    }
  }

  function findBot(): Bot {
    const bot = bots.at(-1)
    if (bot === undefined) throw new Error('There is no bot')
    return bot
  }

  async function startBot(changes: Variables = {}, providers = options.providers): Promise<App> {
    const bot = createBot({
      variables: readVariables(changes),
      time,
      onLogLine: (line) => void logLines.push(line),
      ...(options.handlers !== undefined && { handlers: options.handlers }),
      ...(providers !== undefined && { providers }),
      ...(options.decorateStore !== undefined && { decorateStore: options.decorateStore }),
    })
    bots.push(bot)
    try {
      await bot.start()
    } catch (error) {
      bots.splice(bots.indexOf(bot), 1)
      await bot.stop()
      throw error
    }
    return bot.app
  }

  async function stopBot(): Promise<void> {
    await bots.pop()?.stop()
  }

  async function crashBot(): Promise<void> {
    const bot = findBot()
    bots.pop()
    crashed.push(bot)
    await bot.leave()
  }

  if (options.isBotStarted !== false) await startBot()

  return {
    kling,
    discord,
    time,
    logLines,
    directory,
    countHopeless: () => findBot().hopeless,
    startBot,
    stopBot,
    crashBot,
    async crashBotWhen(isMoment) {
      const bot = findBot()
      bot.cutWhen(isMoment)
      await time.until(() => bot.isCut)
      await crashBot()
    },
    crashBotAt(isMoment) {
      return new Promise((resolve) => {
        const stop = discord.onEvent((event) => {
          if (!isMoment(event)) return
          stop()
          resolve(crashBot())
        })
      })
    },
    async close() {
      while (bots.length > 0) await stopBot()
      for (const bot of crashed) await bot.clear()
      await discord.close()
      await kling.close()
      time.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
