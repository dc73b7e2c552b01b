import { join } from 'node:path'
import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import { startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import { startKlingSandbox } from '../sandbox/kling/startKlingSandbox.ts'
import type { Store } from '../src/domain/contracts/store.ts'
import { generation } from '../src/domain/generation.ts'
import { createLog } from '../src/log.ts'
import { createStore } from '../src/services/store/createStore.ts'
import { createSystemClock } from '../src/system.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { measureStart, type Start } from './bots/measureStart.ts'
import { fillFinished } from './store/fillFinished.ts'
import { type Comparison, compareQuestions, compareWrites, describeComparison } from './store/storeTimes.ts'

const settling = 3_000
const clock = createSystemClock()

const openStore = (file: string): Promise<Store> =>
  createStore({ url: `sqlite://${file}`, clock, log: createLog({ level: 'warn', secrets: [] }) })

/** Starts of the real bot on both databases, in turns. */
async function compareStarts(few: string, many: string, rounds: number, wait: number): Promise<Comparison[]> {
  const discord = await startDiscordSandbox()
  const kling = await startKlingSandbox()
  const starts: Record<'few' | 'many', Start[]> = { few: [], many: [] }
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, directory] of [
        ['few', few],
        ['many', many],
      ] as const) {
        const databaseUrl = `sqlite://${join(directory, 'kling.sqlite')}`
        starts[name].push(await measureStart({ discord, kling, directory, databaseUrl, settling: wait }))
      }
    }
  } finally {
    await Promise.all([discord.close(), kling.close()])
  }
  const compare = (label: string, pick: (start: Start) => number): Comparison => ({
    label,
    yardstick: starts.few.map(pick),
    own: starts.many.map(pick),
    most: 1.1,
  })
  return [
    compare('from the start to ready', ({ ready }) => ready),
    compare('resident memory, megabytes', ({ resident }) => resident / 1_000_000),
  ]
}

/**
 * What grows with what is finished: the same bot and the same questions with a thousand finished generations and with a million. Beside
 * it what a write costs more than in one table without anything that could be asked.
 */
export const store: Benchmark = {
  name: 'store',
  async measure({ isQuick, say }) {
    const [few, many, rounds] = isQuick ? [20, 200, 5] : [1_000, 1_000_000, 300]
    const folders = [0, 1, 2].map(() => createTemporaryFolder('kling-bench-'))
    const [small, large, plain] = folders.map(({ path }) => path) as [string, string, string]
    const now = clock.now()
    const stores: Store[] = []
    const open = async (directory: string) => {
      const opened = await openStore(join(directory, 'kling.sqlite'))
      stores.push(opened)
      return opened
    }
    try {
      for (const [directory, count] of [
        [small, few],
        [large, many],
      ] as const) {
        say(`${count.toLocaleString('en')} finished generations are made`)
        await fillFinished(join(directory, 'kling.sqlite'), count, now)
      }
      const starts = await compareStarts(small, large, isQuick ? 1 : 7, isQuick ? 100 : settling)
      say('The bot was started on both')
      const [ofFew, ofMany] = [await open(small), await open(large)]
      const questions = await compareQuestions(ofFew.generations, ofMany.generations, {
        rounds,
        people: Math.max(2, many / 100),
        now,
      })
      const oneTable = await (await open(plain)).collection({ name: 'one_table', schema: generation })
      const writes = await compareWrites(oneTable, ofMany.generations, { rounds, now })
      const [fewer, more] = [few, many].map((count) => count.toLocaleString('en'))
      const title = (label: string): Row => ({ label, cells: ['', '', '', ''] })
      return {
        caption:
          `Milliseconds with ${more} finished generations beside so many with ${fewer}; and of a write there beside one to a table\n` +
          `without anything that could be asked. The medians of ${rounds} calls each, in turns.`,
        columns: ['yardstick', 'this bot', 'ratio', 'goal'],
        rows: [
          title(`with ${more} beside ${fewer}:`),
          ...[...starts, ...questions].map(describeComparison),
          title('with indexes, sums and words beside one table:'),
          ...writes.map(describeComparison),
        ],
        details: { few, many, comparisons: [...starts, ...questions, ...writes] },
      }
    } finally {
      for (const opened of stores) await opened.close()
      for (const folder of folders) folder.remove()
    }
  },
}
