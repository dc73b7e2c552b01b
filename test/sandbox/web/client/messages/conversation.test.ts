import { expect, test } from 'vitest'
import {
  countUnread,
  findUse,
  listEntries,
  listMenu,
  listOpenCommands,
} from '../../../../../sandbox/web/client/messages/conversation.ts'
import { findUnknownTypes } from '../../../../../sandbox/web/client/messages/media.ts'
import { readMessageLink } from '../../../../../sandbox/web/client/messages/names.ts'
import type { SentAction, ShownMessage } from '../../../../../sandbox/web/protocol.ts'
import { ana, bot, cleo, noon, sent, shown, videos } from './support/messages.ts'

const minute = 60_000
const by = (id: string) => ({ author: { id } })

/** `day`, `head 1`, `below 2`, `command 3`. */
function outline(messages: readonly ShownMessage[], commands: readonly SentAction[] = []): string[] {
  return listEntries(messages, commands, 'UTC').map((entry) => {
    if (entry.kind === 'day') return 'day'
    if (entry.kind === 'command') return `command ${entry.sent.id}`
    return `${entry.isGrouped ? 'below' : 'head'} ${entry.message.id}`
  })
}

test('messages of one author follow each other without a head', () => {
  const one = shown('1', {}, by(ana.id))
  expect(outline([one, shown('2', {}, by(ana.id)), shown('3', {}, by(bot.id))])).toStrictEqual([
    'day',
    'head 1',
    'below 2',
    'head 3',
  ])
})

test.each([
  ['another author', shown('2', {}, by(bot.id))],
  ['more than seven minutes', shown('2', { createdAt: noon + 7 * minute }, by(ana.id))],
  ['an answer', shown('2', {}, { ...by(ana.id), type: 19 })],
  ['a command', shown('2', { command: { name: 'kling video', personId: ana.id } }, by(ana.id))],
  ['somebody who alone sees it', shown('2', { ephemeralFor: ana.id }, by(ana.id))],
])('%s needs a head', (_, second) => {
  expect(outline([shown('1', {}, by(ana.id)), second])).toStrictEqual(['day', 'head 1', 'head 2'])
})

test('just below seven minutes there is no head', () => {
  const second = shown('2', { createdAt: noon + 7 * minute - 1 }, by(ana.id))
  expect(outline([shown('1', {}, by(ana.id)), second])).toStrictEqual(['day', 'head 1', 'below 2'])
})

test('a line parts two days, and a head follows it', () => {
  const night = noon + 12 * 60 * minute
  const messages = [shown('1', { createdAt: night - minute }, by(ana.id)), shown('2', { createdAt: night }, by(ana.id))]
  expect(outline(messages)).toStrictEqual(['day', 'head 1', 'day', 'head 2'])
})

test('a command that waits stands where it was sent', () => {
  const messages = [shown('1', {}, by(ana.id)), shown('3', { createdAt: noon + 2 }, by(ana.id))]
  expect(outline(messages, [sent('2', { at: noon + 1 })])).toStrictEqual(['day', 'head 1', 'command 2', 'head 3'])
})

test('a person sees their own commands in that place that were not answered', () => {
  const all = [
    sent('waits'),
    sent('answered', { state: 'acknowledged' }),
    sent('failed', { state: 'didNotRespond' }),
    sent('dismissed', { state: 'didNotRespond' }),
    sent('by another', { personId: '13' }),
    sent('elsewhere', { placeId: '8' }),
    sent('a button', { kind: 'component' }),
  ]
  const where = { personId: ana.id, placeId: videos.id, dismissed: new Set(['dismissed']) }
  expect(listOpenCommands(all, where).map(({ id }) => id)).toStrictEqual(['waits', 'failed'])
})

const press = (id: string, state: 'sent' | 'acknowledged' | 'didNotRespond', personId = ana.id) =>
  sent(id, { kind: 'component', messageId: '5', customId: `button ${id}`, state, personId })

