import { Events, GatewayIntentBits } from 'discord.js'
import { describe, expect, test, vi } from 'vitest'
import type { DiscordSandbox } from '../../../sandbox/discord/startDiscordSandbox.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { callApi } from './support/callApi.ts'
import { connectSocket } from './support/connectSocket.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn, createClient } = useSandbox()
/** How long a busy machine may take. */
const patience = { timeout: 20_000 }

const connect = async (sandbox: DiscordSandbox) => connectSocket((await callApi(sandbox, 'GET /gateway/bot')).body.url)

describe('login', () => {
  test('gives the client its guilds and channels', async () => {
    const sandbox = await start()
    const { guild, channel } = await playScene(sandbox)
    const stranger = sandbox.addGuild({ installed: false })
    const client = await logIn(sandbox)
    expect(client.user?.id).toBe(sandbox.botUserId)
    expect(client.application?.id).toBe(sandbox.applicationId)
    expect(client.guilds.cache.get(guild.id)?.channels.cache.has(channel.id)).toBe(true)
    expect(client.guilds.cache.has(stranger.id)).toBe(false)
  })

  test('with a wrong token is refused', async () => {
    const sandbox = await start()
    await expect(createClient(sandbox).login('a.wrong.token')).rejects.toMatchObject({ code: 'TokenInvalid' })
    expect((await callApi(sandbox, 'GET /users/@me', { token: 'wrong' })).body).toStrictEqual({
      message: '401: Unauthorized',
      code: 0,
    })
  })

  test('tells of channels that come, hide and go', async () => {
    const sandbox = await start()
    const { guild } = await playScene(sandbox)
    const client = await logIn(sandbox)
    const created = new Promise((resolve) => client.once(Events.ChannelCreate, resolve))
    const channel = guild.addChannel({ name: 'late' })
    await created
    expect(client.channels.cache.get(channel.id)).toMatchObject({ name: 'late' })
    const updated = new Promise((resolve) => client.once(Events.ChannelUpdate, resolve))
    channel.hide()
    await updated
    expect(client.channels.cache.get(channel.id)).toMatchObject({ name: '___hidden___' })
    const deleted = new Promise((resolve) => client.once(Events.ChannelDelete, resolve))
    channel.delete()
    await deleted
    expect(client.channels.cache.has(channel.id)).toBe(false)
    const left = new Promise((resolve) => client.once(Events.GuildDelete, resolve))
    guild.removeBot()
    await left
    expect(client.guilds.cache.size).toBe(0)
  })

  test.each([
    ['a wrong token', { token: 'wrong', intents: 1 }, 4004],
    ['an intent that needs approval', { intents: GatewayIntentBits.MessageContent }, 4014],
    ['an intent that does not exist', { intents: 1 << 30 }, 4013],
    ['a shard that does not exist', { intents: 1, shard: [1, 1] }, 4010],
  ])('over a bare socket is closed for %s', async (_name, data, code) => {
    const sandbox = await start()
    const { send, closed } = await connect(sandbox)
    send({ op: 2, d: { token: sandbox.token, ...data } })
    expect(await closed).toBe(code)
  })

  test('answers heartbeats', async () => {
    const sandbox = await start({ heartbeatInterval: 20 })
    const client = await logIn(sandbox)
    await vi.waitFor(() => expect(client.ws.ping).toBeGreaterThanOrEqual(0), patience)
    expect(sandbox.gateway).toMatchObject({ identifies: 1, resumes: 0, isBotConnected: true })
  })
})

describe('a lost connection', () => {
  test.each(['socket', 'reconnect'] as const)('(%s) is resumed, and what was missed comes after', async (how) => {
    const sandbox = await start()
    const { run } = await playScene(sandbox)
    const handled: string[] = []
    await logIn(sandbox, async (interaction) => {
      handled.push(interaction.id)
      if (interaction.isChatInputCommand()) await interaction.deferReply()
    })
    const lost = new Promise<void>((resolve) => {
      sandbox.onEvent(({ kind }) => kind === 'botDisconnected' && resolve())
    })
    sandbox.faults.dropGateway(how)
    await lost
    const sent = await run()
    await sandbox.untilBotIsConnected()
    expect(await sent.outcome).toBe('acknowledged')
    expect(handled).toStrictEqual([sent.id])
    expect(sandbox.gateway).toMatchObject({ identifies: 1, resumes: 1 })
  })

  test('of an invalid session cannot be resumed', async () => {
    const sandbox = await start()
    const first = await connect(sandbox)
    first.send({ op: 2, d: { token: sandbox.token, intents: 1, shard: [0, 1] } })
    const ready = await first.receive('READY')
    sandbox.faults.dropGateway('invalidSession')
    expect(await first.receive(9)).toMatchObject({ op: 9, d: false })
    const second = await connect(sandbox)
    const data = { token: sandbox.token, session_id: (ready.d as { session_id: string }).session_id, seq: 1 }
    second.send({ op: 6, d: data })
    expect(await second.receive(9)).toMatchObject({ op: 9, d: false })
  })

  test('that lasts three seconds leaves people without an answer', async () => {
    const clock = createManualClock()
    const sandbox = await start({ clock })
    const { run } = await playScene(sandbox)
    await logIn(sandbox)
    const release = sandbox.faults.holdGateway()
    sandbox.faults.dropGateway('socket')
    const sent = await run()
    await clock.advance(3_000)
    expect(await sent.outcome).toBe('didNotRespond')
    release()
    await sandbox.untilBotIsConnected()
  })
})

test('an event may come twice', async () => {
  const sandbox = await start()
  const { run } = await playScene(sandbox)
  const handled: string[] = []
  await logIn(sandbox, async (interaction) => {
    handled.push(interaction.id)
  })
  const sent = await run()
  sent.redeliver()
  await vi.waitFor(() => expect(handled).toStrictEqual([sent.id, sent.id]), patience)
})

describe('an end', () => {
  test('leaves nothing behind: the port is free, and nobody waits', async () => {
    const sandbox = await start()
    const { run } = await playScene(sandbox)
    const sent = await run()
    await sandbox.close()
    expect(await sent.outcome).toBe('didNotRespond')
    const again = await start({ port: Number(new URL(sandbox.apiUrl).port) })
    expect(again.apiUrl).toBe(sandbox.apiUrl)
  })
})
