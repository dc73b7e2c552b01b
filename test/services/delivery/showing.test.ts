import { expect, test } from 'vitest'
import { createDeliveryParts } from './support/createDeliveryParts.ts'
import { createApiError } from './support/createFakeRest.ts'
import {
  applicationId,
  channelId,
  createFinished,
  createGeneration,
  createResult,
  messageId,
} from './support/createGeneration.ts'
import { plainRenderer, readText } from './support/plainRenderer.ts'

const tokenPath = `/webhooks/${applicationId}/a-very-fake-interaction-token/messages/@original`
const channelPath = `/channels/${channelId}/messages/${messageId}`
const queued = createGeneration({ state: 'queued' })
const running = createGeneration({ state: 'running' })

test('the first edit goes at once, over the token route and without the bot token', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  delivery.show(queued, { position: 2 })
  await clock.advance(0)

  expect(rest.calls).toStrictEqual([
    {
      method: 'patch',
      path: tokenPath,
      at: clock.now(),
      body: {
        flags: 32_768,
        allowed_mentions: { parse: [] },
        components: [{ type: 10, content: 'queued · position 2 · a red fox in the snow' }],
      },
      query: '',
      auth: false,
      files: [],
    },
  ])
})

test('later edits of one message are at least three seconds apart, changes of place five', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const start = clock.now()

  delivery.show(queued, { position: 2 })
  await clock.advance(100)
  delivery.show(queued, { position: 1 })
  await clock.advance(10_000)
  delivery.show(running, {})
  await clock.advance(0)
  delivery.show(createGeneration({ state: 'running', overdueSince: start }), {})
  delivery.show(createGeneration({ state: 'running', cancelRequestedAt: start }), {})
  await clock.advance(10_000)

  expect(rest.calls.map(({ at }) => at - start)).toStrictEqual([0, 5_000, 10_100, 13_100])
})

test('the newest state wins over the ones that could not be shown in time', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  delivery.show(queued, { position: 9 })
  await clock.advance(0)
  for (const position of [8, 7, 6, 5]) {
    delivery.show(queued, { position })
    await clock.advance(500)
  }
  await clock.advance(10_000)

  expect(rest.calls.map(({ body }) => readText(body).match(/position \d/)?.[0])).toStrictEqual([
    'position 9',
    'position 5',
  ])
})

test('a change of state does not wait out the pause of a change of place', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const start = clock.now()

  delivery.show(queued, { position: 2 })
  await clock.advance(0)
  delivery.show(queued, { position: 1 })
  await clock.advance(1_000)
  delivery.show(running, {})
  await clock.advance(10_000)

  expect(rest.calls.map(({ at }) => at - start)).toStrictEqual([0, 3_000])
})

test('what stands in the message already is not sent again', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  delivery.show(queued, { position: 2 })
  await clock.advance(10_000)
  delivery.show(createGeneration({ state: 'queued', version: 7 }), { position: 2 })
  await clock.advance(10_000)

  expect(rest.calls).toHaveLength(1)
  expect(clock.countTimers()).toBe(0)
})

test('at most one request per message is in flight', async () => {
  const { clock, rest, delivery } = createDeliveryParts({ latency: 8_000 })

  delivery.show(queued, {})
  await clock.advance(100)
  delivery.show(running, {})
  const outcome = delivery.showFinal(createFinished())
  await clock.advance(7_800)
  expect(rest.calls).toHaveLength(1)

  await clock.advance(200)
  expect(rest.calls).toHaveLength(2)
  await clock.advance(8_000)
  await expect(outcome).resolves.toMatchObject({ shown: true })
})

test.each([
  ['follows the upload in flight', 100, ['patch', 'delete']],
  ['takes the place of one that waits', 0, ['delete']],
])('a deletion %s, and joins no other last state', async (_what, after, methods) => {
  const { clock, rest, delivery } = createDeliveryParts({ latency: 8_000 })
  rest.answerAll(({ method }) => (method === 'delete' ? new ArrayBuffer(0) : { id: '1', attachments: [] }))

  const upload = delivery.showFinal(createFinished())
  if (after > 0) await clock.advance(after)
  const removals = [delivery.takeAway(createFinished()), delivery.takeAway(createFinished())]
  await clock.advance(5_000)
  removals.push(delivery.takeAway(createFinished()))
  await clock.advance(60_000)

  expect(await Promise.all([upload, ...removals])).toEqual(Array.from({ length: 4 }, () => ({ shown: true })))
  expect(rest.calls.map(({ method }) => method)).toStrictEqual(methods)
})

