import { describe, expect, test } from 'vitest'
import { permissions, usualBotPermissions } from '../../../sandbox/discord/flags.ts'
import type { DiscordSandbox } from '../../../sandbox/discord/startDiscordSandbox.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start } = useSandbox()
const megabyte = 1024 * 1024
const refusal = ({ status, body }: { status: number; body: { code: number } }) => ({ status, code: body.code })

type Scene = Awaited<ReturnType<typeof playScene>>

describe('the channel route', () => {
  const send = (scene: Scene) => scene.send({ content: 'x' })
  const table: Record<string, [prepare: (scene: Scene) => unknown, status: number, code: number]> = {
    'a hidden channel': [({ channel }) => channel.hide(), 403, 50001],
    'a deleted channel': [({ channel }) => channel.delete(), 404, 10003],
    'a guild without the bot': [({ guild }) => guild.removeBot(), 403, 50001],
    'a channel where it may not send': [
      ({ channel }) => channel.setBotPermissions(usualBotPermissions & ~permissions.sendMessages),
      403,
      50013,
    ],
  }

  test.each(Object.entries(table))('is closed for %s', async (_name, [prepare, status, code]) => {
    const scene = await playScene(await start())
    prepare(scene)
    expect(refusal(await send(scene))).toStrictEqual({ status, code })
  })

  test('needs no permission to send for an edit of an own message', async () => {
    const scene = await playScene(await start())
    const { body } = await send(scene)
    scene.channel.setBotPermissions(permissions.viewChannel)
    const edited = await scene.call(`PATCH /channels/${scene.channel.id}/messages/${body.id}`, {
      body: { content: 'y' },
    })
    expect(edited.body).toMatchObject({ id: body.id, content: 'y', edited_timestamp: expect.any(String) })
  })

  test('edits nothing in archived threads, which a new message reopens unless they are locked', async () => {
    const { channel, call } = await playScene(await start())
    const thread = channel.addThread()
    const path = `/channels/${thread.id}/messages`
    const { body } = await call(`POST ${path}`, { body: { content: 'x' } })
    const edit = () => call(`PATCH ${path}/${body.id}`, { body: { content: 'y' } })
    thread.archive({ locked: true })
    const answers = [await call(`POST ${path}`, { body: { content: 'x' } }), await edit()]
    expect(answers.map(refusal)).toStrictEqual([
      { status: 400, code: 50083 },
      { status: 400, code: 50083 },
    ])
    thread.unarchive()
    expect((await edit()).status).toBe(200)

    thread.archive()
    expect(refusal(await edit())).toStrictEqual({ status: 400, code: 50083 })
    expect((await call(`POST ${path}`, { body: { content: 'x' } })).status).toBe(200)
    expect((await edit()).status).toBe(200)
  })

  test('leaves the messages of other people alone', async () => {
    const { channel, member, call } = await playScene(await start())
    const message = await member.say('mine')
    const path = `/channels/${channel.id}/messages/${message.id}`
    const answers = [await call(`PATCH ${path}`, { body: { content: 'y' } }), await call(`DELETE ${path}`)]
    expect(answers.map(refusal)).toStrictEqual([
      { status: 403, code: 50005 },
      { status: 403, code: 50013 },
    ])
  })

  test('deletes, and takes the files along', async () => {
    const { channel, call, send, member } = await playScene(await start())
    const { body } = await send({ content: 'x' }, { files: [{ name: 'cat.txt', bytes: Buffer.from('meow') }] })
    const [{ url }] = body.attachments
    expect(await (await fetch(url)).text()).toBe('meow')
    expect((await call(`DELETE /channels/${channel.id}/messages/${body.id}`)).status).toBe(204)
    expect((await fetch(url)).status).toBe(404)
    expect(member.sees()).toStrictEqual([])
  })

  test('lists the newest first, and around or after a message', async () => {
    const { channel, member, call } = await playScene(await start())
    const ids: string[] = []
    for (const text of ['a', 'b', 'c', 'd']) ids.push((await member.say(text)).id)
    const list = async (query: string) => {
      const { body } = await call(`GET /channels/${channel.id}/messages?${query}`)
      return body.map(({ id }: { id: string }) => 'abcd'[ids.indexOf(id)]).join('')
    }
    expect(await list('limit=2')).toBe('dc')
    expect(await list(`limit=3&around=${ids[1]}`)).toBe('cba')
    expect(await list(`limit=2&after=${ids[0]}`)).toBe('cb')
    expect(await list(`before=${ids[2]}`)).toBe('ba')
    channel.setBotPermissions(permissions.viewChannel)
    expect(await list('limit=2')).toBe('')
  })
})

