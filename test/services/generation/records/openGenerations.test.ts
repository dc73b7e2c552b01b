import { expect, test } from 'vitest'
import { createTransientStates } from '../../../../src/services/generation/records/openGenerations.ts'

test('a state is kept while its generation is open, and not made again for work that outlives it', () => {
  const open = new Set(['a'])
  const states = createTransientStates((id) => open.has(id))
  states.get('a').pollFailures += 1
  expect(states.get('a').pollFailures).toBe(1)
  open.delete('a')
  states.drop('a')
  states.get('a').taskId = 'minted too late'
  expect(states.peek('a')).toBeUndefined()
  expect(states.get('a').taskId).toBeUndefined()
})
