import { AttachmentBuilder, type ChatInputCommandInteraction, MessageFlags, REST, Routes } from 'discord.js'
import { describe, expect, test, vi } from 'vitest'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../../sandbox/discord/people/presence.ts'
import type { SandboxEvent } from '../../../sandbox/discord/sandboxEvents.ts'
import type { DiscordSandboxOptions } from '../../../sandbox/discord/startDiscordSandbox.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { klingCommand, playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn } = useSandbox()
/** How long a busy machine may take. */
const patience = { timeout: 20_000 }
const video = Buffer.alloc(3 * 1024 * 1024, 7)

const status = (text: string) => ({
  flags: MessageFlags.IsComponentsV2 as const,
  components: [
    { type: 10, content: text },
    { type: 1, components: [{ type: 2, style: 2, label: 'Cancel', custom_id: 'cancel' }] },
  ],
})

describe('a real client', () => {
  test('registers commands, globally and for a guild', async () => {
    const sandbox = await start()
    const { guild, member } = await playScene(sandbox)
    const client = await logIn(sandbox)
    const before = sandbox.registrations
    const registered = await client.application?.commands.set([klingCommand])
    await client.application?.commands.set([{ name: 'local', description: 'Here only' }], guild.id)
    expect(registered?.map(({ name }) => name)).toStrictEqual(['kling'])
    expect(sandbox.registrations).toBe(before + 2)
    expect(sandbox.commands()).toMatchObject([{ name: 'kling', id: registered?.firstKey() }])
    expect(sandbox.commands(guild.id)).toMatchObject([{ name: 'local', guild_id: guild.id }])
    expect((await client.application?.commands.fetch())?.size).toBe(1)
    await expect(member.run('local')).resolves.toHaveProperty('token')
  })

  test('defers, edits with components, uploads a video and mentions the owner', async () => {
    const sandbox = await start()
    const events: SandboxEvent[] = []
    sandbox.onEvent((event) => events.push(event))
    const { member, user, channel } = await playScene(sandbox)
    const seen: unknown[] = []
    await logIn(sandbox, async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const response = await interaction.deferReply({ withResponse: true })
      const image = interaction.options.getAttachment('image', true)
      seen.push({
        messageId: response.interaction?.responseMessageId,
        prompt: interaction.options.getString('prompt'),
        duration: interaction.options.getInteger('duration'),
        image: image.contentType,
        cached: interaction.inCachedGuild(),
        channelId: interaction.channelId,
        limit: interaction.attachmentSizeLimit,
      })
      await interaction.editReply(status('Waiting'))
      const result = await interaction.editReply({
        flags: MessageFlags.IsComponentsV2,
        components: [{ type: 12, items: [{ media: { url: 'attachment://cat.mp4' } }] }],
        files: [new AttachmentBuilder(video, { name: 'cat.mp4', description: 'a cat' })],
      })
      seen.push(result.attachments.map(({ name, size }) => ({ name, size })))
      await interaction.followUp({ content: `<@${interaction.user.id}> done` })
    })
    const image = { name: 'a.png', bytes: Buffer.from('not a picture') }
    const sent = await member.run('kling video', { prompt: 'a cat', duration: 5, image })
    expect(await sent.outcome).toBe('acknowledged')
    await vi.waitFor(() => expect(sent.followUps).toHaveLength(1), patience)

    expect(seen).toStrictEqual([
      {
        messageId: sent.message?.id,
        prompt: 'a cat',
        duration: 5,
        image: 'image/png',
        cached: true,
        channelId: channel.id,
        limit: 10 * 1024 * 1024,
      },
      [{ name: 'cat.mp4', size: video.length }],
    ])
    expect(sent.message?.history.map(({ route, attachments }) => [route, attachments])).toStrictEqual([
      ['callback', []],
      ['token', []],
      ['token', ['cat.mp4']],
    ])
    const url = sent.message?.attachments[0]?.url ?? ''
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(video)).toBe(true)
    expect(sent.message?.pings).toStrictEqual([])
    expect(sent.followUps[0]?.pings).toStrictEqual([user.id])
    expect(sandbox.violations).toStrictEqual([])
    expect(sandbox.requests.at(-2)).toMatchObject({
      method: 'PATCH',
      path: `/webhooks/${sandbox.applicationId}/${sent.token}/messages/@original`,
      route: 'PATCH /webhooks/:application/:token/messages/:message',
      files: [{ name: 'cat.mp4', size: video.length }],
      hasAuthorization: false,
      status: 200,
    })
    expect(
      events.map(({ kind }) => kind).filter((kind) => kind !== 'request' && kind !== 'commandsRegistered'),
    ).toStrictEqual([
      'botConnected',
      'interactionSent',
      'messageCreated',
      'interactionAcknowledged',
      'messageEdited',
      'messageEdited',
      'messageCreated',
    ])
  })

  test('answers clicks with an update at once, and with a deferred one', async () => {
    const sandbox = await start()
    const { member, run } = await playScene(sandbox)
    await logIn(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply(status('Waiting'))
      if (!interaction.isButton()) return
      await interaction.update(status('Really?'))
    })
    const sent = await run()
    const click = await member.click(await untilAnswered(sent), 'cancel')
    expect(await click.outcome).toBe('acknowledged')
    expect(sent.message?.text).toBe('Really?')
    expect([click.acknowledgedAs, click.message]).toStrictEqual([7, sent.message])
  })

  test('acknowledges a click without a change, then edits the message by the new token', async () => {
    const sandbox = await start()
    const { member, run } = await playScene(sandbox)
    await logIn(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ ...status('Waiting'), flags: 32768 | 64 })
      if (!interaction.isButton()) return
      await interaction.deferUpdate()
      await interaction.editReply(status('Cancelled'))
      await interaction.followUp({ content: 'only for you', flags: MessageFlags.Ephemeral })
    })
    const sent = await run()
    const message = await untilAnswered(sent)
    const click = await member.click(message, 'cancel')
    await vi.waitFor(() => expect(click.followUps).toHaveLength(1), patience)
    expect([click.acknowledgedAs, message.text]).toStrictEqual([6, 'Cancelled'])
    expect(message.history.map(({ route }) => route)).toStrictEqual(['callback', 'token'])
    expect(member.sees().map(({ text }) => text)).toStrictEqual(['Cancelled', 'only for you'])
  })

  test('goes on by channel and message id when the token has ended', async () => {
    const sandbox = await start()
    const { channel, run } = await playScene(sandbox)
    const client = await logIn(sandbox, (interaction) => (interaction as ChatInputCommandInteraction).deferReply())
    const sent = await run()
    const message = await untilAnswered(sent)
    await client.rest.patch(Routes.channelMessage(channel.id, message.id), {
      body: { ...status('Done'), attachments: [{ id: '0' }] },
      files: [{ name: 'cat.mp4', data: video }],
    })
    expect(message).toMatchObject({ isLoading: false, text: 'Done', flags: 32768 })
    expect(message.history.at(-1)).toMatchObject({ route: 'channel', attachments: ['cat.mp4'] })
    const reply = { content: 'x', message_reference: { message_id: message.id }, allowed_mentions: { parse: [] } }
    await client.rest.post(Routes.channelMessages(channel.id), { body: reply })
    expect(sandbox.messages.at(-1)).toMatchObject({ reference: { messageId: message.id }, pings: [] })
  })
})

