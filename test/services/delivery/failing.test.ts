import { DiscordAPIError, HTTPError } from 'discord.js'
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

/** Discord has said before that the token has ended, so that only the channel is left. */
const ended = { origin: { token: '', tokenExpiresAt: startOfTime } }

describe('on the token route', () => {
  test.each([
    ['an ended token', 401, 50_027, { shown: true }, [tokenPath, channelPath]],
    ['an unknown webhook', 404, 10_015, { shown: true }, [tokenPath, channelPath]],
    ['a 401 without a known code', 401, 0, { shown: true }, [tokenPath, tokenPath]],
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
    delivery.show(generation, { position: 1 })
    await clock.advance(10_000)
    delivery.renewToken(generation.id, { token: 'renewed', tokenExpiresAt: clock.now() + 15 * 60_000 })
    delivery.show(generation, { position: 1 })
    await clock.advance(10_000)

    expect(rest.calls.map(({ path }) => path)).toStrictEqual([
      tokenPath,
      `/webhooks/${applicationId}/renewed/messages/@original`,
    ])
  })

  test('a token that should still work is given up when Discord has refused it twice, and left to a click', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answerAll(() => createApiError(401, 50_027))
    const outcomes: unknown[] = []
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const outcome = delivery.showFinal(createFinished({ origin: { botInGuild: false } }))
      await clock.advance(60_000)
      outcomes.push(await outcome)
    }

    expect(outcomes.map((outcome) => (outcome as { reason: string }).reason)).toStrictEqual([
      'closed',
      'noRoute',
      'noRoute',
    ])
    expect(rest.calls).toHaveLength(2)
  })

  test('a 401 that does not speak of the token proves nothing about it', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answerAll(() => createApiError(401, 0))
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const outcome = delivery.showFinal(
        createFinished({ origin: { botInGuild: false }, result: createResult({ size: 30_000_000 }) }),
      )
      await clock.advance(60_000)
      await expect(outcome).resolves.toStrictEqual({ shown: false, reason: 'failed' })
    }
    rest.answerAll(() => ({ id: '1' }))
    const outcome = delivery.showFinal(createFinished({ origin: { botInGuild: false } }))
    await clock.advance(60_000)
    await expect(outcome).resolves.toStrictEqual({ shown: true })
  })
})

describe('on the channel route', () => {
  test.each([
    ['no access', 403, 50_001, 'closed'],
    ['no permission', 403, 50_013, 'closed'],
    ['an archived thread', 400, 50_083, 'archived'],
    ['a deleted channel', 404, 10_003, 'closed'],
    ['too many edits of an old message', 400, 30_046, 'closed'],
    ['a 403 without a known code', 403, 0, 'closed'],
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

  test('a closed channel is asked again after growing pauses, and at once for the last state', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answerAll(() => createApiError(403, 50_001))

    for (const position of [3, 2, 1]) {
      delivery.show(createGeneration(ended), { position })
      await clock.advance(10_000)
    }
    await clock.advance(24 * 60 * 60_000)
    const times = rest.calls.map(({ at }) => Math.round((at - startOfTime) / 60_000))
    expect(times.slice(0, 9)).toStrictEqual([0, 1, 3, 7, 15, 31, 63, 123, 183])
    expect(times.length).toBeLessThan(32)

    rest.answerAll(() => ({ id: '1' }))
    const outcome = delivery.showFinal(createFinished(ended))
    await clock.advance(10_000)
    await expect(outcome).resolves.toStrictEqual({ shown: true })
  })

  test('what was closed is tried at once when its place has changed', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    const generation = createGeneration(ended)
    rest.answer(createApiError(403, 50_001))

    delivery.show(generation, {})
    await clock.advance(10_000)
    delivery.reopen(generation)
    await clock.advance(3_000)

    expect(rest.calls).toHaveLength(2)
  })

  test('a last state finds its way where Discord said with the command that there was none, once the place has changed', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    const generation = createFinished({ origin: { ...ended.origin, botInGuild: false, permissions: '0' } })

    const before = delivery.showFinal(generation)
    await clock.advance(1_000)
    await expect(before).resolves.toStrictEqual({ shown: false, reason: 'noRoute' })
    delivery.reopen(generation)
    const after = delivery.showFinal(generation)
    await clock.advance(1_000)

    await expect(after).resolves.toStrictEqual({ shown: true })
    expect(rest.calls.map(({ path }) => path)).toStrictEqual([channelPath])
  })
})

