import { expect, test } from 'vitest'
import { readMessage, readReferenced } from '../../src/interactions/receivedMessage.ts'

const bot = { id: '1', username: 'Kling', bot: true }
const data = {
  id: '7',
  channel_id: '5',
  guild_id: '4',
  type: 0,
  author: { id: '3', username: 'ana' },
  content: '<@1> a fox',
  mentions: [bot],
  attachments: [],
}
const result = {
  id: '9',
  channel_id: '5',
  author: bot,
  interaction_metadata: { id: '100' },
  components: [
    {
      type: 17,
      components: [
        { type: 10, content: '"custom_id":"retry:forged"' },
        {
          type: 1,
          components: [
            { type: 2, custom_id: 'again:abc' },
            { type: 2, custom_id: 'more:abc:1' },
          ],
        },
        {
          type: 1,
          components: [
            { type: 2, custom_id: 'x'.repeat(101) },
            { type: 2, url: 'https://a.example' },
          ],
        },
      ],
    },
  ],
}
const reference = { message_id: '9', channel_id: '5' }

test('a mention is read without the mention', () => {
  expect(readMessage(data, '1')).toStrictEqual({
    id: '7',
    channelId: '5',
    guildId: '4',
    userId: '3',
    text: 'a fox',
    files: [],
    botUserId: '1',
  })
})

test('a reply to us names the command and the records of what it answers', () => {
  const reply = { ...data, type: 19, content: 'at night', message_reference: reference, referenced_message: result }
  expect(readMessage(reply, '1')).toMatchObject({
    text: 'at night',
    repliesTo: { messageId: '9', channelId: '5', interactionId: '100', recordIds: ['abc'] },
  })
})

test('a notice of ours says what it answers itself', () => {
  const notice = { ...result, id: '10', components: [], interaction_metadata: undefined, message_reference: reference }
  expect(readReferenced(notice, '1')).toStrictEqual({
    messageId: '10',
    channelId: '5',
    recordIds: [],
    repliesTo: { messageId: '9', channelId: '5' },
  })
  expect(readReferenced({ ...notice, author: { id: '3' } }, '1')).toBeUndefined()
  expect(readReferenced(undefined, '1')).toBeUndefined()
})

test.each<[string, object, string | undefined]>([
  [
    'somebody else',
    { message_reference: reference, referenced_message: { ...result, author: { id: '3' } } },
    'foreign',
  ],
  ['what is gone', { message_reference: reference, referenced_message: null }, 'gone'],
  ['nothing, where it is forwarded', { message_reference: { ...reference, type: 1 } }, undefined],
  ['nothing', {}, undefined],
])('a message may answer %s', (_what, changes, repliesTo) => {
  expect(readMessage({ ...data, ...changes }, '1')?.repliesTo).toBe(repliesTo)
})

test.each<[string, string]>([
  ['a fox <@1>', 'a fox'],
  ['hey <@!1> a fox', 'hey a fox'],
  ['<@1> film <@3> and <@8>', 'film Ana and'],
  ['<@1> <:fox:123> <a:snow:456>', ':fox: :snow:'],
  ['<@1> in <#5> for <@&6>', 'in for'],
  ['<@1>', ''],
])('%s says "%s"', (content, text) => {
  const mentions = [bot, { id: '3', username: 'ana', global_name: 'Ana' }]
  expect(readMessage({ ...data, content, mentions }, '1')?.text).toBe(text)
})

test('what is written to the bot directly needs no mention', () => {
  const { guild_id, ...direct } = { ...data, content: 'a fox', mentions: [] }
  expect(guild_id).toBe('4')
  expect(readMessage(direct, '1')?.text).toBe('a fox')
})

test.each<[string, unknown]>([
  ['does not mention it', { ...data, mentions: [{ id: '3', username: 'ana' }] }],
  ['is by another bot', { ...data, author: { id: '8', bot: true } }],
  ['is by a webhook', { ...data, webhook_id: '8' }],
  ['is its own', { ...data, author: { id: '1' } }],
  ['is of Discord itself', { ...data, type: 6 }],
  ['has no author', { ...data, author: undefined }],
  ['has odd mentions', { ...data, mentions: [null, 7, { id: 1 }] }],
  ['is nothing', null],
  ['is a text', 'hello'],
])('a message that %s is not for the bot', (_what, message) => {
  expect(readMessage(message, '1')).toBeUndefined()
})

test('what is odd about a file or an answer takes nothing away from the rest', () => {
  const attachments = [{ id: 7, url: 'https://cdn.example/fox.png', size: 'large' }]
  const read = readMessage({ ...data, attachments, message_reference: 'what', referenced_message: 8 }, '1')
  expect(read).toMatchObject({ text: 'a fox', files: [{ url: 'https://cdn.example/fox.png' }] })
})