test('the last state cancels what waits before it, goes at once and ends the showing', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const start = clock.now()

  delivery.show(queued, {})
  await clock.advance(500)
  delivery.show(running, {})
  const outcome = delivery.showFinal(createFinished())
  await clock.advance(0)
  await expect(outcome).resolves.toStrictEqual({ shown: true })
  delivery.show(running, {})
  await clock.advance(20_000)

  expect(rest.calls.map(({ at, body }) => [at - start, readText(body)])).toStrictEqual([
    [0, 'queued · a red fox in the snow'],
    [500, 'succeeded · a red fox in the snow · upload'],
  ])
})

test('what is shown while the last state is on its way is not shown after it', async () => {
  const { clock, rest, delivery } = createDeliveryParts({ latency: 1_000 })

  const outcome = delivery.showFinal(createFinished())
  await clock.advance(500)
  delivery.show(running, {})
  await clock.advance(20_000)

  await expect(outcome).resolves.toStrictEqual({ shown: true })
  expect(rest.calls).toHaveLength(1)
})

test('a second call for the same last state shares the first one', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  const outcomes = [delivery.showFinal(createFinished()), delivery.showFinal(createFinished())]
  await clock.advance(0)

  await expect(Promise.all(outcomes)).resolves.toStrictEqual([{ shown: true }, { shown: true }])
  expect(rest.calls).toHaveLength(1)
})

test('half a minute before the token ends, the channel route takes over', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  await clock.advance(15 * 60_000 - 30_001)
  delivery.show(queued, {})
  await clock.advance(5_000)
  delivery.show(running, {})
  await clock.advance(5_000)

  expect(rest.calls.map(({ path, auth }) => [path, auth])).toStrictEqual([
    [tokenPath, false],
    [channelPath, true],
  ])
})

test('a renewed token is used from then on, at once, even after the first one has ended', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const hidden = createGeneration({ state: 'queued', origin: { ephemeral: true } })
  rest.answer(createApiError(401, 50_027))

  await clock.advance(16 * 60_000)
  delivery.show(hidden, {})
  await clock.advance(5_000)
  expect(rest.calls).toHaveLength(1)

  delivery.renewToken(hidden.id, { token: 'a-very-fake-renewed-token', tokenExpiresAt: clock.now() + 15 * 60_000 })
  delivery.show(hidden, {})
  await clock.advance(0)
  const path = `/webhooks/${applicationId}/a-very-fake-renewed-token/messages/@original`
  expect(rest.calls.slice(1).map((call) => [call.path, call.auth])).toStrictEqual([[path, false]])
})

test('after a click the present state is drawn again, although it stood there before', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  delivery.show(queued, {})
  await clock.advance(100)
  delivery.renewToken(queued.id, { token: 'a-very-fake-renewed-token', tokenExpiresAt: clock.now() + 15 * 60_000 })
  delivery.show(queued, {})
  await clock.advance(0)

  expect(rest.calls).toHaveLength(2)
})

const onlyByToken = [
  ['in an ephemeral message', { ephemeral: true }],
  ['in a server without the bot', { botInGuild: false }],
  ['in a conversation of other people', { context: 2 }],
  ['in a hidden channel', { permissions: '0' }],
  ['where the message is not known', { messageId: undefined }],
] as const

function createOnlyByToken(tokenExpiresAt: number, changes: (typeof onlyByToken)[number][1]) {
  const generation = createFinished({ origin: { tokenExpiresAt } })
  const origin = { ...generation.origin, ...changes }
  if (origin.messageId === undefined) delete origin.messageId
  return { ...generation, origin } as typeof generation
}

test.each(onlyByToken)(
  'a token that should have ended is tried all the same %s: only Discord knows',
  async (_, changes) => {
    const { clock, rest, delivery } = createDeliveryParts()

    const outcome = delivery.showFinal(createOnlyByToken(clock.now() - 1, changes))
    await clock.advance(0)

    await expect(outcome).resolves.toStrictEqual({ shown: true })
    expect(rest.calls.map(({ path }) => path)).toStrictEqual([tokenPath])
  },
)

test.each(onlyByToken)('a token that Discord calls ended is not used again %s', async (_where, changes) => {
  const { clock, rest, delivery } = createDeliveryParts()
  const generation = createOnlyByToken(clock.now() - 1, changes)
  rest.answer(createApiError(401, 50_027))

  for (let attempt = 0; attempt < 3; attempt += 1) {
    const outcome = delivery.showFinal(generation)
    await clock.advance(60 * 60_000)
    await expect(outcome).resolves.toStrictEqual({ shown: false, reason: 'noRoute' })
  }

  expect(rest.calls).toHaveLength(1)
})

