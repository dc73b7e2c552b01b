import { Routes } from 'discord.js'
import { describe, expect, test, vi } from 'vitest'
import { createShiftedClock } from '../../../sandbox/bot/createShiftedClock.ts'
import type { SandboxEvent } from '../../../sandbox/discord/sandboxEvents.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { callApi } from './support/callApi.ts'
import { connectSocket } from './support/connectSocket.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn } = useSandbox()
const quarter = 15 * 60_000
/** How long a busy machine may take. */
const patience = { timeout: 20_000 }

/** A Discord whose time can leap: with its timers, as a machine that slept, or without them, as a clock that was set. */
async function play(leapsWithTimers: boolean) {
  const manual = createManualClock()
  const clock = createShiftedClock({ clock: manual })
  const sandbox = await start({ clock: leapsWithTimers ? clock : manual })
  const events: SandboxEvent[] = []
  sandbox.onEvent((event) => events.push(event))
  const leap = (milliseconds: number) => {
    if (leapsWithTimers) clock.putForward(clock.ahead + milliseconds)
    else manual.jump(milliseconds)
  }
  return { sandbox, events, leap, ...(await playScene(sandbox)) }
}

const ways = [
  ['with its timers', true],
  ['without its timers', false],
] as const

describe.each(ways)('when the time leaps by fifteen minutes, %s', (_name, withTimers) => {
  test('the connection stays, and the bot goes on', async () => {
    const { sandbox, leap, run } = await play(withTimers)
    const client = await logIn(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('Here')
    })
    leap(quarter)
    const sent = await run()
    expect(await sent.outcome).toBe('acknowledged')
    expect(sent.acknowledgedAfter).toBeLessThanOrEqual(3_000)
    expect([client.isReady(), sandbox.gateway.identifies, sandbox.gateway.resumes]).toStrictEqual([true, 1, 0])
    expect(sandbox.gateway.isBotConnected).toBe(true)
  })

  test('who waited for an answer got none, and is told so when it comes', async () => {
    const { leap, run, answer, events } = await play(withTimers)
    const sent = await run()
    leap(quarter)
    expect((await answer(sent, { type: 4, data: { content: 'late' } })).body.code).toBe(10062)
    expect(await sent.outcome).toBe('didNotRespond')
    expect(events.filter(({ kind }) => kind === 'interactionDidNotRespond')).toMatchObject([{ type: 2 }])
    expect((await answer(sent, { type: 5 })).body.code).toBe(10062)
    expect(sent.message).toBeUndefined()
  })

  test('the token has ended, and the message is reached by its channel', async () => {
    const { sandbox, leap, run, answer, edit, member, call, channel } = await play(withTimers)
    const sent = await run()
    await answer(sent, { type: 5 })
    leap(quarter + 1)
    expect((await edit(sent, { content: 'x' })).body.code).toBe(50027)
    const route = `PATCH /channels/${channel.id}/messages/${sent.message?.id}`
    expect((await call(route, { body: { content: 'Done' } })).status).toBe(200)
    expect(member.sees().map(({ text }) => text)).toStrictEqual(['Done'])
    expect(sandbox.messages).toHaveLength(1)
  })

  test('the limits begin anew', async () => {
    const { leap, send } = await play(withTimers)
    for (let count = 0; count < 5; count += 1) expect((await send({ content: 'x' })).status).toBe(200)
    expect((await send({ content: 'x' })).status).toBe(429)
    leap(quarter)
    const { status, headers } = await send({ content: 'x' })
    expect([status, headers.get('x-ratelimit-remaining')]).toStrictEqual([200, '4'])
    expect(headers.get('x-ratelimit-reset-after')).toBe('5.000')
  })

  test('a real client that had to wait goes on at once', async () => {
    const { sandbox, leap, channel } = await play(withTimers)
    const { rest } = await logIn(sandbox)
    const send = () => rest.post(Routes.channelMessages(channel.id), { body: { content: 'x' } })
    for (let count = 0; count < 4; count += 1) await send()
    leap(quarter)
    for (let count = 0; count < 4; count += 1) await send()
    expect([sandbox.messages.length, sandbox.rateLimited]).toStrictEqual([8, 0])
  })

  test('a session that was lost meanwhile cannot be resumed, and a new one begins', async () => {
    const { sandbox, leap } = await play(withTimers)
    const first = await connectSocket((await callApi(sandbox, 'GET /gateway/bot')).body.url)
    first.send({ op: 2, d: { token: sandbox.token, intents: 1, shard: [0, 1] } })
    const ready = await first.receive('READY')
    sandbox.faults.dropGateway('socket')
    await first.closed
    await vi.waitFor(() => expect(sandbox.gateway.isBotConnected).toBe(false), patience)
    leap(quarter)
    const second = await connectSocket((await callApi(sandbox, 'GET /gateway/bot')).body.url)
    const data = { token: sandbox.token, session_id: (ready.d as { session_id: string }).session_id, seq: 1 }
    second.send({ op: 6, d: data })
    expect(await second.receive(9)).toMatchObject({ d: false })
    second.send({ op: 2, d: { token: sandbox.token, intents: 1, shard: [0, 1] } })
    await second.receive('READY')
    expect(sandbox.gateway).toMatchObject({ identifies: 2, resumes: 0, isBotConnected: true })
  })

  test('a file is served under a new address, and ids still grow', async () => {
    const { sandbox, leap, send } = await play(withTimers)
    const files = [{ name: 'a.txt', bytes: Buffer.from('x') }]
    const { body } = await send({ content: 'x' }, { files })
    leap(quarter)
    const { body: later } = await send({ content: 'y' })
    expect(BigInt(later.id)).toBeGreaterThan(BigInt(body.id))
    for (const url of [body.attachments[0].url, sandbox.messages[0]?.attachments[0]?.url ?? '']) {
      expect((await fetch(url)).status).toBe(200)
    }
  })
})

test('a client that lost its connection just before the time leapt logs in again', async () => {
  const { sandbox, leap, run } = await play(true)
  await logIn(sandbox, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('Here')
  })
  const release = sandbox.faults.holdGateway()
  sandbox.faults.dropGateway('socket')
  await vi.waitFor(() => expect(sandbox.gateway.isBotConnected).toBe(false), patience)
  leap(quarter)
  release()
  await sandbox.untilBotIsConnected()
  const sent = await run()
  expect(await sent.outcome).toBe('acknowledged')
  expect(sandbox.gateway).toMatchObject({ identifies: 2, resumes: 0 })
})
