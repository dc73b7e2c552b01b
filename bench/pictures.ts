import { setTimeout as pause } from 'node:timers/promises'
import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { runBot } from './bots/runBot.ts'
import { computePercentile } from './computePercentile.ts'
import { judge } from './judge.ts'
import { measureAnswers } from './measureAnswers.ts'
import { readUse } from './pictures/readUse.ts'
import { type Outside, startOutside } from './pictures/startOutside.ts'

const mebibyte = 1024 ** 2
const mostMemory = 600
/** Between two commands of bystanders. */
const interval = 50

function chooseVariables(discord: DiscordSandbox, outside: Outside): Record<string, string> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: outside.cdnUrl,
    RUNCOMFY_API_KEY: outside.runcomfyKey,
    RUNCOMFY_API_URL: outside.runcomfyUrl,
    MAX_OPEN_PER_PERSON: '1000',
    MAX_PER_PERSON_PER_DAY: '1000',
    BUDGET_PERSON_DAY: 'unlimited',
    BUDGET_SERVER_MONTH: 'unlimited',
    BUDGET_MONTH: 'unlimited',
    QUOTE_ABOVE: 'unlimited',
  }
}

interface Phase {
  readonly milliseconds: readonly number[]
  /** The most memory that both processes had at once, in MiB. */
  readonly peak: number
}

const join = (phases: readonly Phase[]): Phase => ({
  milliseconds: phases.flatMap(({ milliseconds }) => milliseconds),
  peak: Math.max(...phases.map(({ peak }) => peak)),
})

/** One bystander, who asks for one thing after another. */
function createBystander(discord: DiscordSandbox, pid: number) {
  const channel = discord.addGuild({ name: 'bench' }).addChannel({ name: 'bystanders' })
  const member = discord.addUser({ name: 'bystander' }).in(channel)
  return async (commands: number): Promise<Phase> => {
    const milliseconds: number[] = []
    let peak = 0
    for (let count = 0; count < commands; count += 1) {
      const answers = await measureAnswers(discord, [
        () => member.run('kling video', { prompt: `A red fox, take ${count}` }, { raw: true }),
      ])
      milliseconds.push(answers.milliseconds[0] ?? Number.POSITIVE_INFINITY)
      peak = Math.max(peak, (await readUse(pid)).memory)
      await pause(interval)
    }
    return { milliseconds, peak: Math.round(peak / mebibyte) }
  }
}

/** Three commands at once with two pictures each. */
function createPainter(discord: DiscordSandbox, pictures: Outside['pictures']) {
  const channel = discord.addGuild({ name: 'bench' }).addChannel({ name: 'pictures' })
  const member = discord.addUser({ name: 'painter' }).in(channel)
  const pick = (number: number) => ({ name: 'picture.png', bytes: new Uint8Array(1), ...pictures[number] })
  return (): void => {
    for (const each of [0, 2, 4])
      void member.run(
        'kling video',
        { prompt: 'A red fox', quality: 'pro', image: pick(each), end_image: pick(each + 1) },
        { raw: true },
      )
  }
}

/** Resolves when the second process has had nothing to do for half a second, after a minute at the most. */
async function untilQuiet(pid: number): Promise<void> {
  let before = Number.NaN
  for (let look = 0, same = 0; look < 600 && same < 5; look += 1) {
    const { ticks } = await readUse(pid)
    same = ticks === before ? same + 1 : 0
    before = ticks
    await pause(100)
  }
}

/** How bystanders fare, and how much memory is taken, while members attach the heaviest pictures that there are. */
export const pictures: Benchmark = {
  name: 'pictures',
  async measure({ isQuick, say }) {
    const [turns, commands] = isQuick ? [1, 20] : [5, 60]
    const discord = await startDiscordSandbox()
    const outside = await startOutside(isQuick)
    const folder = createTemporaryFolder('kling-bench-')
    const bot = runBot({
      script: '../../src/index.js',
      variables: chooseVariables(discord, outside),
      directory: folder.path,
    })
    try {
      await discord.untilBotIsConnected()
      const ask = createBystander(discord, bot.pid)
      const paint = createPainter(discord, outside.pictures)
      await ask(20)
      const idles: Phase[] = []
      const busies: Phase[] = []
      // In turns: the more videos render, the more the bot has to do besides.
      for (let turn = 0; turn < turns; turn += 1) {
        await untilQuiet(bot.pid)
        idles.push(await ask(commands))
        paint()
        busies.push(await ask(commands))
      }
      // Once it has begun, the second process stays for a minute.
      const [idle, busy] = [{ ...join(idles), peak: idles[0]?.peak ?? 0 }, join(busies)]
      say(`idle: ${idle.peak} MiB, with pictures: ${busy.peak} MiB`)
      const [p99, idleP99] = [busy, idle].map(({ milliseconds }) => computePercentile(milliseconds, 99)) as [
        number,
        number,
      ]
      const describe = (label: string, { milliseconds, peak }: Phase, goal = ''): Row => ({
        label,
        cells: [50, 99, 100]
          .map((percent) => computePercentile(milliseconds, percent).toFixed(1))
          .concat(String(peak), goal),
      })
      const isMet = p99 <= 2 * idleP99 && busy.peak <= mostMemory
      const goal = judge(isMet, `at most twice the p99, and ${mostMemory} MiB`)
      return {
        caption:
          `${turns * commands} commands of a bystander idle, and as many in turns after six of the heaviest pictures were attached: milliseconds\n` +
          'from the dispatch to the answer, and the memory of both processes in MiB. The pictures are served, and taken by the provider,\n' +
          'in another process than the one that takes the time.',
        columns: ['p50', 'p99', 'longest', 'memory', 'goal'],
        rows: [describe('idle', idle), describe('with pictures', busy, goal)],
        details: { turns, commands, idle, busy, ratio: p99 / idleP99 },
      }
    } finally {
      await bot.stop()
      folder.remove()
      await Promise.all([discord.close(), outside.stop()])
    }
  },
}
