import { describe, expect, test } from 'vitest'
import { hours } from '../../../../src/domain/clock.ts'
import { runcomfy } from '../../../../src/services/providers/runcomfy/provider.ts'
import { findModel } from '../../../support/catalogue.ts'
import { catchError } from '../support/catchError.ts'
import { createAttachment, createFrame, createRequest } from '../support/createRequest.ts'
import { createSurroundings, fakeKey } from '../support/createSurroundings.ts'
import { readFixture } from '../support/readFixture.ts'
import type { Behaviour } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api } = useApi()

const operation = { requestId: 'req-1', modelId: 'kling/kling-3.0/pro/text-to-video' }
const createTestProvider = () => runcomfy.create({ ...createSurroundings(), apiUrl: api.origin })

describe('Cancel', () => {
  test.each<[string, Behaviour, string]>([
    ['cancelled', { status: 202, body: readFixture('runcomfy/cancelled.json') }, 'cancelled'],
    [
      'the documented sample, which is not JSON',
      { status: 202, body: readFixture('runcomfy/cancelled-sample.txt') },
      'cancelled',
    ],
    ['not_cancellable', { status: 202, body: readFixture('runcomfy/not-cancellable.json') }, 'tooLate'],
    ['only a status', { status: 202, body: { status: 'cancelled' } }, 'cancelled'],
    ['an unknown outcome', { status: 202, body: { status: 'cancelled', outcome: 'maybe' } }, 'unknown'],
    ['nothing', { status: 202, body: '' }, 'unknown'],
  ])('%s', async (_, behaviour, expected) => {
    api.always(behaviour)
    expect(await createTestProvider().cancel?.(operation)).toBe(expected)
    expect(api.calls).toStrictEqual([
      {
        method: 'POST',
        path: '/v1/requests/req-1/cancel',
        authorization: `Bearer ${fakeKey}`,
        body: undefined,
      },
    ])
  })

  test.each<[string, Behaviour, object]>([
    [
      '404001',
      { status: 404, body: readFixture('runcomfy/not-found.json') },
      { code: 'invalidInput', requestId: 'req-1' },
    ],
    ['HTTP 500', { status: 500, body: '<html>' }, { code: 'unavailable' }],
    ['a bad key as HTTP 200', { body: readFixture('runcomfy/user-account.json') }, { code: 'unauthorized' }],
    ['a reset connection', 'reset', { code: 'unavailable' }],
  ])('Throws after %s', async (_, behaviour, expected) => {
    api.always(behaviour)
    const provider = createTestProvider()
    expect(await catchError(provider.cancel?.(operation) ?? Promise.resolve())).toMatchObject(expected)
  })
})

describe('Balance', () => {
  /** The balance lives on a host of its own, which is led to ours. */
  function createWithBalance() {
    const { fetch, ...surroundings } = createSurroundings()
    const redirect: typeof fetch = (url, init) =>
      fetch(String(url).replace('https://api.runcomfy.net', api.origin), init)
    return runcomfy.create({ ...surroundings, fetch: redirect, apiUrl: runcomfy.account.apiUrl.default })
  }

  test.each([
    ['in micro-dollars', readFixture('runcomfy/balance.json'), 12_500_000],
    ['in dollars only', { balance_usd: 12.5 }, 12_500_000],
    ['as text', { balance_microdollars: '12500000' }, 12_500_000],
    ['as a text of dollars', { balance_microdollars: null, balance_usd: '12.50' }, 12_500_000],
    ['with a number that is none', '{"balance_microdollars":NaN,"balance_usd":12.5}', 12_500_000],
    ['overdrawn', { balance_microdollars: -5 }, 0],
  ])('%s', async (_, body, expected) => {
    api.always({ body })
    expect(await createWithBalance().balance?.()).toBe(expected)
    expect(api.calls).toMatchObject([{ method: 'GET', path: '/prod/v2/balance', authorization: `Bearer ${fakeKey}` }])
  })

  test.each<[string, Behaviour, string]>([
    ['no balance in it', { body: {} }, 'badResponse'],
    ['a word for one', { body: { balance_usd: 'plenty' } }, 'badResponse'],
    ['a bad key', { status: 401 }, 'unauthorized'],
  ])('Throws after %s', async (_, behaviour, code) => {
    api.always(behaviour)
    expect(await catchError(createWithBalance().balance?.() ?? Promise.resolve())).toMatchObject({ code })
  })

  test('is not asked of the real host where the operator set another address', () => {
    expect(createTestProvider()).not.toHaveProperty('balance')
  })
})

describe('Probe', () => {
  test.each<[string, Behaviour]>([
    ['the job is not found', { status: 404, body: readFixture('runcomfy/not-found.json') }],
    ['a job has that id after all', { body: { status: 'in_queue' } }],
  ])('is passed where %s', async (_, behaviour) => {
    api.always(behaviour)
    await expect(createTestProvider().probe?.()).resolves.toBeUndefined()
    expect(api.calls).toStrictEqual([
      {
        method: 'GET',
        path: '/v1/requests/00000000-0000-4000-8000-000000000000/status',
        authorization: `Bearer ${fakeKey}`,
        body: undefined,
      },
    ])
  })

  test.each<[string, Behaviour, string]>([
    ['HTTP 503', { status: 503 }, 'unavailable'],
    ['a bad key', { status: 401 }, 'unauthorized'],
    ['a bad key as HTTP 200', { body: readFixture('runcomfy/user-account.json') }, 'unauthorized'],
    ['a page', { body: '<html>' }, 'badResponse'],
    ['a 404 of something else', { status: 404, body: '<html>' }, 'badResponse'],
    ['a reset connection', 'reset', 'unavailable'],
  ])('Throws after %s', async (_, behaviour, code) => {
    api.always(behaviour)
    expect(await catchError(createTestProvider().probe?.() ?? Promise.resolve())).toMatchObject({ code })
  })
})

