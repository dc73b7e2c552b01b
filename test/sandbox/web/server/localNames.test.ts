import { expect, test } from 'vitest'
import { createLocalNames } from '../../../../sandbox/web/server/localNames.ts'

const commands = [
  {
    id: '1',
    name: 'kling',
    description: 'Make videos',
    options: [
      {
        type: 1,
        name: 'queue',
        name_localizations: { de: 'liste' },
        description: 'Videos in progress',
        description_localizations: { de: 'Laufende Videos' },
        options: [
          {
            type: 3,
            name: 'quality',
            name_localizations: { de: 'qualität' },
            description: 'Resolution',
            choices: [{ name: 'Wide', name_localizations: { de: 'Quer' }, value: 'wide' }],
          },
        ],
      },
    ],
  },
  { id: '2', type: 3, name: 'Make a video', name_localizations: { de: 'Video daraus machen' } },
]

test('commands, options and choices are shown in the language of the person', () => {
  const [kling, menu] = createLocalNames(() => commands, 'de').show(commands)
  expect(kling).toMatchObject({
    name: 'kling',
    options: [
      {
        name: 'liste',
        description: 'Laufende Videos',
        options: [{ name: 'qualität', registered_name: 'quality', choices: [{ name: 'Quer', value: 'wide' }] }],
      },
    ],
  })
  expect(menu).toMatchObject({ name: 'Video daraus machen', registered_name: 'Make a video' })
})

test('what was typed so is sent as it was registered', () => {
  const names = createLocalNames(() => commands, 'de')
  const command = names.read('kling liste', { qualität: 'wide', unknown: 1 })
  expect(command).toMatchObject({ name: 'kling queue', values: { quality: 'wide', unknown: 1 } })
  expect(command.nameOption('qualität')).toBe('quality')
  expect(command.showOption('quality')).toBe('qualität')
  expect(names.read('Video daraus machen', {}).name).toBe('Make a video')
  expect(names.read('nothing of ours', {}).name).toBe('nothing of ours')
})

test('without a translation everything is called as it was registered', () => {
  const names = createLocalNames(() => commands, 'fr')
  expect(names.show(commands)).toMatchObject(commands)
  expect(names.read('kling queue', { quality: 'wide' })).toMatchObject({
    name: 'kling queue',
    values: { quality: 'wide' },
  })
})
