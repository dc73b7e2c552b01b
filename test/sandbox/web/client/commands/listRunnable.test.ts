import { expect, test } from 'vitest'
import { optionTypes } from '../../../../../sandbox/discord/flags.ts'
import { listRunnable } from '../../../../../sandbox/web/client/commands/listRunnable.ts'
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
