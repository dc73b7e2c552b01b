import { expect, test } from 'vitest'
import { moveInList } from '../../../../sandbox/web/client/moveInList.ts'

test.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 0],
  ['ArrowDown', -1, 3, 0],
  ['ArrowUp', 1, 3, 0],
  ['ArrowUp', 0, 3, 2],
  ['ArrowUp', -1, 3, 2],
  ['PageDown', 0, 20, 8],
  ['PageDown', 15, 20, 19],
  ['PageUp', 19, 20, 11],
  ['PageUp', 3, 20, 0],
  ['PageUp', -1, 20, 0],
])('%s leads from %d of %d to %d', (key, active, count, next) => {
  expect(moveInList(key, active, count)).toBe(next)
})

test.each(['Enter', 'Home', 'a'])('%s is no key of lists', (key) => {
  expect(moveInList(key, 1, 3)).toBeUndefined()
})

test('in an empty list no key leads anywhere', () => {
  expect(moveInList('ArrowDown', -1, 0)).toBeUndefined()
})
