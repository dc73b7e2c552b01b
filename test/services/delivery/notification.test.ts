import { HTTPError } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { type Origin, permissionBits } from '../../../src/domain/origin.ts'
import { createDeliveryParts } from './support/createDeliveryParts.ts'
import { createApiError } from './support/createFakeRest.ts'
import { applicationId, channelId, createFinished, messageId, startOfTime, userId } from './support/createGeneration.ts'
import { plainRenderer } from './support/plainRenderer.ts'

const followUpPath = `/webhooks/${applicationId}/a-very-fake-interaction-token`
const postPath = `/channels/${channelId}/messages`
const serverError = new HTTPError(500, 'Internal Server Error', 'POST', 'https://discord.com', { body: {} })
const notAFollowUp = { token: '' }

/** Long after the command. */
const createdAt = startOfTime - 600_000

/** A finished generation whose notice was intended so many milliseconds before now. */
function createIntended(ago: number, origin: Partial<Origin> = {}, now = startOfTime) {
  return createFinished({ createdAt, origin, delivery: { shownAt: now, noticeIntendedAt: now - ago } })
}

const first = { isRepeated: false, isMessageGone: false, isShown: false, hasOthers: false }
const repeated = { ...first, isRepeated: true }

async function notify(origin: Partial<Origin> = {}, answers: unknown[] = [], ago = 0, circumstances = first) {
  const parts = createDeliveryParts()
  parts.rest.answer(...answers)
  const sent = parts.delivery.notify(createIntended(ago, origin), circumstances)
  await parts.clock.advance(60_000)
  return { ...parts, outcome: await sent, posts: parts.rest.calls, followUps: parts.unretriedRest.calls }
}

test('the notice is a reply in the channel, pings the owner alone, and carries a nonce of the generation', async () => {
  const { posts, followUps } = await notify()

  expect(posts).toStrictEqual([
    {
      method: 'post',
      path: postPath,
      at: startOfTime,
      body: {
        flags: 32_768,
        components: [{ type: 10, content: `<@${userId}> ready` }],
        message_reference: { message_id: messageId, fail_if_not_exists: false },
        nonce: 'notice-abcdefgh12345678',
        enforce_nonce: true,
        allowed_mentions: { parse: [], users: [userId], replied_user: false },
      },
      query: '',
      auth: true,
      files: [],
    },
  ])
  expect(followUps).toHaveLength(0)
})

test('a nonce is never longer than Discord takes', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  const sent = delivery.notify({ ...createIntended(0), id: 'an-id-that-is-much-longer-than-it-should-be-1' }, first)
  await clock.advance(0)
  await sent

  expect(rest.calls[0]?.body.nonce).toBe('longer-than-it-should-be-1'.slice(-25))
})

test('where no word is wanted nothing is sent', async () => {
  const { clock, rest, unretriedRest, delivery } = createDeliveryParts()

  await delivery.notify({ ...createIntended(0), state: 'cancelled' }, first)
  await clock.advance(0)

  expect([...rest.calls, ...unretriedRest.calls]).toHaveLength(0)
})

const inGuild = permissionBits.viewChannel | permissionBits.readMessageHistory

test.each([
  ['in a channel', { permissions: String(inGuild | permissionBits.sendMessages) }],
  ['in a thread', { permissions: String(inGuild | permissionBits.sendMessagesInThreads) }],
  ['in a direct message with the bot', { context: 1 as const, permissions: '0' }],
])('%s the bot posts', async (_where, origin) => {
  const { posts, followUps } = await notify(origin)

  expect(posts.map(({ path }) => path)).toStrictEqual([postPath])
  expect(followUps).toHaveLength(0)
})

