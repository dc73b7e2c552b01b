import { setTimeout as pause } from 'node:timers/promises'
import type { DiscordSandbox } from '../../sandbox/discord/startDiscordSandbox.ts'
import type { KlingSandbox } from '../../sandbox/kling/startKlingSandbox.ts'
import { computePercentile } from '../computePercentile.ts'
import { type Memory, runBot } from './runBot.ts'

export interface Start extends Memory {
  /** From the start of the process to the connection with Discord, by which everything open was taken up; milliseconds. */
  readonly ready: number
}

export interface StartOptions {
  readonly discord: DiscordSandbox
  readonly kling: KlingSandbox
  /** Where it runs. */
  readonly directory: string
  /** Of its store; absent for the bare client. */
  readonly databaseUrl?: string
  /** How long after the connection its memory is measured, in milliseconds. */
  readonly settling: number
}

/** Starts a bot in a process of its own, looks at it and ends it. */
export async function measureStart({ discord, kling, directory, databaseUrl, settling }: StartOptions): Promise<Start> {
  const startedAt = performance.now()
  const bot =
    databaseUrl === undefined
      ? runBot({ script: './bare.js', options: [discord.apiUrl, discord.token], directory, isMemoryMeasured: true })
      : runBot({
          script: '../../src/index.js',
          variables: {
            DISCORD_TOKEN: discord.token,
            DISCORD_API_URL: discord.apiUrl,
            DISCORD_CDN_URL: discord.cdnUrl,
            RUNWARE_API_KEY: kling.runwareKey,
            RUNWARE_API_URL: kling.runwareUrl,
            DATABASE_URL: databaseUrl,
            MEDIA_DIRECTORY: `${directory}/media`,
            BUDGET_SERVER_MONTH: 'unlimited',
            BUDGET_MONTH: 'unlimited',
            QUOTE_ABOVE: 'unlimited',
          },
          directory,
          isMemoryMeasured: true,
        })
  try {
    await discord.untilBotIsConnected()
    const ready = performance.now() - startedAt
    await pause(settling)
    return { ready, ...(await bot.measureUse()) }
  } finally {
    await bot.stop()
    while (discord.gateway.isBotConnected) await pause(10)
  }
}

/** The middle of the rounds, which one disturbed round does not move. */
export function combineStarts(starts: readonly Start[]): Start {
  const middle = (pick: (start: Start) => number) => computePercentile(starts.map(pick), 50)
  return {
    ready: middle(({ ready }) => ready),
    resident: middle(({ resident }) => resident),
    heap: middle(({ heap }) => heap),
  }
}
