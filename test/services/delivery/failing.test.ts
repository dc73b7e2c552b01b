import { HTTPError } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createDeliveryParts } from './support/createDeliveryParts.ts'
import { createApiError } from './support/createFakeRest.ts'
import {
  applicationId,
  channelId,
  createFinished,
  createGeneration,
  createResult,
  messageId,
  startOfTime,
} from './support/createGeneration.ts'
import { readText } from './support/plainRenderer.ts'

const tokenPath = `/webhooks/${applicationId}/a-very-fake-interaction-token/messages/@original`
const channelPath = `/channels/${channelId}/messages/${messageId}`
const uploaded = 'succeeded · a red fox in the snow · upload'
const linked = 'succeeded · a red fox in the snow · link'
const serverError = new HTTPError(503, 'Service Unavailable', 'PATCH', 'https://discord.com', { body: {} })
const timeout = Object.assign(new Error('This operation was aborted'), { name: 'AbortError' })
const broken = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })

/** A finished generation whose last state is on its way; `origin` decides the route. */
async function showFinal(answers: unknown[], origin: Parameters<typeof createFinished>[0] = {}) {
  const parts = createDeliveryParts()
  parts.rest.answer(...answers)
  const outcome = parts.delivery.showFinal(createFinished(origin))
  await parts.clock.advance(60_000)
  return { ...parts, outcome: await outcome, calls: parts.rest.calls }
}

const ended = { origin: { tokenExpiresAt: startOfTime } }

describe('on the token route', () => {
  test.each([
    ['an ended token', 401, 50_027, { shown: true }, [tokenPath, channelPath]],
    ['an unknown webhook', 404, 10_015, { shown: true }, [tokenPath, channelPath]],
    ['a 401 without a known code', 401, 0, { shown: true }, [tokenPath, channelPath]],
    ['a deleted message', 404, 10_008, { shown: false, reason: 'messageGone' }, [tokenPath]],
    ['a malformed body', 400, 50_035, { shown: false, reason: 'refused' }, [tokenPath]],
  ])('%s', async (_name, status, code, expected, paths) => {
    const { outcome, calls } = await showFinal([createApiError(status, code)])

    expect(outcome).toStrictEqual(expected)
    expect(calls.map(({ path }) => path)).toStrictEqual(paths)
  })

  test('a dead token is not called again, and a renewed one is', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    const generation = createGeneration({ origin: { ephemeral: true } })
    rest.answer(createApiError(401, 50_027))

    delivery.show(generation, {})
    await clock.advance(10_000)
    delivery.show(generation, { place: 1 })
    await clock.advance(10_000)
    delivery.renewToken(generation.id, { token: 'renewed', tokenExpiresAt: clock.now() + 15 * 60_000 })
    delivery.show(generation, { place: 1 })
    await clock.advance(10_000)

    expect(rest.calls.map(({ path }) => path)).toStrictEqual([
      tokenPath,
      `/webhooks/${applicationId}/renewed/messages/@original`,
    ])
  })

  test('an ended token without a channel route leaves the message to a click', async () => {
    const { outcome, calls } = await showFinal([createApiError(401, 50_027)], { origin: { botInGuild: false } })

    expect(outcome).toStrictEqual({ shown: false, reason: 'noRoute' })
    expect(calls).toHaveLength(1)
  })
})

describe('on the channel route', () => {
  test.each([
    ['no access', 403, 50_001, 'noRoute'],
    ['no permission', 403, 50_013, 'noRoute'],
    ['an archived thread', 400, 50_083, 'noRoute'],
    ['a deleted channel', 404, 10_003, 'noRoute'],
    ['too many edits of an old message', 400, 30_046, 'noRoute'],
    ['a 403 without a known code', 403, 0, 'noRoute'],
    ['a deleted message', 404, 10_008, 'messageGone'],
    ['a malformed body', 400, 50_035, 'refused'],
    ['an entity that is too large without an upload', 413, 40_005, 'refused'],
    ['a bot token that is not accepted', 401, 0, 'failed'],
  ])('%s', async (_name, status, code, reason) => {
    const { outcome, calls } = await showFinal([createApiError(status, code)], {
      ...ended,
      result: createResult({ size: 11_000_000 }),
    })

    expect(outcome).toStrictEqual({ shown: false, reason })
    expect(calls.map(({ path }) => path)).toStrictEqual([channelPath])
  })

  test('a closed channel is not asked again before the last state', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer(createApiError(403, 50_001))

    for (const place of [3, 2, 1]) {
      delivery.show(createGeneration(ended), { place })
      await clock.advance(10_000)
    }
    expect(rest.calls).toHaveLength(1)

    const outcome = delivery.showFinal(createFinished(ended))
    await clock.advance(10_000)
    await expect(outcome).resolves.toStrictEqual({ shown: true })
    expect(rest.calls).toHaveLength(2)
  })

  test('a deleted message is not asked for again', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer(createApiError(404, 10_008))

    delivery.show(createGeneration(ended), {})
    await clock.advance(10_000)
    const outcome = delivery.showFinal(createFinished(ended))
    await clock.advance(10_000)
    delivery.show(createFinished(ended), {})
    await clock.advance(10_000)

    await expect(outcome).resolves.toStrictEqual({ shown: false, reason: 'messageGone' })
    expect(rest.calls).toHaveLength(1)
  })
})

