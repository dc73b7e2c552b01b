import { expect, test } from 'vitest'
import { toggleOption } from '../../../../../sandbox/web/client/selects/toggleOption.ts'

test.each([
  ['the other one, where one may be chosen', ['a'], 'b', 1, 1, ['b']],
  ['the same again', ['a'], 'a', 1, 1, ['a']],
  ['none, where none may be', ['a'], 'a', 0, 1, []],
  ['one more', ['a'], 'b', 1, 2, ['a', 'b']],
  ['one less', ['a', 'b'], 'a', 1, 2, ['b']],
  ['no more than allowed', ['a', 'b'], 'c', 1, 2, ['a', 'b']],
])('pressing an option chooses %s', (_, chosen, value, fewest, most, after) => {
  expect(toggleOption(chosen, value, { fewest, most })).toStrictEqual(after)
})