test.each([
  ['nobody pressed anything', [], undefined, false],
  ['a press waits', [press('1', 'sent')], 'button 1', false],
  ['a press was answered', [press('1', 'acknowledged')], undefined, false],
  ['a press was never answered', [press('1', 'didNotRespond')], undefined, true],
  ['the next press waits', [press('1', 'didNotRespond'), press('2', 'sent')], 'button 2', false],
  ['the next press was answered', [press('1', 'didNotRespond'), press('2', 'acknowledged')], undefined, false],
  ['another person pressed', [press('1', 'sent', '13')], undefined, false],
  ['another message was used', [{ ...press('1', 'sent'), messageId: '6' }], undefined, false],
])('%s', (_, all, waitingFor, hasFailed) => {
  expect(findUse(all, ana.id, '5')).toStrictEqual({ waitingFor, hasFailed })
})

const freshMessage = (id: string, parts: Partial<ShownMessage> = {}): ShownMessage => ({
  id,
  placeId: 'p',
  body: { author: { id: 'bot' } },
  isLoading: false,
  pings: [],
  createdAt: 0,
  ...parts,
})

test.each([
  ['nothing where all was seen', [freshMessage('10')], '10', 'text', false, 0],
  ['a freshMessage that came later', [freshMessage('10'), freshMessage('11')], '10', 'text', true, 0],
  ['everything where nothing was looked at', [freshMessage('10')], undefined, 'text', true, 0],
  [
    'a mention',
    [freshMessage('11', { pings: ['ana'] }), freshMessage('12', { pings: ['ben'] })],
    '10',
    'text',
    true,
    1,
  ],
  ['what is for everyone', [freshMessage('11', { pings: ['everyone'] })], '10', 'ageRestricted', true, 1],
  ['everything in a direct conversation', [freshMessage('11'), freshMessage('12')], '10', 'direct', true, 2],
  ['longer ids as later ones', [freshMessage('9'), freshMessage('11')], '10', 'text', true, 0],
  [
    'nothing that one wrote oneself',
    [freshMessage('11', { body: { author: { id: 'ana' } } })],
    '10',
    'direct',
    false,
    0,
  ],
  ['nothing that only oneself sees', [freshMessage('11', { ephemeralFor: 'ana' })], '10', 'text', false, 0],
  ['nothing anew when the last one that was seen is gone', [freshMessage('9')], '10', 'text', false, 0],
] as const)('counts %s', (_, messages, seen, kind, isUnread, pings) => {
  expect(countUnread(messages, seen, 'ana', kind)).toStrictEqual({ isUnread, pings })
})

const commands = [
  { id: '1', type: 1, name: 'kling' },
  { id: '3', type: 3, name: 'Animate this picture' },
  { id: '4', type: 3, name: 'Not offered' },
  { id: '5', type: 2, name: 'Videos of this person' },
]
const direct = { ...videos, kind: 'direct' } as const
const byAna = { author: { id: ana.id } }
const app = ['Animate this picture']
const authorApps = ['Videos of this person']

test.each([
  [
    'the bot’s',
    shown('1'),
    ana,
    videos,
    { apps: app, authorApps, canReply: true, canCopy: true, canDelete: false, canDismiss: false },
  ],
  [
    'the bot’s, for a moderator',
    shown('1'),
    cleo,
    videos,
    { apps: app, authorApps, canReply: true, canCopy: true, canDelete: true, canDismiss: false },
  ],
  [
    'the bot’s, where nobody moderates',
    shown('1'),
    cleo,
    direct,
    { apps: app, authorApps, canReply: true, canCopy: true, canDelete: false, canDismiss: false },
  ],
  [
    'one’s own',
    shown('1', {}, byAna),
    ana,
    direct,
    { apps: app, authorApps, canReply: true, canCopy: true, canDelete: true, canDismiss: false },
  ],
  [
    'somebody else’s',
    shown('1', {}, { author: { id: '12' } }),
    ana,
    videos,
    { apps: app, authorApps, canReply: true, canCopy: true, canDelete: false, canDismiss: false },
  ],
  [
    'one that only the person sees',
    shown('1', { ephemeralFor: cleo.id }),
    cleo,
    videos,
    { apps: [], authorApps: [], canReply: false, canCopy: true, canDelete: false, canDismiss: true },
  ],
  [
    'one that is not there yet',
    shown('1', { isLoading: true }),
    ana,
    videos,
    { apps: [], authorApps: [], canReply: false, canCopy: false, canDelete: false, canDismiss: false },
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