describe('a direct message', () => {
  const open = async (sandbox: DiscordSandbox, userOptions: object) => {
    const scene = await playScene(sandbox, { user: userOptions })
    const { body } = await scene.call('POST /users/@me/channels', { body: { recipient_id: scene.user.id } })
    return scene.call(`POST /channels/${body.id}/messages`, { body: { content: 'x' } })
  }

  test('reaches a person of a shared server', async () => {
    const sandbox = await start()
    expect((await open(sandbox, {})).status).toBe(200)
  })

  test('does not reach a person who wants none', async () => {
    const answer = await open(await start(), { acceptsDirectMessages: false })
    expect(refusal(answer)).toStrictEqual({ status: 403, code: 50007 })
  })

  test('does not reach a stranger', async () => {
    const sandbox = await start()
    const { call } = await playScene(sandbox)
    const stranger = sandbox.addUser()
    const path = `/channels/${stranger.directMessages().id}/messages`
    expect(refusal(await call(`POST ${path}`, { body: { content: 'x' } }))).toStrictEqual({ status: 403, code: 50278 })
  })

  test('of other people is closed to the bot', async () => {
    const sandbox = await start()
    const { user, call } = await playScene(sandbox)
    const group = sandbox.addGroup({ members: [user] })
    const answer = await call(`POST /channels/${group.id}/messages`, { body: { content: 'x' } })
    expect(refusal(answer)).toStrictEqual({ status: 403, code: 50001 })
  })
})

describe('a nonce', () => {
  test('gives the first message back for some minutes, two requests at once included', async () => {
    const clock = createManualClock()
    const { send, member } = await playScene(await start({ clock }))
    const body = { content: 'x', nonce: 'notice-1', enforce_nonce: true }
    const [first, second] = await Promise.all([send(body), send(body)])
    expect(second?.body.id).toBe(first?.body.id)
    expect(first?.body.nonce).toBe('notice-1')
    await clock.advance(10 * 60_000)
    await send(body)
    expect(member.sees()).toHaveLength(2)
  })

  test('does nothing unless it is enforced', async () => {
    const { send, member } = await playScene(await start())
    await send({ content: 'x', nonce: '1' })
    await send({ content: 'x', nonce: '1' })
    expect(member.sees()).toHaveLength(2)
  })
})

