import { expect, test } from 'vitest'
import { readCommandText } from '../../../../../sandbox/web/client/commands/readCommandText.ts'
import { runnable } from './fixtures.ts'

test.each([
  ['hello'],
  ['/'],
  ['/film'],
  ['/film '],
  ['/film shoot'],
  ['/film shooting '],
  ['film shoot '],
  ['a /ping '],
])('%j is not a whole command yet', (text) => {
  expect(readCommandText(text, runnable)).toBeUndefined()
})

test.each([
  ['/film shoot ', 'film shoot', []],
  ['/Film Shoot ', 'film shoot', []],
  ['/ping ', 'ping', []],
  ['/ping hello', 'ping', []],
  ['/film shoot a boat at sea', 'film shoot', [{ option: 'plot', text: 'a boat at sea' }]],
  [
    '/film shoot plot: a boat length: 5 look:noir',
    'film shoot',
    [
      { option: 'plot', text: 'a boat' },
      { option: 'length', text: '5' },
      { option: 'look', text: 'noir' },
    ],
  ],
  [
    '/film shoot a boat\nand a bird length:5',
    'film shoot',
    [
      { option: 'plot', text: 'a boat\nand a bird' },
      { option: 'length', text: '5' },
    ],
  ],
  ['/film shoot time: late', 'film shoot', [{ option: 'plot', text: 'time: late' }]],
  ['/film shoot start: boat.png', 'film shoot', [{ option: 'plot', text: 'start: boat.png' }]],
])('%j is %s with %j', (text, name, texts) => {
  const read = readCommandText(text, runnable)
  expect(read?.runnable.name).toBe(name)
  expect(read?.texts).toStrictEqual(texts)
})