test('where the channel lets nobody in, a token that should have ended is tried besides', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  rest.answer(createApiError(403, 50_001))

  const outcome = delivery.showFinal(
    createFinished({ origin: { tokenExpiresAt: clock.now() }, result: createResult({ size: 30_000_000 }) }),
  )
  await clock.advance(0)

  await expect(outcome).resolves.toStrictEqual({ shown: true })
  expect(rest.calls.map(({ path }) => path)).toStrictEqual([channelPath, tokenPath])
})

test('a drawing that fails ends that showing and nothing else', async () => {
  const renderer = {
    ...plainRenderer,
    status: () => {
      throw new Error('Cannot draw')
    },
  }
  const { clock, rest, logBook, delivery } = createDeliveryParts({ renderer })

  delivery.show(queued, {})
  const outcome = delivery.showFinal(createFinished())
  await clock.advance(0)

  await expect(outcome).resolves.toStrictEqual({ shown: false, reason: 'failed' })
  expect(rest.calls).toHaveLength(0)
  expect(logBook.lines.map(({ level }) => level)).toContain('error')
})

test('a private message shows the result over the token of the click alone', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const target = {
    applicationId,
    token: 'a-very-fake-click-token',
    uploadLimit: 20_000_000,
  }

  const outcome = delivery.showPrivately(createFinished(), target)
  await clock.advance(0)
  await expect(outcome).resolves.toStrictEqual({ shown: true })
  rest.answer(createApiError(401, 50_027))
  const dead = delivery.showPrivately(createFinished(), { ...target, token: 'another' })
  await clock.advance(100)
  await expect(dead).resolves.toStrictEqual({ shown: false, reason: 'closed' })

  expect(rest.calls.slice(0, 1).map(({ path, body, files }) => [path, readText(body), files])).toStrictEqual([
    [
      `/webhooks/${applicationId}/a-very-fake-click-token/messages/@original`,
      'succeeded · a red fox in the snow · private · upload',
      ['kling-video.mp4'],
    ],
  ])
})

test('a private message does not end the showing of the status message', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const target = { applicationId, token: 'click', uploadLimit: 1 }

  const outcome = delivery.showPrivately(createFinished(), target)
  await clock.advance(0)
  await outcome
  delivery.show(running, {})
  await clock.advance(100)

  expect(rest.calls.map(({ path }) => path)).toStrictEqual([
    `/webhooks/${applicationId}/click/messages/@original`,
    tokenPath,
  ])
})

test('draining lets spaced edits go at once and waits for them', async () => {
  const { clock, rest, delivery } = createDeliveryParts({ latency: 200 })
  let isDrained = false

  delivery.show(queued, {})
  await clock.advance(300)
  delivery.show(running, {})
  const drained = delivery.drain(5_000).then(() => {
    isDrained = true
  })
  await clock.advance(100)
  expect(rest.calls).toHaveLength(2)
  expect(isDrained).toBe(false)
  await clock.advance(200)
  await drained
  expect(isDrained).toBe(true)
  expect(clock.countTimers()).toBe(0)
})

test('draining gives up after its time', async () => {
  const { clock, delivery } = createDeliveryParts({ latency: 20_000 })

  delivery.show(queued, {})
  const drained = delivery.drain(5_000)
  await clock.advance(5_000)

  await expect(drained).resolves.toBeUndefined()
})

test('stopping clears every timer and settles what was asked for', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  delivery.show(queued, {})
  await clock.advance(0)
  delivery.show(running, {})
  rest.answer(createApiError(429, 0))
  const retried = delivery.showFinal(createFinished())
  await clock.advance(100)
  expect(clock.countTimers()).toBeGreaterThan(0)

  delivery.stop()
  await clock.advance(0)
  await expect(retried).resolves.toStrictEqual({ shown: false, reason: 'failed' })
  await expect(delivery.showFinal(createFinished())).resolves.toStrictEqual({ shown: false, reason: 'failed' })
  delivery.show(running, {})
  await clock.advance(60_000)
  expect(rest.calls).toHaveLength(2)
  expect(clock.countTimers()).toBe(0)
})

test('a clock that was set back an hour does not keep a message waiting', async () => {
  const { clock, rest, delivery } = createDeliveryParts()

  delivery.show(queued, {})
  await clock.advance(100)
  clock.jump(-60 * 60_000)
  delivery.show(running, {})
  await clock.advance(3_000)

  expect(rest.calls).toHaveLength(2)
})
