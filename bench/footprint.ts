import { setTimeout as pause } from 'node:timers/promises'
import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../sandbox/kling/startKlingSandbox.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { type Memory, runBot } from './bots/runBot.ts'
import { computePercentile } from './computePercentile.ts'
import { fillStore } from './footprint/fillStore.ts'

interface Start extends Memory {
  /** From the start of the process to the connection with Discord, by which everything open was taken up; milliseconds. */
  readonly ready: number
}

/** Long enough for the first checks of all that is open. */
const settling = 5_000
const million = 1_000_000

/** `open` is absent for the bare client. */
async function startOnce(
  open: number | undefined,
  milliseconds: number,
  { discord, kling }: { readonly discord: DiscordSandbox; readonly kling: KlingSandbox },
): Promise<Start> {
  const folder = createTemporaryFolder('kling-bench-')
  const directory = folder.path
  const url = open === undefined ? '' : await fillStore(directory, open)
  const startedAt = performance.now()
  const bot =
    open === undefined
      ? runBot({ script: './bare.js', options: [discord.apiUrl, discord.token], directory, isMemoryMeasured: true })
      : runBot({
          script: '../../src/index.js',
          variables: {
            DISCORD_TOKEN: discord.token,
            DISCORD_API_URL: discord.apiUrl,
            DISCORD_CDN_URL: discord.cdnUrl,
            RUNWARE_API_KEY: kling.runwareKey,
            RUNWARE_API_URL: kling.runwareUrl,
            DATABASE_URL: url,
            MEDIA_DIRECTORY: `${directory}/media`,
            BUDGET_SERVER_MONTH: 'unlimited',
            BUDGET_MONTH: 'unlimited',
          },
          directory,
          isMemoryMeasured: true,
        })
  try {
    await discord.untilBotIsConnected()
    const ready = performance.now() - startedAt
    await pause(milliseconds)
    return { ready, ...(await bot.measureMemory()) }
  } finally {
    await bot.stop()
    while (discord.gateway.isBotConnected) await pause(10)
    folder.remove()
  }
}

/** The middle of the rounds, which one disturbed round does not move. */
function combine(starts: readonly Start[]): Start {
  const middle = (pick: (start: Start) => number) => computePercentile(starts.map(pick), 50)
  return {
    ready: middle(({ ready }) => ready),
    resident: middle(({ resident }) => resident),
    heap: middle(({ heap }) => heap),
  }
}

function describe(label: string, { ready, resident, heap }: Start, bare: Start, empty: Start | undefined): Row {
  const megabytes = (bytes: number) => (bytes / million).toFixed(1)
  return {
    label,
    cells: [
      megabytes(resident),
      (resident / bare.resident).toFixed(2),
      megabytes(heap),
      ready.toFixed(0),
      empty === undefined ? '' : (ready / empty.ready).toFixed(2),
    ],
  }
}

/**
 * What the bot takes while it does little, and how long it takes to start, with generations that are open in its store: they
 * render at Runware and are checked all the time. Beside it a client of discord.js that does nothing. Each in a process of its own.
 */
export const footprint: Benchmark = {
  name: 'footprint',
  async measure({ isQuick, say }) {
    const [crowds, rounds] = isQuick ? [[0, 50], 1] : [[0, 1_000, 10_000], 3]
    const cases = [undefined, ...crowds]
    const discord = await startDiscordSandbox()
    const kling = await startKlingSandbox()
    const measured: { readonly open: number | undefined; readonly start: Start }[] = []
    try {
      for (let round = 1; round <= rounds; round += 1) {
        for (const open of cases) {
          measured.push({ open, start: await startOnce(open, isQuick ? 200 : settling, { discord, kling }) })
        }
        say(`round ${round} of ${rounds}`)
      }
    } finally {
      await Promise.all([discord.close(), kling.close()])
    }
    const resultOf = (wanted: number | undefined) =>
      combine(measured.filter(({ open }) => open === wanted).map(({ start }) => start))
    const bare = resultOf(undefined)
    const empty = resultOf(0)
    return {
      caption:
        `Memory in megabytes ${settling / 1_000} s after the start and after the garbage was collected, and milliseconds from the start of\n` +
        `the process to its connection with Discord. The median of ${rounds} rounds.`,
      columns: ['resident', 'of bare', 'heap', 'ready', 'of empty'],
      rows: [
        describe('bare discord.js', bare, bare, undefined),
        ...crowds.map((open) => describe(`this bot, ${open.toLocaleString('en')} open`, resultOf(open), bare, empty)),
      ],
      details: {
        bytesPerOpenGeneration: Object.fromEntries(
          crowds.slice(1).map((open) => [open, (resultOf(open).resident - empty.resident) / open]),
        ),
        starts: measured.map(({ open, start }) => ({ bot: open === undefined ? 'bare' : 'this bot', open, ...start })),
      },
    }
  },
}
