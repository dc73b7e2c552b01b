import { expect, test } from 'vitest'
import { isSendable } from '../../../../../sandbox/web/client/selects/isSendable.ts'

test.each([
  ['something else', ['b'], ['a'], true],
  ['the same', ['a'], ['a'], false],
  ['the same in another order', ['b', 'a'], ['a', 'b'], false],
  ['too few', [], ['a'], false],
  ['too many', ['a', 'b', 'c'], ['a'], false],
])('a list that closes with %s', (_, chosen, before, isSent) => {
  expect(isSendable(chosen, before, { fewest: 1, most: 2 })).toBe(isSent)
})