test.each([
  ['where it may not write', { permissions: String(inGuild) }, 32_768],
  ['in a hidden channel', { permissions: String(permissionBits.sendMessages) }, 32_768],
  ['in a server without the bot', { botInGuild: false }, 32_768],
  ['in a conversation of other people', { context: 2 as const }, 32_768],
  ['beside an ephemeral message', { ephemeral: true }, 32_768 | 64],
])('%s it sends one follow-up, without a nonce and without the bot token', async (_where, origin, flags) => {
  const { posts, followUps } = await notify(origin)

  expect(posts).toHaveLength(0)
  expect(followUps).toStrictEqual([
    {
      method: 'post',
      path: followUpPath,
      at: startOfTime,
      body: {
        flags,
        components: [{ type: 10, content: `<@${userId}> ready` }],
        allowed_mentions: { parse: [], users: [userId], replied_user: false },
      },
      query: 'wait=true',
      auth: false,
      files: [],
    },
  ])
})

test('without the history the message is not a reply, since Discord would refuse it', async () => {
  const { permissions } = { permissions: String(permissionBits.viewChannel | permissionBits.sendMessages) }
  const { posts } = await notify({ permissions })

  expect(posts[0]?.body).not.toHaveProperty('message_reference')
})

test.each([
  ['the history may not be read any more', 400, 160_002],
  ['the message is gone', 404, 10_008],
  ['the reference is no good', 400, 50_035],
])('where %s, the same message is sent once more as no reply', async (_reason, status, code) => {
  const { posts, followUps, outcome } = await notify({}, [createApiError(status, code)])

  const [reply, message] = posts.map(({ body }) => body)
  const { message_reference, ...rest } = reply ?? {}
  expect(message_reference).toBeDefined()
  expect(message).toStrictEqual(rest)
  expect([posts.length, followUps.length, outcome]).toStrictEqual([2, 0, 'done'])
})

test('where nothing can be sent any more, nothing is', async () => {
  const { posts, followUps } = await notify({ ...notAFollowUp, botInGuild: false })

  expect([...posts, ...followUps]).toHaveLength(0)
})

test('a follow-up that failed is not repeated', async () => {
  const { clock, unretriedRest, delivery } = createDeliveryParts()
  unretriedRest.answer(serverError)

  const sent = delivery.notify(createIntended(0, { botInGuild: false }), first)
  await clock.advance(60_000)
  await sent

  expect(unretriedRest.calls).toHaveLength(1)
})

test('a refused reply becomes a follow-up', async () => {
  const { posts, followUps } = await notify({}, [createApiError(403, 50_013)])

  expect(posts).toHaveLength(1)
  expect(followUps.map(({ path }) => path)).toStrictEqual([followUpPath])
})

test('a reply whose fate is unknown is repeated with the same nonce, and never becomes a follow-up', async () => {
  const { posts, followUps } = await notify({}, [serverError, serverError, serverError])

  expect(posts.map(({ at, body }) => [at - startOfTime, body.nonce])).toStrictEqual([
    [0, 'notice-abcdefgh12345678'],
    [2_000, 'notice-abcdefgh12345678'],
    [12_000, 'notice-abcdefgh12345678'],
  ])
  expect(followUps).toHaveLength(0)
})

test('a reply that discord.js holds back for a rate limit is given up for now, and others go on', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const post = rest.post
  rest.post = () => new Promise(() => undefined)

  const held = delivery.notify(createIntended(0), first)
  await clock.advance(4 * 60_000)
  await expect(held).resolves.toBe('later')
  rest.post = post
  const next = delivery.notify(createIntended(0), first)
  await clock.advance(5_000)
  await expect(next).resolves.toBe('done')
})

test('the notices of one channel keep a second between them', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  const sent = Array.from({ length: 20 }, () => delivery.notify(createIntended(0), first))
  await clock.advance(30_000)
  await Promise.all(sent)

  const times = rest.calls.map(({ at }) => at)
  expect(times).toHaveLength(20)
  for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThan(1_000)
})

test('stopping ends what waits', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  rest.answer(serverError)

  const sent = [delivery.notify(createIntended(0), first), delivery.notify(createIntended(0), first)]
  await clock.advance(100)
  delivery.stop()
  await clock.advance(0)
  await Promise.all(sent)

  expect(rest.calls).toHaveLength(1)
  expect(clock.countTimers()).toBe(0)
})

