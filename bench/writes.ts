import type { Benchmark } from './benchmark.ts'
import type { PollingReport } from './scenarios/polling.ts'
import { runScenario } from './scenarios/runScenario.ts'

/** How often the store is written for one video, beside the least that keeps nothing unsaved: one for each state. */
export const writes: Benchmark = {
  name: 'writes',
  async measure({ isQuick }) {
    const count = isQuick ? 5 : 50
    const report = await runScenario<PollingReport>('./polling.js', { provider: 'runcomfy', count, seed: 7 })
    const { generations, states, settings } = report.writes
    const each = (number: number) => (number / count).toFixed(1)
    return {
      caption:
        `Writes to the store for one video from text, from the command to the delivered result (mean of ${count}).\n` +
        'Besides the states: the status message, the sent submit, what the provider says, and the steps of delivery.',
      columns: ['writes', 'of states'],
      rows: [
        { label: 'one for each state', cells: [each(states), '1.00'] },
        { label: 'this bot', cells: [each(generations), (generations / states).toFixed(2)] },
      ],
      details: { count, generations, states, settings },
    }
  },
}
