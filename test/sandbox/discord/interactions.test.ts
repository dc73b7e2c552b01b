import { describe, expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start } = useSandbox()
const unlimited = { webhook: { limit: Number.POSITIVE_INFINITY, milliseconds: 1 } }
const v2 = (content: string) => ({ flags: 1 << 15, components: [{ type: 10, content }] })
const withButton = {
  flags: 1 << 15,
  components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] }],
}
const refusal = ({ status, body }: { status: number; body: { code: number } }) => ({ status, code: body.code })

async function play() {
  const clock = createManualClock()
  const sandbox = await start({ clock, rateLimits: unlimited })
  return { clock, sandbox, ...(await playScene(sandbox)) }
}

describe('the first answer', () => {
  test('within three seconds counts, and says which message it became', async () => {
    const { clock, run, answer } = await play()
    const sent = await run()
    await clock.advance(2_900)
    const { status, body } = await answer(sent, { type: 5, data: { flags: 64 } })
    expect(status).toBe(200)
    expect(body).toStrictEqual({
      interaction: {
        id: sent.id,
        type: 2,
        channel_id: sent.message?.channelId,
        response_message_id: sent.message?.id,
        response_message_loading: true,
        response_message_ephemeral: true,
      },
      resource: { type: 5 },
    })
    expect(await sent.outcome).toBe('acknowledged')
    expect(sent.acknowledgedAfter).toBe(2_900)
  })

  test('after three seconds is too late, and the person has been told', async () => {
    const { clock, run, answer } = await play()
    const sent = await run()
    await clock.advance(3_001)
    expect(await sent.outcome).toBe('didNotRespond')
    expect(refusal(await answer(sent, { type: 5 }))).toStrictEqual({ status: 404, code: 10062 })
    expect(sent.message).toBeUndefined()
  })

  test('is given once', async () => {
    const { run, answer } = await play()
    const sent = await run()
    await answer(sent, { type: 5 })
    expect(refusal(await answer(sent, { type: 5 }))).toStrictEqual({ status: 400, code: 40060 })
  })

  test('with a wrong body may be repeated', async () => {
    const { sandbox, run, answer } = await play()
    const sent = await run()
    const refused = await answer(sent, { type: 4, data: { content: 'x'.repeat(2_001) } })
    expect(refused.body).toStrictEqual({
      message: 'Invalid Form Body',
      code: 50035,
      errors: { data: { content: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: expect.any(String) }] } } },
    })
    expect(sandbox.violations).toMatchObject([{ code: 50035, errors: [{ path: ['data', 'content'] }] }])
    expect((await answer(sent, { type: 4, data: { content: 'x' } })).status).toBe(200)
  })

  test('to a forged token is unknown', async () => {
    const { call, run } = await play()
    const sent = await run()
    const answer = await call(`POST /interactions/${sent.id}/forged/callback`, { body: { type: 5 } })
    expect(refusal(answer)).toStrictEqual({ status: 404, code: 10062 })
  })

  test('as an update is for components only, and changes their message', async () => {
    const { run, answer, member } = await play()
    const sent = await run()
    expect(refusal(await answer(sent, { type: 7, data: v2('new') }))).toStrictEqual({ status: 400, code: 50035 })
    await answer(sent, { type: 4, data: withButton })
    const [message] = member.sees()
    if (message === undefined) throw new Error('There is no message')
    const click = await member.click(message, { label: 'Go' })
    await answer(click, { type: 7, data: v2('new') })
    expect(message.text).toBe('new')
    expect(click.message).toBe(message)
    expect(message.history.map(({ route }) => route)).toStrictEqual(['callback', 'callback'])
  })
})

describe('the token', () => {
  test('edits for fifteen minutes from the interaction, not from the answer', async () => {
    const { clock, run, answer, edit } = await play()
    const sent = await run()
    await clock.advance(2_000)
    await answer(sent, { type: 5 })
    await clock.advance(15 * 60_000 - 2_000)
    expect((await edit(sent, v2('still here'))).status).toBe(200)
    await clock.advance(1)
    expect(refusal(await edit(sent, v2('too late')))).toStrictEqual({ status: 401, code: 50027 })
    expect(sent.message?.text).toBe('still here')
  })

  test('means nothing before the first answer', async () => {
    const { run, edit } = await play()
    expect(refusal(await edit(await run(), v2('early')))).toStrictEqual({ status: 404, code: 10015 })
  })

  test('reaches its own messages only', async () => {
    const { sandbox, run, answer, send, call } = await play()
    const sent = await run()
    await answer(sent, { type: 5 })
    const { body } = await send({ content: 'by the bot' })
    const path = `/webhooks/${sandbox.applicationId}/${sent.token}/messages/${body.id}`
    expect(refusal(await call(`PATCH ${path}`, { body: { content: 'x' } }))).toStrictEqual({ status: 404, code: 10008 })
  })
})

