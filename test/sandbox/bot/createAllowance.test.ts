import { expect, test } from 'vitest'
import { createAllowance } from '../../../sandbox/bot/createAllowance.ts'
import type { Cap } from '../../../src/domain/contracts/sums.ts'
import { createRecord } from '../../services/store/support/createRecord.ts'
import { createMemoryStore } from '../../support/createMemoryStore.ts'

const daily: Cap = {
  kind: 'sum',
  of: { scope: 'personDay', key: 'ana', from: 0 },
  field: 'counted',
  adds: 2,
  limit: 8,
}

test('lets several in together, and none while it is used up', async () => {
  const allowance = createAllowance(true)
  const { generations } = allowance.decorate(createMemoryStore(), 10)
  const [first, second] = ['a', 'b'].map((id) => createRecord(id, { variants: ['a', 'b'] }))
  if (first === undefined || second === undefined) throw new Error('There are two')
  expect(await generations.insert(first, [daily], [second])).toMatchObject({ kind: 'over', cap: daily })
  allowance.useUp(false)
  expect(await generations.insert(first, [daily], [second])).toEqual({ kind: 'inserted' })
  expect((await generations.open()).map(({ id }) => id)).toEqual(['a', 'b'])
})