test('a drawing that fails is logged and thrown at nobody', async () => {
  const renderer = {
    ...plainRenderer,
    notification: () => {
      throw new Error('Cannot draw')
    },
  }
  const { delivery, logBook } = createDeliveryParts({ renderer })

  await expect(delivery.notify(createIntended(0), first)).resolves.toBe('later')
  expect(logBook.lines).toHaveLength(1)
})

describe('whoever is there', () => {
  const shown = { ...first, isShown: true }

  test.each([
    ['wrote last in the channel, and is not mentioned', { author: { id: userId } }, ['get']],
    ['has not written since, and is mentioned', { id: messageId, author: { id: applicationId } }, ['get', 'post']],
    ['was followed by somebody else, and is mentioned', { author: { id: '7' } }, ['get', 'post']],
  ])('%s', async (_who, newest, methods) => {
    const { posts, outcome } = await notify({}, [[{ id: '1100000000000000950', ...newest }]], 0, shown)

    expect(outcome).toBe('done')
    expect(posts.map(({ method }) => method)).toStrictEqual(methods)
    expect(new URLSearchParams(posts[0]?.query).get('limit')).toBe('1')
  })

  test.each([
    ['a video within a minute of the command: no word', { createdAt: startOfTime - 60_000 }, []],
    [
      'a failure within a minute: a word',
      { createdAt: startOfTime - 60_000, state: 'failed' as const },
      ['get', 'post'],
    ],
  ])('%s', async (_what, changes, methods) => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer([{ id: messageId }])
    const sent = delivery.notify({ ...createIntended(0), ...changes }, shown)
    await clock.advance(1_000)
    await expect(sent).resolves.toBe('done')
    expect(rest.calls.map(({ method }) => method)).toStrictEqual(methods)
  })

  test('is mentioned where that cannot be found out', async () => {
    const { posts } = await notify({}, [serverError], 0, shown)
    expect(posts.map(({ method }) => method)).toStrictEqual(['get', 'post'])
  })

  test('is told all the same where the video does not stand in its message', async () => {
    const { posts } = await notify({}, [], 0, { ...first, isMessageGone: true })
    expect(posts.map(({ method }) => method)).toStrictEqual(['post'])
  })
})

describe('several of one owner in one channel', () => {
  const joined = { ...first, isShown: true, hasOthers: true }
  const nobody = [{ id: messageId, author: { id: applicationId } }]
  const of = (id: string, origin: Partial<Origin> = {}) => ({
    ...createIntended(0, { messageId: id, ...origin }),
    id: `generation-${id}`,
  })

  test('that end within five seconds are one reply, which a later search finds for each', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer(nobody)

    const outcomes = [delivery.notify(of('1'), joined), delivery.notify(of('2'), joined)]
    await clock.advance(4_000)
    outcomes.push(delivery.notify(of('3'), joined))
    await clock.advance(60_000)

    await expect(Promise.all(outcomes)).resolves.toStrictEqual(['done', 'done', 'done'])
    const [, post] = rest.calls
    expect(rest.calls.map(({ method }) => method)).toStrictEqual(['get', 'post'])
    expect(post?.body).toMatchObject({
      components: [{ type: 10, content: `<@${userId}> ready(/1)(/2)(/3)` }],
      message_reference: { message_id: '1' },
      nonce: 'notice-generation-1',
    })
    const found = { id: '9', author: { id: applicationId }, mentions: [{ id: userId }], ...post?.body }
    for (const id of ['1', '2', '3']) {
      rest.answer([found])
      const again = delivery.notify(of(id), { ...joined, isRepeated: true })
      await clock.advance(1_000)
      await expect(again).resolves.toBe('done')
    }
    expect(rest.calls.filter(({ method }) => method === 'post')).toHaveLength(1)
  })

  test('where its fate is unknown, each is tried again by itself', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer(nobody, serverError, serverError, serverError)

    const outcomes = [delivery.notify(of('1'), joined), delivery.notify(of('2'), joined)]
    await clock.advance(60_000)

    await expect(Promise.all(outcomes)).resolves.toStrictEqual(['later', 'later'])
  })

  test.each([
    ['another owner', { userId: '7' }],
    ['another channel', { channelId: '7' }],
  ])('of %s is told by itself', async (_of, origin) => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answerAll(({ method }) => (method === 'get' ? nobody : { id: '1' }))

    const outcomes = [delivery.notify(of('1'), joined), delivery.notify(of('2', origin), joined)]
    await clock.advance(60_000)
    await Promise.all(outcomes)

    expect(rest.calls.filter(({ method }) => method === 'post')).toHaveLength(2)
  })

  test('go out at once when the bot ends', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer(nobody)

    const outcome = delivery.notify(of('1'), joined)
    await clock.advance(10)
    void delivery.drain(5_000)
    await clock.advance(1_000)

    await expect(outcome).resolves.toBe('done')
  })
})

