import type { Benchmark } from './benchmark.ts'
import { judge } from './judge.ts'
import { playCrowdedAccount } from './requests/playCrowdedAccount.ts'

/** At most so large a part of the requests that one each would be. */
const goal = 1 / 50

/**
 * How many requests Runware gets while very many generations render there. Each one that ends makes room for the next. The
 * yardstick is the same schedule with a request for each look.
 */
export const requests: Benchmark = {
  name: 'requests',
  async measure({ isQuick }) {
    const running = isQuick ? 100 : 1_000
    const minutes = isQuick ? 1 : 5
    const { checks, looks, submits, meanRunning } = await playCrowdedAccount({ running, minutes, seed: 7 })
    const perMinute = (count: number) => (count / minutes).toFixed(0)
    const ratio = checks / looks
    return {
      caption:
        `About ${running} renders at Runware at any time, for ${minutes} minutes of faked time, with the service and the adapter of the bot:\n` +
        'check requests a minute. One submit for each generation comes on top for everybody.',
      columns: ['requests a minute', 'part of it', 'goal'],
      rows: [
        { label: 'a request for each look', cells: [perMinute(looks), '1', ''] },
        {
          label: 'this bot',
          cells: [
            perMinute(checks),
            `1/${(1 / ratio).toFixed(0)}`,
            isQuick ? 'too few to tell' : judge(ratio <= goal, 'the requests are not full'),
          ],
        },
      ],
      details: { running, meanRunning, minutes, checks, looks, submits, ratio },
    }
  },
}
