import { expect, test } from 'vitest'
import { searchRunnable } from '../../../../../sandbox/web/client/commands/searchRunnable.ts'
import { runnable } from './fixtures.ts'

const all = ['film shoot', 'film crew hire', 'film crew thank', 'ping']

test.each([
  ['', all],
  ['film', ['film shoot', 'film crew hire', 'film crew thank']],
  ['fi sh', ['film shoot']],
  ['Film  Shoot ', ['film shoot']],
  ['shoot', ['film shoot']],
  ['f h', ['film crew hire', 'film shoot', 'film crew thank']],
  ['crew', ['film crew hire', 'film crew thank']],
  ['png', ['ping']],
  ['flmsht', ['film shoot']],
  ['in', ['ping', 'film crew thank']],
  ['hire film', []],
  ['zoom', []],
])('%j finds %j, best first', (typed, names) => {
  expect(searchRunnable(runnable, typed).map(({ name }) => name)).toStrictEqual(names)
})