test.each([
  ['of a reply', {}, 'rest'],
  ['of a follow-up', { botInGuild: false }, 'unretriedRest'],
] as const)('a name that AutoMod refuses is left out %s', async (_of, origin, route) => {
  const names: boolean[] = []
  const renderer = {
    ...plainRenderer,
    notification(...values: Parameters<typeof plainRenderer.notification>) {
      names.push(values[1])
      return plainRenderer.notification(...values)
    },
  }
  const { clock, delivery, ...parts } = createDeliveryParts({ renderer })
  parts[route].answer(createApiError(400, 200_000))

  const outcome = delivery.notify(createIntended(0, origin), first)
  await clock.advance(60_000)

  await expect(outcome).resolves.toBe('done')
  expect(parts[route].calls).toHaveLength(2)
  expect(names.at(-1)).toBe(false)
})

describe('on recovery', () => {
  const ours = {
    id: '1100000000000000950',
    author: { id: applicationId },
    message_reference: { message_id: messageId },
  }
  const notices = [
    ['by the author', ours],
    ['by the application', { ...ours, author: { id: '7' }, application_id: applicationId }],
  ] as const
  const others = [
    ['a reply of ours to another message', { ...ours, message_reference: { message_id: '1' } }],
    ['a reply of somebody else', { ...ours, author: { id: userId } }],
    ['the status message itself', { ...ours, id: messageId, message_reference: null }],
  ] as const
  const ago = 121_000

  test.each(notices)('a notice that stands there, known %s, is not posted again', async (_how, found) => {
    const { posts, followUps, outcome } = await notify({}, [[found]], ago, repeated)

    expect(outcome).toBe('done')
    expect(posts.map(({ method, path }) => [method, path])).toStrictEqual([['get', postPath]])
    const query = new URLSearchParams(posts[0]?.query)
    expect(query.get('limit')).toBe('100')
    expect(followUps).toHaveLength(0)
  })

  test.each([[-15 * 60_000], [0], [15 * 60_000]])(
    'it is looked for below the status message, with a clock that is %i ms ahead of Discord’s',
    async (ahead) => {
      const { posts } = await notify({}, [[ours]], 60_000 - ahead, repeated)

      expect(new URLSearchParams(posts[0]?.query).get('after')).toBe(String(BigInt(messageId) - 1n))
      expect(posts).toHaveLength(1)
    },
  )

  test.each(others)('%s is not mistaken for it', async (_what, other) => {
    const { posts } = await notify({}, [[other]], ago, repeated)

    expect(posts.map(({ method }) => method)).toStrictEqual(['get', 'post'])
  })

  test('a notice about a deleted message, which is no reply any more, is known by whom it mentions', async () => {
    const found = { ...ours, message_reference: null, mentions: [{ id: userId }] }
    const { posts } = await notify({}, [[found]], ago, { ...repeated, isMessageGone: true })

    expect(posts.map(({ method }) => method)).toStrictEqual(['get'])
  })

  test('a busy channel is read page by page', async () => {
    const page = Array.from({ length: 100 }, (_unused, index) => ({ id: String(2_000 - index), author: { id: '7' } }))
    const newer = page.map((message) => ({ ...message, id: String(BigInt(message.id) + 10n ** 19n) }))
    const { posts } = await notify({}, [newer, [ours]], ago, repeated)

    expect(posts.map(({ method }) => method)).toStrictEqual(['get', 'get'])
    expect(new URLSearchParams(posts[1]?.query).get('after')).toBe('10000000000000002000')
  })

  test('an empty list proves nothing, since the permission may have been taken back', async () => {
    const { posts, outcome } = await notify({}, [[], []], ago, repeated)

    expect(outcome).toBe('done')
    expect(posts.map(({ method, query }) => [method, new URLSearchParams(query).get('limit')])).toStrictEqual([
      ['get', '100'],
      ['get', '1'],
    ])
  })

  test('an empty list in a channel with older messages proves that it does not stand there', async () => {
    const { posts } = await notify({}, [[], [{ id: '1' }]], ago, repeated)

    expect(posts.map(({ method }) => method)).toStrictEqual(['get', 'get', 'post'])
  })

  const closedHistory = { permissions: String(permissionBits.viewChannel | permissionBits.sendMessages) }

  test.each([
    ['within two minutes the nonce is trusted', 120_000, ['post']],
    ['after that nothing is posted, since it may stand there', 121_000, []],
    ['with a clock that was set back nothing is posted either', -1, []],
  ])('where the history is closed: %s', async (_what, since, methods) => {
    const { posts, followUps, outcome } = await notify(closedHistory, [], since, repeated)

    expect(outcome).toBe('done')
    expect(posts.map(({ method }) => method)).toStrictEqual(methods)
    expect(followUps).toHaveLength(0)
  })

  test.each([
    ['fails', [createApiError(403, 50_001)]],
    ['is not answered', [serverError]],
    ['answers what nobody expects', [{ nonsense: true }]],
  ])('where the search %s nothing is posted now, and it is tried again later', async (_why, answers) => {
    const { posts, followUps, outcome } = await notify({}, answers, ago, repeated)

    expect(outcome).toBe('later')
    expect(posts.filter(({ method }) => method === 'post')).toHaveLength(0)
    expect(followUps).toHaveLength(0)
  })

  test('a follow-up that may have been sent before is not sent again', async () => {
    const { followUps } = await notify({ botInGuild: false }, [], 1, repeated)

    expect(followUps).toHaveLength(0)
  })
})