describe('files', () => {
  const v2 = (url: string, attachments: object[]) => ({
    flags: 1 << 15,
    components: [{ type: 12, items: [{ media: { url } }] }],
    attachments,
  })

  test('are limited to 10 MiB on the channel route', async () => {
    const { send } = await playScene(await start())
    const files = (bytes: number) => ({ files: [{ name: 'a.mp4', bytes: Buffer.alloc(bytes) }] })
    expect(refusal(await send({ content: 'x' }, files(10 * megabyte + 1)))).toStrictEqual({ status: 413, code: 40005 })
    expect((await send({ content: 'x' }, files(10 * megabyte))).status).toBe(200)
  })

  test("are limited to the interaction's own limit on the token route", async () => {
    const sandbox = await start()
    const { run, answer, edit } = await playScene(sandbox, { guild: { boostUploadLimit: 12 * megabyte } })
    const sent = await run()
    expect(sent.event.attachment_size_limit).toBe(12 * megabyte)
    await answer(sent, { type: 5 })
    const body = v2('attachment://a.mp4', [{ id: '0' }])
    const files = (bytes: number) => ({ files: [{ name: 'a.mp4', bytes: Buffer.alloc(bytes) }] })
    expect(refusal(await edit(sent, body, files(12 * megabyte + 1)))).toStrictEqual({ status: 413, code: 40005 })
    expect(sent.message?.isLoading).toBe(true)
    expect((await edit(sent, body, files(12 * megabyte))).status).toBe(200)
  })

  test('are resolved in galleries, kept or dropped as an edit lists them', async () => {
    const sandbox = await start()
    const { run, answer, edit } = await playScene(sandbox)
    const sent = await run()
    await answer(sent, { type: 5 })
    const first = await edit(sent, v2('attachment://a.txt', [{ id: '0', description: 'a' }]), {
      files: [{ name: 'a.txt', bytes: Buffer.from('a') }],
    })
    const [a] = first.body.attachments
    expect(a).toMatchObject({
      filename: 'a.txt',
      description: 'a',
      size: 1,
      content_type: expect.stringContaining('text'),
    })
    const { media } = first.body.components[0].items[0]
    expect(media).toMatchObject({ attachment_id: a.id, url: expect.stringMatching(/\?ex=[0-9a-f]+&is=[0-9a-f]+&hm=/) })
    expect(await (await fetch(media.url)).text()).toBe('a')
    const second = await edit(sent, v2('attachment://b.txt', [{ id: a.id }, { id: '0' }]), {
      files: [{ name: 'b.txt', bytes: Buffer.from('b') }],
    })
    expect(second.body.attachments.map(({ filename }: { filename: string }) => filename)).toStrictEqual([
      'a.txt',
      'b.txt',
    ])
    await edit(sent, v2('https://example.com/c.mp4', []))
    expect(sent.message?.attachments).toStrictEqual([])
    expect((await fetch(a.url)).status).toBe(404)
  })

  test('from elsewhere keep their address, and get a proxied one', async () => {
    const sandbox = await start()
    const { send } = await playScene(sandbox)
    const url = 'https://example.com/c.mp4?x=1'
    const { body } = await send({ flags: 1 << 15, components: [{ type: 12, items: [{ media: { url } }] }] })
    const { media } = body.components[0].items[0]
    expect(media.url).toBe(url)
    expect(new URL(media.proxy_url).origin).toBe(sandbox.cdnUrl)
    const proxied = await fetch(media.proxy_url, { redirect: 'manual' })
    expect([proxied.status, proxied.headers.get('location')]).toStrictEqual([302, url])
  })
})

describe('a body', () => {
  test('that is empty is no message', async () => {
    const { send, sandbox } = await withSandbox()
    expect(refusal(await send({ content: ' ' }))).toStrictEqual({ status: 400, code: 50006 })
    expect(sandbox.violations).toMatchObject([{ route: 'POST /channels/:channel/messages', code: 50006 }])
  })

  test('that is not JSON is refused', async () => {
    const { sandbox, channel } = await withSandbox()
    const response = await fetch(`${sandbox.apiUrl}/v10/channels/${channel.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
      body: '{',
    })
    expect(await response.json()).toMatchObject({ code: 50109 })
  })

  test('with a blocked word is stopped', async () => {
    const { send, sandbox } = await withSandbox()
    const allow = sandbox.faults.blockWord('forbidden')
    const body = { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: 'a Forbidden word' }] }] }
    expect(refusal(await send(body))).toStrictEqual({ status: 400, code: 200000 })
    allow()
    expect((await send(body)).status).toBe(200)
  })

  test('with more bytes of text than Discord bears ends in a 500, although its characters are few enough', async () => {
    const { send } = await withSandbox()
    const body = (count: number) => ({ flags: 1 << 15, components: [{ type: 10, content: '猫'.repeat(count) }] })
    expect((await send(body(3_387))).status).toBe(500)
    expect((await send(body(3_386))).status).toBe(200)
  })

  async function withSandbox() {
    const sandbox = await start()
    return { sandbox, ...(await playScene(sandbox)) }
  }
})
