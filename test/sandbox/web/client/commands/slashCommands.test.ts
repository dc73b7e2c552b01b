import { expect, test } from 'vitest'
import { optionTypes } from '../../../../../sandbox/discord/flags.ts'
import {
  listRunnable,
  readCommandText,
  searchRunnable,
} from '../../../../../sandbox/web/client/commands/slashCommands.ts'
import { film, menu, ping, runnable } from './fixtures.ts'

test('subcommands and those in groups are commands of their own, context menus are none', () => {
  expect(runnable.map(({ name, description }) => [name, description])).toStrictEqual([
    ['film shoot', 'Shoot a film'],
    ['film crew hire', 'Hire somebody'],
    ['film crew thank', 'Thank somebody'],
    ['ping', 'Is it there?'],
  ])
})

test('only what is offered is listed', () => {
  expect(listRunnable([film, ping, menu], ['2']).map(({ name }) => name)).toStrictEqual(['ping'])
})

test('a group without subcommands leads nowhere', () => {
  const empty = { ...ping, options: [{ type: optionTypes.group, name: 'void', description: 'Nothing' }] }
  expect(listRunnable([empty], ['2'])).toStrictEqual([])
})

test('options are read with their rules', () => {
  const [plot, start, , , look, , , , title] = runnable[0]?.options ?? []
  expect(plot).toMatchObject({ name: 'plot', isRequired: true, mostCharacters: 20, completes: false, choices: [] })
  expect(start).toMatchObject({ isRequired: false, fileTypes: ['image'] })
  expect(look?.choices).toStrictEqual([
    { name: 'Black and white', value: 'noir' },
    { name: 'Colour', value: 'colour' },
  ])
  expect(title?.completes).toBe(true)
})

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
