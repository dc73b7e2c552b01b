import { expect, test } from 'vitest'
import { findUnknownTypes } from '../../../../../sandbox/web/client/messages/findUnknownTypes.ts'
import { listMenu } from '../../../../../sandbox/web/client/messages/listMenu.ts'
import { readMessageLink } from '../../../../../sandbox/web/client/messages/readMessageLink.ts'
import { ana, cleo, shown, videos } from './support/messages.ts'

const commands = [
  { id: '1', type: 1, name: 'kling' },
  { id: '3', type: 3, name: 'Animate this picture' },
  { id: '4', type: 3, name: 'Not offered' },
]
const direct = { ...videos, kind: 'direct' } as const
const byAna = { author: { id: ana.id } }
const app = ['Animate this picture']

test.each([
  ['the bot’s', shown('1'), ana, videos, { apps: app, canCopy: true, canDelete: false, canDismiss: false }],
  [
    'the bot’s, for a moderator',
    shown('1'),
    cleo,
    videos,
    { apps: app, canCopy: true, canDelete: true, canDismiss: false },
  ],
  [
    'the bot’s, where nobody moderates',
    shown('1'),
    cleo,
    direct,
    { apps: app, canCopy: true, canDelete: false, canDismiss: false },
  ],
  ['one’s own', shown('1', {}, byAna), ana, direct, { apps: app, canCopy: true, canDelete: true, canDismiss: false }],
  [
    'somebody else’s',
    shown('1', {}, { author: { id: '12' } }),
    ana,
    videos,
    { apps: app, canCopy: true, canDelete: false, canDismiss: false },
  ],
  [
    'one that only the person sees',
    shown('1', { ephemeralFor: cleo.id }),
    cleo,
    videos,
    { apps: [], canCopy: true, canDelete: false, canDismiss: true },
  ],
  [
    'one that is not there yet',
    shown('1', { isLoading: true }),
    ana,
    videos,
    { apps: [], canCopy: false, canDelete: false, canDismiss: false },
  ],
])('what can be done with a message: %s', (_, message, person, place, menu) => {
  expect(listMenu(message, { person, place, commands })).toStrictEqual(menu)
})

test('components that nobody draws are found wherever they are, each type once', () => {
  const components = [
    { type: 99 },
    {
      type: 17,
      components: [{ type: 10 }, { type: 99 }, { type: 9, components: [{ type: 10 }], accessory: { type: 77 } }],
    },
    { type: 1, components: [{ type: 2 }, { type: 3 }, { type: 88 }] },
    {},
  ]
  expect(findUnknownTypes(components)).toStrictEqual([99, 77, 88, undefined])
})

test.each([
  ['https://discord.com/channels/1/2/3', { placeId: '2', messageId: '3' }],
  ['https://canary.discord.com/channels/@me/2/3', { placeId: '2', messageId: '3' }],
  ['https://discord.com/channels/1/2', undefined],
  ['https://discord.com.example/channels/1/2/3', undefined],
  ['https://a.example/?https://discord.com/channels/1/2/3', undefined],
])('%s as a link to a message', (address, link) => {
  expect(readMessageLink(address)).toStrictEqual(link)
})
