import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import { startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import { startKlingSandbox } from '../sandbox/kling/startKlingSandbox.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { combineStarts, measureStart, type Start, type StartOptions } from './bots/measureStart.ts'
import { fillStore } from './footprint/fillStore.ts'

/** Long enough for the first checks of all that is open. */
const settling = 5_000
const million = 1_000_000

/** `open` is absent for the bare client. */
async function startOnce(
  open: number | undefined,
  settling: number,
  sandboxes: Pick<StartOptions, 'discord' | 'kling'>,
): Promise<Start> {
  const folder = createTemporaryFolder('kling-bench-')
  try {
    const stored = open === undefined ? {} : { databaseUrl: await fillStore(folder.path, open) }
    return await measureStart({ ...sandboxes, ...stored, directory: folder.path, settling })
  } finally {
    folder.remove()
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
      combineStarts(measured.filter(({ open }) => open === wanted).map(({ start }) => start))
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