describe('faults', () => {
  async function play(options: DiscordSandboxOptions = {}) {
    const sandbox = await start(options)
    const { channel } = await playScene(sandbox)
    const rest = new REST({ api: sandbox.apiUrl, version: '10', retries: 0 }).setToken(sandbox.token)
    const route = 'POST /channels/:channel/messages'
    const send = () => rest.post(Routes.channelMessages(channel.id), { body: { content: 'x' } })
    return { sandbox, route, send }
  }

  test('answer instead of the handler, as often as scripted', async () => {
    const { sandbox, route, send } = await play()
    sandbox.faults.script({ route, times: 2, effect: { kind: 'answer', status: 502, body: 'Bad Gateway' } })
    await expect(send()).rejects.toMatchObject({ status: 502 })
    await expect(send()).rejects.toMatchObject({ status: 502 })
    await expect(send()).resolves.toBeDefined()
    expect(sandbox.messages).toHaveLength(1)
  })

  test('cut the connection before anything happened', async () => {
    const { sandbox, route, send } = await play()
    sandbox.faults.script({ route, effect: { kind: 'reset' } })
    await expect(send()).rejects.toThrow()
    expect(sandbox.messages).toHaveLength(0)
  })

  test('lose the answer after it happened', async () => {
    const { sandbox, route, send } = await play()
    sandbox.faults.script({ route, effect: { kind: 'loseAnswer' } })
    await expect(send()).rejects.toThrow()
    expect(sandbox.messages).toHaveLength(1)
  })

  test.each([
    ['delay', 0],
    ['delayAnswer', 1],
  ] as const)('%s the request, or its answer', async (kind, posted) => {
    const clock = createManualClock()
    const { sandbox, route, send } = await play({ clock })
    sandbox.faults.script({ route, effect: { kind, milliseconds: 5_000 } })
    const sending = send()
    await vi.waitFor(() => expect(clock.countTimers()).toBe(1), patience)
    expect(sandbox.messages).toHaveLength(posted)
    await clock.advance(5_000)
    await sending
    expect(sandbox.messages).toHaveLength(1)
  })

  test('strike only what they were written for, until they are taken back', async () => {
    const { sandbox, send } = await play()
    const effect = { kind: 'answer', status: 500 } as const
    sandbox.faults.script({ route: /^PATCH/, effect })
    const takeBack = sandbox.faults.script({
      route: /^POST/,
      when: ({ body }) => JSON.stringify(body).includes('x'),
      effect,
    })
    takeBack()
    await expect(send()).resolves.toBeDefined()
  })
})

async function untilAnswered(sent: SentInteraction): Promise<SandboxMessage> {
  expect(await sent.outcome).toBe('acknowledged')
  if (sent.message === undefined) throw new Error('The answer shows no message')
  return sent.message
}