describe('a message that is said not to exist', () => {
  const gone = createApiError(404, 10_008)

  test('once is looked for by the other way', async () => {
    const { outcome, calls } = await showFinal([gone])

    expect(outcome).toStrictEqual({ shown: true })
    expect(calls.map(({ path }) => path)).toStrictEqual([tokenPath, channelPath])
  })

  test.each([
    ['by two ways', {}, [tokenPath, channelPath]],
    ['twice by the only way', ended, [channelPath, channelPath]],
  ])('%s is deleted', async (_name, origin, paths) => {
    const { outcome, calls } = await showFinal([gone, gone], origin)

    expect(outcome).toStrictEqual({ shown: false, reason: 'messageGone' })
    expect(calls.map(({ path }) => path)).toStrictEqual(paths)
  })

  test('is asked for once more by the last state, and by a click on it', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answerAll(() => gone)

    delivery.show(createGeneration(ended), {})
    await clock.advance(60_000)
    delivery.show(createGeneration(ended), { position: 1 })
    await clock.advance(60_000)
    expect(rest.calls).toHaveLength(2)
    const outcome = delivery.showFinal(createFinished(ended))
    await clock.advance(10_000)
    await expect(outcome).resolves.toStrictEqual({ shown: false, reason: 'messageGone' })

    rest.answerAll(() => ({ id: '1' }))
    const generation = createFinished(ended)
    delivery.renewToken(generation.id, { token: 'clicked', tokenExpiresAt: clock.now() + 15 * 60_000 })
    const clicked = delivery.showFinal(generation)
    await clock.advance(10_000)
    await expect(clicked).resolves.toStrictEqual({ shown: true })
  })
})

describe('what is not an answer of Discord itself decides nothing', () => {
  const url = 'https://discord.com/api/v10/webhooks/1/a-very-fake-interaction-token/messages/@original'
  const createPage = (status: number) =>
    // What discord.js makes of a page of Cloudflare: its bytes, and no code.
    Reflect.construct(DiscordAPIError, [new ArrayBuffer(8), undefined, status, 'PATCH', url, {}]) as DiscordAPIError

  test.each([401, 403, 404, 400, 429])('a page with status %i', async (status) => {
    const { outcome, calls } = await showFinal([createPage(status), createPage(status)])

    expect(outcome).toStrictEqual({ shown: true })
    expect(calls.map(({ path }) => path)).toStrictEqual([tokenPath, tokenPath, tokenPath])
  })

  test('a page with status 200 is not taken for success', async () => {
    const { outcome, calls } = await showFinal([new ArrayBuffer(8)])

    expect(outcome).toStrictEqual({ shown: true })
    expect(calls).toHaveLength(2)
  })

  test('a page that says that the body is too large is believed', async () => {
    const { calls } = await showFinal([createPage(413)])

    expect(calls.map(({ body }) => readText(body))).toStrictEqual([uploaded, linked])
  })

  test('progress is tried again until it stands there, however long that takes', async () => {
    const { clock, rest, delivery } = createDeliveryParts()
    rest.answerAll(() => createPage(403))

    delivery.show(createGeneration(), {})
    await clock.advance(30 * 60_000)
    const failed = rest.calls.length
    rest.answerAll(() => ({ id: '1' }))
    await clock.advance(10 * 60_000)

    expect(failed).toBeLessThan(20)
    expect(rest.calls).toHaveLength(failed + 1)
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

test.each([
  ['an edit without files is given up after half a minute', createResult({ size: 30_000_000 }), 30_000],
  ['an edit with files is given up after five minutes', createResult(), 300_000],
])('%s, although discord.js sleeps out a rate limit without minding the signal', async (_name, result, patience) => {
  const { clock, rest, delivery } = createDeliveryParts()
  const signals: (AbortSignal | undefined)[] = []
  rest.patch = (_path, options = {}) => {
    signals.push(options.signal)
    return new Promise(() => undefined)
  }

  const outcome = delivery.showFinal(createFinished({ result }))
  await clock.advance(patience - 1)
  expect(signals.map((signal) => signal?.aborted)).toStrictEqual([false])
  await clock.advance(1_001)
  expect(signals.map((signal) => signal?.aborted)).toStrictEqual([true, false])
  await clock.advance(4 * patience + 20_000)
  await expect(outcome).resolves.toStrictEqual({ shown: false, reason: 'failed' })
})

test('the log says when progress that could not be shown is tried again', async () => {
  const { clock, rest, logBook, delivery } = createDeliveryParts()
  rest.answer(serverError, createApiError(403, 50_001))

  delivery.show(createGeneration(ended), {})
  await clock.advance(10_000)

  const pauses = logBook.lines.map(({ text }) => /"secondsUntilNext":(\d+)/.exec(text)?.[1])
  expect(pauses).toStrictEqual(['1', '60'])
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
