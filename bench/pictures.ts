import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { createTemporaryFolder } from '../sandbox/demo/createTemporaryFolder.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../sandbox/kling/startKlingSandbox.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { runBot } from './bots/runBot.ts'
import { computePercentile } from './computePercentile.ts'
import { judge } from './judge.ts'
import { measureAnswers } from './measureAnswers.ts'

const mebibyte = 1024 ** 2
const mostMemory = 600
/** Between two commands of bystanders. */
const interval = 50

/** The heaviest pictures that are not refused by their headers, and an AVIF that is. */
async function drawPictures(isQuick: boolean): Promise<readonly Uint8Array[]> {
  const draw = (megapixels: number) => {
    const side = Math.floor(Math.sqrt((isQuick ? megapixels / 10 : megapixels) * 1_000_000))
    return sharp({ create: { width: side, height: side, channels: 3, background: '#3050a0' }, limitInputPixels: false })
  }
  return Promise.all(
    [
      draw(15.8).avif({ effort: 0 }),
      draw(50).avif({ effort: 0 }),
      draw(49).ensureAlpha().png({ progressive: true }),
      draw(42).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
      draw(49).withMetadata({ orientation: 6 }).jpeg(),
      draw(49).gif(),
    ].map((picture) => picture.toBuffer()),
  )
}

function chooseVariables(discord: DiscordSandbox, kling: KlingSandbox): Record<string, string> {
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: discord.cdnUrl,
    RUNCOMFY_API_KEY: kling.runcomfyKey,
    RUNCOMFY_API_URL: kling.runcomfyUrl,
    MAX_OPEN_PER_PERSON: '1000',
    MAX_PER_PERSON_PER_DAY: '1000',
    BUDGET_PERSON_DAY: 'unlimited',
    BUDGET_SERVER_MONTH: 'unlimited',
    BUDGET_MONTH: 'unlimited',
  }
}

/** The resident memory of a process and its children, in bytes; 0 where the system does not tell. */
async function readMemory(pid: number): Promise<number> {
  const processes = await readdir('/proc').catch(() => [])
  const sizes = await Promise.all(
    processes.map(async (each) => {
      const status = /^\d+$/.test(each) ? await readFile(`/proc/${each}/status`, 'utf8').catch(() => '') : ''
      const isOurs = each === String(pid) || /^PPid:\t(\d+)$/m.exec(status)?.[1] === String(pid)
      return isOurs ? Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024 : 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

interface Phase {
  readonly milliseconds: readonly number[]
  /** The most memory that both processes had at once, in MiB. */
  readonly peak: number
}

/** Bystanders ask one after another, while `disturb` begins something now and then. */
async function play(
  discord: DiscordSandbox,
  pid: number,
  { commands, disturb }: { commands: number; disturb?: (count: number) => void },
): Promise<Phase> {
  const channel = discord.addGuild({ name: 'bench' }).addChannel({ name: 'bystanders' })
  const member = discord.addUser({ name: 'bystander' }).in(channel)
  const milliseconds: number[] = []
  let peak = 0
  for (let count = 0; count < commands; count += 1) {
    disturb?.(count)
    const answers = await measureAnswers(discord, [
      () => member.run('kling video', { prompt: `A red fox, take ${count}` }, { raw: true }),
    ])
    milliseconds.push(answers.milliseconds[0] ?? Number.POSITIVE_INFINITY)
    peak = Math.max(peak, await readMemory(pid))
    await pause(interval)
  }
  return { milliseconds, peak: Math.round(peak / mebibyte) }
}

/** How bystanders fare, and how much memory is taken, while members attach the heaviest pictures that there are. */
export const pictures: Benchmark = {
  name: 'pictures',
  async measure({ isQuick, say }) {
    const commands = isQuick ? 20 : 300
    const files = await drawPictures(isQuick)
    const discord = await startDiscordSandbox()
    const kling = await startKlingSandbox({ renderMilliseconds: Number.POSITIVE_INFINITY })
    const folder = createTemporaryFolder('kling-bench-')
    const bot = runBot({
      script: '../../src/index.js',
      variables: chooseVariables(discord, kling),
      directory: folder.path,
    })
    try {
      await discord.untilBotIsConnected()
      await play(discord, bot.pid, { commands: 20 })
      const idle = await play(discord, bot.pid, { commands })
      say(`idle: ${idle.peak} MiB`)
      const channel = discord.addGuild({ name: 'bench' }).addChannel({ name: 'pictures' })
      const member = discord.addUser({ name: 'painter' }).in(channel)
      const pick = (count: number) => ({
        name: `picture-${count}.png`,
        bytes: files[count % files.length] ?? new Uint8Array(),
      })
      const busy = await play(discord, bot.pid, {
        commands,
        // Three commands with two pictures each, and again before they are through.
        disturb: (count) => {
          if (count % 60 !== 0) return
          for (const each of [0, 2, 4])
            void member.run(
              'kling video',
              { prompt: 'A red fox', quality: 'pro', image: pick(each), end_image: pick(each + 1) },
              { raw: true },
            )
        },
      })
      say(`with pictures: ${busy.peak} MiB`)
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
          `${commands} commands of bystanders one after another: milliseconds to the answer, and the memory of both processes in MiB,\n` +
          'idle, and while six of the heaviest pictures are attached every few seconds.',
        columns: ['p50', 'p99', 'longest', 'memory', 'goal'],
        rows: [describe('idle', idle), describe('with pictures', busy, goal)],
        details: { commands, idle, busy, ratio: p99 / idleP99 },
      }
    } finally {
      await bot.stop()
      folder.remove()
      await Promise.all([discord.close(), kling.close()])
    }
  },
}