describe('what became of it is told', () => {
  const dead = createApiError(401, 50_027)
  const closed = createApiError(403, 50_013)

  test.each<[string, Partial<Origin>, unknown[], unknown[], 'done' | 'later']>([
    ['a reply that stands there', {}, [], [], 'done'],
    ['a reply whose fate is unknown', {}, [serverError, serverError, serverError], [], 'later'],
    ['a reply that was refused, and a follow-up that stands there', {}, [closed], [], 'done'],
    ['a reply that was refused, and no token', notAFollowUp, [closed], [], 'later'],
    ['a reply and a follow-up that were refused', {}, [closed], [dead], 'later'],
    ['a reply that was refused, and a follow-up that may stand there', {}, [closed], [serverError], 'done'],
    ['a page of a proxy in place of an answer, three times', {}, ['<html>', '<html>', '<html>'], [], 'later'],
    ['a follow-up that was refused, where nothing else can be sent', { botInGuild: false }, [], [dead], 'done'],
  ])('%s', async (_what, origin, answers, followUpAnswers, expected) => {
    const { clock, rest, unretriedRest, delivery } = createDeliveryParts()
    rest.answer(...answers)
    unretriedRest.answer(...followUpAnswers)

    const outcome = delivery.notify(createIntended(0, origin), first)
    await clock.advance(60_000)

    await expect(outcome).resolves.toBe(expected)
  })

  test('another attempt after a refusal is a reply again, and never a second follow-up', async () => {
    const { posts, followUps, outcome } = await notify({}, [[{ id: messageId }], closed], 300_000, repeated)

    expect(posts.map(({ method }) => method)).toStrictEqual(['get', 'post'])
    expect(followUps).toHaveLength(0)
    expect(outcome).toBe('later')
  })
})
