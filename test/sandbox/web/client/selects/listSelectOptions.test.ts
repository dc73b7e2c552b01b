import { expect, test } from 'vitest'
import { listSelectOptions } from '../../../../../sandbox/web/client/selects/listSelectOptions.ts'

const person = { role: 'asks', mayModerate: false, uploadLimit: 1 }
const scene = {
  bot: { id: '9', name: 'Kling', state: 'serving' },
  people: [{ id: '1', name: 'Ana', ...person }],
  roles: [{ id: '5', name: 'Editors' }],
  places: [
    { id: '3', name: 'videos', kind: 'text', offers: {} },
    { id: '4', name: 'Kling', kind: 'direct', personId: '1', offers: {} },
  ],
} as const

const labels = (component: Record<string, unknown>) => listSelectOptions(component, scene).map(({ label }) => label)

test.each([
  ['people, with the bot', { type: 5 }, ['Ana', 'Kling']],
  ['roles', { type: 6 }, ['Editors']],
  ['people and roles', { type: 7 }, ['Ana', 'Kling', 'Editors']],
  ['channels, but no direct conversation', { type: 8 }, ['videos']],
  ['text channels that are asked for', { type: 8, channel_types: [0, 5] }, ['videos']],
  ['no channels where only others are asked for', { type: 8, channel_types: [2] }, []],
])('lists %s', (_, component, expected) => {
  expect(labels(component)).toStrictEqual(expected)
})

test('lists the options of a select with what stands beside them', () => {
  const options = [
    { label: 'Pro', value: 'p', description: '1080p', emoji: { name: '🎬' } },
    { label: 'Own', value: 'o', emoji: { name: 'fox', id: '1' } },
    { label: '4K', value: '4', description: null },
  ]
  expect(listSelectOptions({ type: 3, options }, scene)).toStrictEqual([
    { value: 'p', label: 'Pro', description: '1080p', sign: '🎬' },
    { value: 'o', label: 'Own', sign: ':fox:' },
    { value: '4', label: '4K' },
  ])
})
