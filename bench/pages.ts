import { join } from 'node:path'
import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import type { Store } from '../src/domain/contracts/store.ts'
import { untouched } from '../src/domain/server.ts'
import { createLog } from '../src/log.ts'
import { createHistory } from '../src/services/history/history.ts'
import { createSpending } from '../src/services/servers/spending.ts'
import { createStore } from '../src/services/store/createStore.ts'
import { createSystemClock } from '../src/system.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { fillFinished, nameServer, personOfHundredth, personOfTen } from './store/fillFinished.ts'
import { type Comparison, compareInTurns, describeComparison } from './store/storeTimes.ts'

const clock = createSystemClock()
const unexpected = () => Promise.reject(new Error('Nobody asks for this here'))
const unlimited = Number.MAX_SAFE_INTEGER

const openStore = (directory: string): Promise<Store> =>
  createStore({
    url: `sqlite://${join(directory, 'kling.sqlite')}`,
    clock,
    log: createLog({ level: 'warn', secrets: [] }),
  })

/** What `/kling history` asks of a store, with the note of what was opened last. */
const createList = (store: Store) =>
  createHistory({
    store,
    delivery: { showPrivately: unexpected },
    copies: { save: unexpected },
    preferences: { allowsRemix: unexpected },
    rules: { standingOf: unexpected },
    policy: { allowedGuilds: 'any', allowUserInstall: false },
    clock,
  })

/** What `/kling-admin usage` asks of a store. */
const createUsage = ({ generations }: Store) =>
  createSpending({
    generations,
    caps: {
      openPerPerson: unlimited,
      perPersonPerDay: unlimited,
      attemptsPerPersonPerDay: unlimited,
      attemptsPerPersonPerMinute: unlimited,
      personDay: unlimited,
      serverMonth: unlimited,
      month: unlimited,
    },
    settings: { read: async () => untouched },
    clock,
  })

/** The lists that people and admins open: with how much somebody has, and with how much there is at all. */
export const pages: Benchmark = {
  name: 'pages',
  async measure({ isQuick, say }) {
    const [few, many, rounds] = isQuick ? [100, 2_000, 5] : [1_000, 1_000_000, 300]
    const folders = [few, many].map((count) => ({ count, ...createTemporaryFolder('kling-bench-') }))
    const stores: Store[] = []
    const now = clock.now()
    try {
      for (const { count, path } of folders) {
        say(`${count.toLocaleString('en')} finished generations are made`)
        await fillFinished(join(path, 'kling.sqlite'), count, now)
        stores.push(await openStore(path))
      }
      const [small, large] = stores as [Store, Store]
      const list = createList(large)
      const ofPerson = (userId: string) => () => list.open(userId, {})
      const [usageOfFew, usageOfMany] = [createUsage(small), createUsage(large)]
      const ofServer = (usage: ReturnType<typeof createUsage>, page: number) => (round: number) =>
        // Those whose number ends with a zero have one member, the busiest.
        usage.spendingOf(nameServer((round % 5) * 10 + 1 + (round % 9)), page)
      const history = await compareInTurns(rounds, [
        ['the history of a person opens', 1.5, ofPerson(personOfTen), ofPerson(personOfHundredth)],
        [
          'the same with a word that stands in each twentieth',
          3,
          () => list.open(personOfTen, { words: 'fox' }),
          () => list.open(personOfHundredth, { words: 'fox' }),
        ],
      ])
      const usage = await compareInTurns(rounds, [
        ['who spent what in a server, first page', 2, ofServer(usageOfFew, 0), ofServer(usageOfMany, 0)],
        ['its fifth page there, beside the first', 2, ofServer(usageOfMany, 0), ofServer(usageOfMany, 4)],
      ])
      const [fewer, more, own] = [few, many, many / 100].map((count) => count.toLocaleString('en'))
      const title = (label: string): Row => ({ label, cells: ['', '', '', ''] })
      const describe = (comparisons: readonly Comparison[]) => comparisons.map(describeComparison)
      return {
        caption: `Milliseconds until a list is there. The medians of ${rounds} calls each, in turns.`,
        columns: ['yardstick', 'this bot', 'ratio', 'goal'],
        rows: [
          title(`of who has ${own} videos beside who has ten:`),
          ...describe(history),
          title(`with ${more} finished generations beside ${fewer}:`),
          ...describe(usage),
        ],
        details: { few, many, comparisons: [...history, ...usage] },
      }
    } finally {
      for (const opened of stores) await opened.close()
      for (const folder of folders) folder.remove()
    }
  },
}
