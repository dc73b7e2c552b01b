import type { Benchmark, Row } from './benchmark.ts'
import { judge } from './judge.ts'
import type { CrowdReport } from './scenarios/crowd.ts'
import { runScenario } from './scenarios/runScenario.ts'

function describe(label: string, people: number, report: CrowdReport): Row {
  const { delivered, limited, refused, editsByToken, editsByChannel, posts, peaks, lastLag, complaints } = report
  const problem = `${limited} answers with 429, ${refused} refused, ${delivered} delivered, ${complaints} complaints`
  const isMet = limited === 0 && refused === 0 && delivered === people && complaints === 0
  const numbers = [editsByToken, editsByChannel, posts, ...Object.values(peaks)].map(String)
  return { label, cells: [...numbers, `${(lastLag / 1_000).toFixed(0)} s`, String(limited), judge(isMet, problem)] }
}

/**
 * So many generations with their status messages in one channel: how often Discord is asked to change something, and whether it
 * ever had enough. The yardstick is what the played Discord lets pass, which nobody who keeps to it can be faster than.
 */
export const crowd: Benchmark = {
  name: 'crowd',
  async measure({ isQuick, people = isQuick ? 4 : 200 }) {
    const play = (isAfterToken: boolean) => runScenario<CrowdReport>('./crowd.js', { people, isAfterToken })
    const [before, after] = await Promise.all([play(false), play(true)])
    // At most five edits of a channel in five seconds, from the moment in which everything could be shown.
    const leastLag = Math.max(people - 5, 0) - people / 4
    return {
      caption:
        `${people} generations in one channel, in faked time: edits by token and by channel, new messages, the most of them in any such\n` +
        'window, and from the last finish at the provider to the last edit.',
      columns: ['token', 'channel', 'new', 'all/1 s', 'token/2 s', 'channel/5 s', 'new/5 s', 'last', '429', 'goal'],
      rows: [
        {
          label: 'what Discord lets pass',
          cells: ['', '', '', '50', '5', '5', '5', `${Math.max(leastLag, 0)} s after`, '0', ''],
        },
        describe('before the token ends', people, before),
        describe('after the token has ended', people, after),
      ],
      details: { people, before, after },
    }
  },
}
