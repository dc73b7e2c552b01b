import { Events, GatewayIntentBits, type Message, Partials } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, createClient } = useSandbox()
const png = { name: 'cat.png', bytes: Buffer.from('picture') }

/** A real client that asks for messages, with what it was told: `Hello` for an event with content, `-` for one without. */
async function play(intents = [GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]) {
  const sandbox = await start()
  const scene = await playScene(sandbox)
  const client = createClient(sandbox, {
    intents: [GatewayIntentBits.Guilds, ...intents],
    partials: [Partials.Channel, Partials.Message],
  })
  const told: Message[] = []
  client.on(Events.MessageCreate, (message) => told.push(message))
  const isReady = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(sandbox.token)
  await isReady
  /** Events come in order: what was sent before this one has arrived with it. */
  async function settle() {
    const isThere = new Promise((resolve) => client.once(Events.InteractionCreate, resolve))
    await scene.run()
    await isThere
  }
  const contents = () => told.map(({ content }) => content || '-')
  return { sandbox, client, told, contents, settle, bot: `<@${sandbox.botUserId}>`, ...scene }
}

describe('what people write', () => {
  test('reaches the bot, and can be read only where it is meant for it', async () => {
    const { sandbox, member, user, told, contents, settle, bot, channel } = await play()
    const first = await member.say(`${bot} a cat`, { files: [png] })
    await member.say('Hello all', { files: [png] })
    await user.in(user.directMessages()).say('only you')
    await member.say(`<@${user.id}> look`)
    await settle()
    expect(contents()).toStrictEqual([`${bot} a cat`, '-', 'only you', '-'])
    expect(told.map(({ attachments }) => attachments.size)).toStrictEqual([1, 0, 0, 0])
    expect(told.map(({ mentions }) => mentions.has(sandbox.botUserId))).toStrictEqual([true, false, false, false])
    const [mentioned] = told
    expect(mentioned?.author.id).toBe(user.id)
    expect([mentioned?.id, mentioned?.channelId, mentioned?.inGuild()]).toStrictEqual([first.id, channel.id, true])
  })

  test('in reply to the bot is meant for it, unless the mention is switched off', async () => {
    const { member, contents, settle, send, sandbox, told } = await play()
    const { body } = await send({ content: 'Ready' })
    const own = sandbox.messages.find(({ id }) => id === body.id)
    if (own === undefined) throw new Error('There is no message')
    const other = await member.say('Nice')
    await member.say('slower', { replyTo: own })
    await member.say('never mind', { replyTo: own, mentions: false })
    await member.say('indeed', { replyTo: other })
    await settle()
    expect(contents()).toStrictEqual(['Ready', '-', 'slower', '-', '-'])
    expect(told[2]?.type).toBe(19)
    expect(told[2]?.reference?.messageId).toBe(own.id)
  })

  test('can be answered', async () => {
    const { client, member, bot, channel, sandbox } = await play()
    client.once(Events.MessageCreate, (message) => message.reply('With pleasure'))
    const asked = await member.say(`${bot} a cat`)
    const answer = await new Promise((resolve) => {
      sandbox.onEvent((event) => {
        if (event.kind === 'messageCreated' && event.message.id !== asked.id) resolve(event.message)
      })
    })
    expect(answer).toMatchObject({ reference: { channelId: channel.id, messageId: asked.id }, pings: [asked.authorId] })
  })

  test('is read from the channel no more than it was told', async () => {
    const { member, bot, call, channel } = await play()
    await member.say('Hello all', { files: [png] })
    await member.say(`${bot} a cat`)
    const { body } = await call(`GET /channels/${channel.id}/messages`)
    expect(body).toMatchObject([{ content: `${bot} a cat` }, { content: '', attachments: [] }])
  })

  test('does not reach a bot that did not ask, is not there or cannot see it', async () => {
    const { sandbox, member, user, contents, settle, bot, channel } = await play([GatewayIntentBits.DirectMessages])
    await member.say(`${bot} not asked for`)
    await user.in(sandbox.addGroup({ members: [user] })).say(`${bot} not there`)
    channel.hide()
    await member.say(`${bot} not seen`)
    await settle()
    expect(contents()).toStrictEqual([])
  })
})

test('a message that changes or goes is told of', async () => {
  const { client, channel, member, bot, call, send } = await play()
  const { body } = await send({ content: 'Ready' })
  const changed = new Promise<string>((resolve) => {
    client.once(Events.MessageUpdate, (_before, after) => resolve(after.content))
  })
  await call(`PATCH /channels/${channel.id}/messages/${body.id}`, { body: { content: 'Ready now' } })
  expect(await changed).toBe('Ready now')
  const own = await member.say(`${bot} a cat`)
  const gone = new Promise<string>((resolve) => client.once(Events.MessageDelete, ({ id }) => resolve(id)))
  member.remove(own)
  expect(await gone).toBe(own.id)
})
