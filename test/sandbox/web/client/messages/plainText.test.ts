import { expect, test } from 'vitest'
import { encodeMentions } from '../../../../../sandbox/web/client/messages/names.ts'
import {
  describeMessage,
  findNews,
  previewMessage,
  readPlainly,
} from '../../../../../sandbox/web/client/messages/plainText.ts'
import type { Person } from '../../../../../sandbox/web/protocol.ts'
import { named, noon, shown } from './support/messages.ts'

const reader = { named, now: noon }
const text = (content: string) => ({ type: 10, content })

test.each([
  ['**Ready.** `/kling queue`', 'Ready. /kling queue'],
  ['<@11> and <@12>', '@Ana and @unknown-user'],
  ['<#7> <#8> <@&5> <@&9>', '#videos #unknown @everyone @unknown-role'],
  ['@here </kling video:3>', '@here /kling video'],
  [`You asked <t:${noon / 1_000 - 60}:R>.`, 'You asked a minute ago.'],
  ['||who did it||', '(spoiler)'],
  ['[Open](https://a.example)', 'Open'],
  ['- a\n- b', 'a\nb\n'],
  ['### Head\nbody', 'Head\nbody'],
])('%s reads plainly', (source, words) => {
  expect(readPlainly(source, reader)).toBe(words)
})

test('a message is described by all texts it shows, in one line', () => {
  const container = {
    type: 17,
    components: [text('**Ready.**'), { type: 9, components: [text('> a fox')] }, { type: 12 }],
  }
  const body = { content: '', embeds: [{ title: 'T', description: 'D' }], components: [container, text('-# small')] }
  expect(describeMessage(body, reader)).toBe('T D Ready. a fox small')
})

test.each([
  ['words', { content: 'hello' }, 'hello'],
  ['nothing but a file', { attachments: [{ id: '1' }] }, 'Click to see attachment'],
  ['nothing', {}, 'Click to see message'],
])('the preview of %s', (_, body, words) => {
  expect(previewMessage(body, reader)).toBe(words)
})

test('what was written or changed last is the news, with its times as they were then', () => {
  const edited = { edited_timestamp: new Date(noon + 5_000).toISOString(), content: `since <t:${noon / 1_000}:R>` }
  const messages = [shown('1', {}, edited), shown('2', { createdAt: noon + 1_000 }, { content: 'later' })]
  expect(findNews(messages, named)).toBe('Kling: since 5 seconds ago')
})

test('a bot that has not answered yet is thinking', () => {
  expect(findNews([shown('1', { isLoading: true })], named)).toBe('Kling is thinking…')
})

test('an empty conversation has no news', () => {
  expect(findNews([], named)).toBe('')
})

test.each([
  ['@Kling a cat', '<@1> a cat'],
  ['hello @ana, @Anabel and @kling!', 'hello <@2>, @Anabel and <@1>!'],
  ['mail@Kling.example and <@Kling>', 'mail@Kling.example and <@Kling>'],
])('a mention in %j is sent by its id', (text, encoded) => {
  const people = [{ id: '2', name: 'Ana' } as Person]
  expect(encodeMentions(text, { people, bot: { id: '1', name: 'Kling', state: 'serving' } })).toBe(encoded)
})