test.each([[200_000], [240_000]])(
  'what AutoMod refuses with %i is drawn once more without the prompt, and stays so',
  async (code) => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answer(createApiError(400, code))

    delivery.show(createGeneration(), {})
    await clock.advance(5_000)
    const outcome = delivery.showFinal(createFinished())
    await clock.advance(5_000)

    await expect(outcome).resolves.toStrictEqual({ shown: true })
    expect(rest.calls.map(({ body }) => readText(body))).toStrictEqual([
      'running · a red fox in the snow',
      'running',
      'succeeded · upload',
    ])
  },
)

test('what AutoMod refuses without the prompt as well is given up', async () => {
  const { outcome, calls } = await showFinal([createApiError(400, 200_000), createApiError(400, 200_000)])

  expect(outcome).toStrictEqual({ shown: false, reason: 'refused' })
  expect(calls).toHaveLength(2)
})

test.each([
  [413, 40_005],
  [413, 0],
  [400, 50_045],
  [403, 50_013],
])('an upload refused with %i/%i goes as a link', async (status, code) => {
  const { outcome, calls } = await showFinal([createApiError(status, code)])

  expect(outcome).toStrictEqual({ shown: true })
  expect(calls.map(({ body, files }) => [readText(body), files])).toStrictEqual([
    [uploaded, ['kling-video.mp4']],
    [linked, []],
  ])
})

test('a kept file that is gone goes as a link', async () => {
  const { clock, rest, delivery } = createDeliveryParts({ read: () => Promise.reject(new Error('ENOENT')) })

  const outcome = delivery.showFinal(createFinished())
  await clock.advance(5_000)

  await expect(outcome).resolves.toStrictEqual({ shown: true })
  expect(rest.calls.map(({ body }) => readText(body))).toStrictEqual([linked])
})

test.each([
  ['by the limit of the interaction', { size: 20 * 1024 * 1024 }, {}, uploaded],
  ['one byte above it', { size: 20 * 1024 * 1024 + 1 }, {}, linked],
  ['by 10 MiB on the channel route', { size: 10 * 1024 * 1024 }, ended, uploaded],
  ['one byte above that', { size: 10 * 1024 * 1024 + 1 }, ended, linked],
  ['with an unknown size', { size: undefined }, {}, linked],
  ['without a kept file', { hash: undefined }, {}, linked],
  ['without the permission to attach', {}, { origin: { ...ended.origin, permissions: String(1n << 10n) } }, linked],
  [
    'in a direct message, whatever the permissions say',
    {},
    { origin: { ...ended.origin, permissions: '0', context: 1 as const } },
    uploaded,
  ],
])('the video is uploaded or linked %s', async (_name, changes, place, text) => {
  const result = createResult()
  const changed = Object.fromEntries(
    Object.entries({ ...result, ...changes }).filter(([, value]) => value !== undefined),
  ) as typeof result
  const { calls } = await showFinal([], { ...place, result: changed })

  expect(calls.map(({ body }) => readText(body))).toStrictEqual([text])
})

test.each([
  ['a server error', serverError],
  ['a timeout', timeout],
  ['a broken connection', broken],
])('after %s the last state is tried again with growing pauses', async (_name, error) => {
  const { outcome, calls } = await showFinal([error, error])

  expect(outcome).toStrictEqual({ shown: true })
  expect(calls.map(({ at }) => at - startOfTime)).toStrictEqual([0, 1_000, 5_000])
  expect(calls.map(({ body }) => readText(body))).toStrictEqual([uploaded, uploaded, linked])
})

test('a Discord that stays down fails the last state after four attempts, and it can be asked for again', async () => {
  const { clock, outcome, calls, delivery } = await showFinal(Array(4).fill(serverError))
  expect(readText(calls.at(-1)?.body)).toBe(linked)
  expect(outcome).toStrictEqual({ shown: false, reason: 'failed' })
  expect(calls.map(({ at }) => at - startOfTime)).toStrictEqual([0, 1_000, 5_000, 20_000])

  const again = delivery.showFinal(createFinished())
  await clock.advance(100)
  await expect(again).resolves.toStrictEqual({ shown: true })
  expect(readText(calls.at(-1)?.body)).toBe(uploaded)
})

test('after a failed edit the newest state is sent, not the failed one', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  rest.answer(serverError)

  delivery.show(createGeneration({ state: 'queued' }), {})
  await clock.advance(500)
  delivery.show(createGeneration({ state: 'running' }), {})
  await clock.advance(10_000)

  expect(rest.calls.map(({ body }) => readText(body).split(' ')[0])).toStrictEqual(['queued', 'running'])
})

test('an edit without files is given up after half a minute', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const signals: (AbortSignal | undefined)[] = []
  rest.patch = (_path, options = {}) => {
    signals.push(options.signal)
    return new Promise((_resolve, reject) => options.signal?.addEventListener('abort', () => reject(timeout)))
  }

  delivery.show(createGeneration(), {})
  await clock.advance(29_999)
  expect(signals.map((signal) => signal?.aborted)).toStrictEqual([false])
  await clock.advance(1_001)
  expect(signals.map((signal) => signal?.aborted)).toStrictEqual([true, false])
  delivery.stop()
})

test('the log names code, status and route, and no address, token or prompt', async () => {
  const { logBook } = await showFinal([createApiError(401, 50_027), serverError, createApiError(400, 50_035)])

  expect(logBook.lines).toHaveLength(3)
  expect(logBook.lines[0]?.text).toContain(
    JSON.stringify({
      generationId: 'abcdefgh12345678',
      route: 'token',
      problem: 'tokenDead',
      error: 'DiscordAPIError',
      code: 50_027,
      status: 401,
    }),
  )
  for (const { text } of logBook.lines) expect(text).not.toMatch(/a-very-fake|https?:|red fox/)
})
