import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../sandbox/kling/startKlingSandbox.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { type BotProcess, runBot } from './bots/runBot.ts'
import { computePercentile } from './computePercentile.ts'
import { judge } from './judge.ts'
import { measureAnswers } from './measureAnswers.ts'

/** Discord gives up after this long. */
const deadline = 3_000

const bots = ['bare discord.js', 'this bot'] as const
type BotName = (typeof bots)[number]

type Times = readonly (number | undefined)[]

/** Starts one of the bots in a fresh folder and resolves when it is connected. */
async function startBot(
  name: BotName,
  discord: DiscordSandbox,
  kling: KlingSandbox,
): Promise<Pick<BotProcess, 'stop'>> {
  const folder = createTemporaryFolder('kling-bench-')
  const directory = folder.path
  const bot =
    name === 'this bot'
      ? runBot({ script: '../../src/index.js', variables: chooseVariables(discord, kling), directory })
      : runBot({ script: './bare.js', options: [discord.apiUrl, discord.token], directory })
  await discord.untilBotIsConnected()
  return {
    async stop() {
      await bot.stop()
      await untilDisconnected(discord)
      folder.remove()
    },
  }
}

/** Two bots at once would answer the same commands. */
async function untilDisconnected(discord: DiscordSandbox): Promise<void> {
  while (discord.gateway.isBotConnected) await pause(10)
}

function chooseVariables(discord: DiscordSandbox, kling: KlingSandbox): Record<string, string> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: discord.cdnUrl,
    RUNCOMFY_API_KEY: kling.runcomfyKey,
    RUNCOMFY_API_URL: kling.runcomfyUrl,
    BUDGET_SERVER_MONTH: 'unlimited',
    BUDGET_MONTH: 'unlimited',
    QUOTE_ABOVE: 'unlimited',
  }
}

/** Sends the commands of so many people and waits for all answers. */
async function burst(discord: DiscordSandbox, people: number): Promise<Times> {
  const channel = discord.addGuild({ name: 'bench' }).addChannel({ name: 'videos' })
  const commands = Array.from({ length: people }, (_each, index) => {
    const member = discord.addUser({ name: `person-${index}` }).in(channel)
    return () => member.run('kling video', { prompt: `A red fox in the snow, take ${index}` }, { raw: true })
  })
  return (await measureAnswers(discord, commands)).milliseconds
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))

function summarize(times: Times) {
  // One that was never answered is as long as any.
  const answered = times.map((time) => time ?? Number.POSITIVE_INFINITY)
  const round = (value: number) => Math.round(value * 10) / 10
  return {
    p50: round(computePercentile(answered, 50)),
    p99: round(computePercentile(answered, 99)),
    longest: round(Math.max(...answered)),
    late: answered.filter((time) => time > deadline).length,
  }
}

type Summary = ReturnType<typeof summarize>

/** The middle of the rounds, which one disturbed round does not move; but the longest and the late ones of all. */
function combine(rounds: readonly Summary[]): Summary {
  const middle = (pick: (round: Summary) => number) => computePercentile(rounds.map(pick), 50)
  return {
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    longest: Math.max(...rounds.map(({ longest }) => longest)),
    late: rounds.reduce((sum, { late }) => sum + late, 0),
  }
}

function describe(label: string, { p50, p99, longest, late }: Summary): Row {
  return { label, cells: [p50, p99, longest].map((value) => value.toFixed(1)).concat(String(late), '') }
}

/** At most twice as long as the handler that only defers. */
function judgeRatio({ p50, p99 }: { readonly p50: number; readonly p99: number }): string {
  return judge(Math.max(p50, p99) <= 2, 'each command is read, checked and saved before it is answered')
}

/**
 * How long people look at nothing after a command, when many come at once: the real bot, which saves each before it
 * answers, beside a handler that does nothing but defer. Both answer the same sandbox in turns, each in a process of its own, started
 * anew for each round and warmed up.
 */
export const acknowledgement: Benchmark = {
  name: 'acknowledgement',
  async measure({ isQuick, people = isQuick ? 20 : 500, say }) {
    const rounds = isQuick ? 1 : 15
    const discord = await startDiscordSandbox()
    const kling = await startKlingSandbox({ renderMilliseconds: Number.POSITIVE_INFINITY })
    const measured: { bot: BotName; round: number; summary: Summary; times: Times }[] = []
    try {
      for (let round = 1; round <= rounds; round += 1) {
        // The one that begins changes, so that neither always has the warmer machine.
        for (const bot of round % 2 === 1 ? bots : bots.toReversed()) {
          const running = await startBot(bot, discord, kling)
          try {
            await burst(discord, Math.ceil(people / 10))
            await pause(isQuick ? 200 : 1_000)
            const times = await burst(discord, people)
            const summary = summarize(times)
            measured.push({ bot, round, summary, times })
            const { p50, p99, late } = summary
            say(`round ${round} of ${rounds}, ${bot}: p50 ${p50} ms, p99 ${p99} ms, ${late} late`)
          } finally {
            await running.stop()
          }
        }
      }
    } finally {
      await Promise.all([discord.close(), kling.close()])
    }
    const resultOf = (name: BotName) =>
      combine(measured.filter(({ bot }) => bot === name).map(({ summary }) => summary))
    const [bare, own] = [resultOf('bare discord.js'), resultOf('this bot')]
    const ratio = { p50: own.p50 / bare.p50, p99: own.p99 / bare.p99 }
    return {
      caption:
        `${people} commands at once: milliseconds from the dispatch of a command to the arrival of its answer.\n` +
        `The median of ${rounds} rounds, and the longest of all; later than ${deadline} is too late for Discord.`,
      columns: ['p50', 'p99', 'longest', 'too late', 'goal'],
      rows: [
        describe('bare discord.js', bare),
        describe('this bot', own),
        { label: 'ratio', cells: [ratio.p50.toFixed(2), ratio.p99.toFixed(2), '', '', judgeRatio(ratio)] },
      ],
      details: {
        people,
        ratio,
        rounds: measured.map(({ bot, round, summary, times }) => ({ bot, round, ...summary, milliseconds: times })),
      },
    }
  },
}