test('Results may come from its own hosts, and from the origin the operator set', () => {
  const own = runcomfy.create({ ...createSurroundings(), apiUrl: runcomfy.account.apiUrl.default })
  expect(own.resultHosts).toStrictEqual(['*.runcomfy.net', '*.runcomfy.com'])
  expect(own).not.toHaveProperty('trustedOrigin')
  expect(createTestProvider().trustedOrigin).toBe(api.origin)
})

test('A lost submit cannot be looked up', () => {
  expect(createTestProvider()).not.toHaveProperty('lookup')
})

const address = 'https://cdn.discordapp.com/attachments/1/2/start.png?ex=1&is=2&hm=3'

const ownUrl = runcomfy.account.apiUrl.default

function createPreparing() {
  const surroundings = createSurroundings()
  return { ...surroundings, provider: runcomfy.create({ ...surroundings, apiUrl: ownUrl }) }
}

test('A frame that stays reachable for two hours goes by its address', async () => {
  const { provider, clock, encoded } = createPreparing()
  const request = createRequest({ startImage: createAttachment('start.png') })
  const start = createFrame('start', { url: address, expiresAt: clock.now() + hours(2) })
  const model = findModel('runcomfy', 'standard', 'imageToVideo')
  expect(await provider.prepare(model, request, { start })).toStrictEqual({
    model,
    body: { prompt: 'A red fox in the snow', start_image_url: address, duration: 5, generate_audio: true },
  })
  expect(encoded).toStrictEqual([])
})

test.each([
  ['whose address ends sooner', (now: number) => ({ url: address, expiresAt: now + hours(2) - 1 })],
  ['that was changed', () => undefined],
])('A frame %s goes as a JPEG data URI', async (_, createSource) => {
  const { provider, clock, encoded } = createPreparing()
  const request = createRequest({ startImage: createAttachment('start.png') })
  const start = createFrame('start', createSource(clock.now()))
  const { body } = await provider.prepare(findModel('runcomfy', 'standard', 'imageToVideo'), request, { start })
  expect(body).toHaveProperty('start_image_url', 'data:image/jpeg;base64,start')
  expect(encoded).toStrictEqual([
    { hash: 'start', limits: { formats: ['jpeg'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 } },
  ])
})

test('Both frames are prepared where the model takes two', async () => {
  const { provider } = createPreparing()
  const request = createRequest({
    quality: 'pro',
    startImage: createAttachment('start.png'),
    endImage: createAttachment('end.png'),
  })
  const frames = { start: createFrame('start'), end: createFrame('end') }
  const { body } = await provider.prepare(findModel('runcomfy', 'pro', 'imageToVideo'), request, frames)
  expect(body).toMatchObject({
    start_image_url: 'data:image/jpeg;base64,start',
    end_image_url: 'data:image/jpeg;base64,end',
  })
})

const startImage = createAttachment('start.png')

test.each([
  ['an end frame at standard', { startImage, endImage: startImage }, 'imageToVideo'],
  ['a start frame that was not taken', { startImage }, 'imageToVideo'],
  ['a model of the other mode', { startImage }, 'textToVideo'],
  ['another quality', { quality: 'pro' }, 'textToVideo'],
  [
    'elements without a picture',
    { elements: [{ frontalImageUrl: 'https://a.example/a.png', referenceImageUrls: [] }] },
    'textToVideo',
  ],
  [
    'shots that do not sum to the duration',
    { scene: { kind: 'shots', shots: [{ prompt: 'one', duration: 3 }] } },
    'textToVideo',
  ],
] as const)('Refuses %s before anything is sent', async (_, changes, mode) => {
  const { provider } = createPreparing()
  const model = findModel('runcomfy', 'standard', mode)
  const error = await catchError(provider.prepare(model, createRequest({ ...changes } as object), {}))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false, retryable: false })
})

test("Refuses another provider's model", async () => {
  const { provider } = createPreparing()
  const error = await catchError(provider.prepare(findModel('runware', 'standard', 'textToVideo'), createRequest(), {}))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false })
})

test('A kept picture that is gone ends in a ProviderError too', async () => {
  const surroundings = createSurroundings()
  const pictures = { encode: () => Promise.reject(new Error('ENOENT')) }
  const provider = runcomfy.create({ ...surroundings, pictures, apiUrl: ownUrl })
  const model = findModel('runcomfy', 'standard', 'imageToVideo')
  const request = createRequest({ startImage })
  const error = await catchError(provider.prepare(model, request, { start: createFrame('start') }))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false, detail: 'a kept picture could not be read' })
})
