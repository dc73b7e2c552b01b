import { expect, test } from 'vitest'
import { listEntries } from '../../../../../sandbox/web/client/messages/listEntries.ts'
import { listOpenCommands } from '../../../../../sandbox/web/client/messages/listOpenCommands.ts'
import type { SentAction, ShownMessage } from '../../../../../sandbox/web/protocol.ts'
import { ana, bot, noon, sent, shown, videos } from './support/messages.ts'

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