describe('a follow-up', () => {
  test('right after a defer is the deferred answer, whatever it wants to be', async () => {
    const { run, answer, followUp, member } = await play()
    const sent = await run()
    await answer(sent, { type: 5 })
    const first = await followUp(sent, { content: 'first', flags: 64 })
    const second = await followUp(sent, { content: 'second' })
    expect(first.body).toMatchObject({ id: sent.message?.id, content: 'first', flags: 0 })
    expect(second.body).toMatchObject({ type: 19, message_reference: { message_id: sent.message?.id } })
    expect(member.sees().map(({ text }) => text)).toStrictEqual(['first', 'second'])
  })

  test('is refused the sixth time where only the person has installed the app', async () => {
    const clock = createManualClock()
    const sandbox = await start({ clock, rateLimits: unlimited })
    const { run, answer, followUp } = await playScene(sandbox, { guild: { installed: false } })
    const sent = await run()
    expect(sent.event.authorizing_integration_owners).toStrictEqual({ '1': expect.any(String) })
    await answer(sent, { type: 4, data: { content: 'x' } })
    const statuses: number[] = []
    for (let count = 0; count < 5; count += 1) statuses.push((await followUp(sent, { content: 'x' })).status)
    expect(statuses).toStrictEqual([200, 200, 200, 200, 200])
    expect(refusal(await followUp(sent, { content: 'x' }))).toStrictEqual({ status: 400, code: 40094 })
  })
})

describe('an ephemeral answer', () => {
  test('is seen by one person, and does not exist for the bot token', async () => {
    const { sandbox, channel, run, answer, edit, call, member } = await play()
    const other = sandbox.addUser({ name: 'other' }).in(channel)
    const sent = await run()
    await answer(sent, { type: 5, data: { flags: 64 } })
    await edit(sent, v2('secret'))
    expect(member.sees()).toHaveLength(1)
    expect(other.sees()).toStrictEqual([])
    const path = `/channels/${channel.id}/messages/${sent.message?.id}`
    expect(refusal(await call(`PATCH ${path}`, { body: v2('x') }))).toStrictEqual({ status: 404, code: 10008 })
    expect((await call(`GET /channels/${channel.id}/messages`)).body).toStrictEqual([])
  })

  test('cannot become public', async () => {
    const { run, answer, edit } = await play()
    const sent = await run()
    await answer(sent, { type: 5, data: { flags: 64 } })
    const { body } = await edit(sent, v2('still secret'))
    expect(body.flags).toBe((1 << 15) | 64)
  })

  test('is forced on people who may not use external apps', async () => {
    const sandbox = await start()
    const { user, channel, answer } = await playScene(sandbox, { guild: { installed: false } })
    const limited = user.in(channel, { permissions: usualMemberPermissions & ~permissions.useExternalApps })
    const sent = await limited.run('kling video', { prompt: 'a cat' })
    const { body } = await answer(sent, { type: 5 })
    expect(body.interaction.response_message_ephemeral).toBe(true)
    expect(sent.message?.ephemeralFor).toBe(user.id)
  })
})

describe('pings', () => {
  test('come from new messages, never from edits', async () => {
    const { user, run, answer, edit, followUp } = await play()
    const sent = await run()
    await answer(sent, { type: 5 })
    await edit(sent, v2(`<@${user.id}>`))
    await followUp(sent, { content: `<@${user.id}>` })
    expect(sent.message?.pings).toStrictEqual([])
    expect(sent.followUps.map(({ pings }) => pings)).toStrictEqual([[user.id]])
  })

  test.each([
    ['a plain message pings all it names', undefined, ['user', 'everyone']],
    ['nobody when nothing may be parsed', { parse: [] }, []],
    ['only the listed person', { parse: [], users: ['user'] }, ['user']],
    ['everyone when asked for', { parse: ['everyone'] }, ['everyone']],
  ])('%s', async (_name, allowed, expected) => {
    const { user, send, sandbox } = await play()
    const real = JSON.parse(JSON.stringify(allowed ?? null).replaceAll('"user"', `"${user.id}"`))
    const mentions = real === null ? {} : { allowed_mentions: real }
    await send({ content: `@everyone <@${user.id}>`, ...mentions })
    expect(sandbox.messages[0]?.pings.map((id) => (id === user.id ? 'user' : id))).toStrictEqual(expected)
  })

  test('of an answer to a command are people only', async () => {
    const { user, run, answer } = await play()
    const sent = await run()
    await answer(sent, { type: 4, data: { content: `@everyone <@${user.id}>` } })
    expect(sent.message?.pings).toStrictEqual([user.id])
  })
})
