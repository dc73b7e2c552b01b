import { Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../support/createManualClock.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn } = useSandbox()
const times = <Value>(count: number, run: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)))
const countOf = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length

describe('the limits', () => {
  test('let five messages through per channel and five seconds, and say so in the headers', async () => {
    const clock = createManualClock()
    const sandbox = await start({ clock })
    const { guild, send, call } = await playScene(sandbox)
    const answers = await times(6, () => send({ content: 'x' }))
    expect([countOf(answers, 200), countOf(answers, 429)]).toStrictEqual([5, 1])
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.body).toStrictEqual({ message: 'You are being rate limited.', retry_after: 5, global: false })
    expect(Object.fromEntries(refused?.headers ?? [])).toMatchObject({
      'retry-after': '5',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '5.000',
      'x-ratelimit-bucket': 'sandbox-channelSend',
      'x-ratelimit-scope': 'user',
    })
    const elsewhere = await call(`POST /channels/${guild.addChannel().id}/messages`, { body: { content: 'x' } })
    expect(elsewhere.headers.get('x-ratelimit-remaining')).toBe('4')
    expect([sandbox.rateLimited, sandbox.invalidRequests]).toStrictEqual([1, 1])
    await clock.advance(5_000)
    expect((await send({ content: 'x' })).status).toBe(200)
  })

  test('count edits apart from new messages', async () => {
    const { channel, send, call } = await playScene(await start({ clock: createManualClock() }))
    const answers = await times(5, () => send({ content: 'x' }))
    const edit = () => call(`PATCH /channels/${channel.id}/messages/${answers[0]?.body.id}`, { body: { content: 'y' } })
    const edits = await times(6, edit)
    expect([countOf(edits, 200), countOf(edits, 429)]).toStrictEqual([5, 1])
  })

  test("count an interaction's edits and follow-ups together, per token", async () => {
    const { run, answer, edit, followUp } = await playScene(await start({ clock: createManualClock() }))
    const [one, two] = [await run(), await run()]
    for (const sent of [one, two]) await answer(sent, { type: 4, data: { content: 'x' } })
    const edits = await times(3, () => edit(one, { content: 'y' }))
    const followUps = await times(3, () => followUp(one, { content: 'z' }))
    expect(countOf([...edits, ...followUps], 429)).toBe(1)
    expect((await edit(two, { content: 'y' })).status).toBe(200)
  })

  test('stop the bot at fifty a second, interactions apart', async () => {
    const sandbox = await start({ clock: createManualClock() })
    const { run, answer, edit, call } = await playScene(sandbox)
    const sent = await run()
    // The registration of the commands was the first.
    const reads = await times(50, () => call('GET /users/@me'))
    expect(countOf(reads, 200)).toBe(49)
    const refused = reads.find(({ status }) => status === 429)
    expect(refused?.body.global).toBe(true)
    expect(refused?.headers.get('x-ratelimit-global')).toBe('true')
    expect((await answer(sent, { type: 5 })).status).toBe(200)
    expect((await edit(sent, { content: 'x' })).status).toBe(200)
  })
})

describe('a real client', () => {
  test('minds the headers: many messages and edits without a single 429', async () => {
    const limit = { limit: 5, milliseconds: 60 }
    const sandbox = await start({ rateLimits: { channelSend: limit, channelEdit: limit } })
    const { channel } = await playScene(sandbox)
    const { rest } = await logIn(sandbox)
    const path = Routes.channelMessages(channel.id)
    const ids = await times(12, async () => {
      return (await rest.post(path, { body: { content: 'x' } })) as { id: string }
    })
    await times(12, (index) => {
      return rest.patch(Routes.channelMessage(channel.id, ids[index]?.id ?? ''), { body: { content: 'y' } })
    })
    expect(sandbox.messages.map(({ content }) => content)).toStrictEqual(Array.from({ length: 12 }, () => 'y'))
    expect([sandbox.rateLimited, sandbox.violations]).toStrictEqual([0, []])
  })
})
