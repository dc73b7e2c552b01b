import { expect, test } from 'vitest'
import { createPriorityQueue } from '../../src/lib/priorityQueue.ts'

function takeAll<Value>(queue: { take(): Value | undefined }): Value[] {
  const taken: Value[] = []
  for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next)
  return taken
}

const byRank = (one: { rank: number }, other: { rank: number }) => one.rank - other.rank

test('the first comes first, and equals come in the order they were added', () => {
  const queue = createPriorityQueue<{ rank: number; index: number }>(byRank)
  const values = Array.from({ length: 200 }, (_each, index) => ({ rank: (index * 37) % 20, index }))
  for (const value of values) queue.add(value)

  const expected = [...values].sort((one, other) => byRank(one, other) || one.index - other.index)
  expect(takeAll(queue)).toStrictEqual(expected)
  expect(queue.size).toBe(0)
})

test('what was removed is not taken, and what was taken cannot be removed', () => {
  const queue = createPriorityQueue<{ rank: number; index: number }>(byRank)
  const values = Array.from({ length: 100 }, (_each, index) => ({ rank: (index * 53) % 100, index }))
  const removals = values.map((value) => queue.add(value))
  for (const { index } of values) if (index % 3 === 0) removals[index]?.()
  const first = queue.take()
  for (const removal of removals.filter((_removal, index) => index % 3 === 0 || values[index] === first)) removal()

  const rest = values.filter((value) => value.index % 3 !== 0 && value !== first).sort(byRank)
  expect(queue.size).toBe(rest.length)
  expect(takeAll(queue)).toStrictEqual(rest)
})
