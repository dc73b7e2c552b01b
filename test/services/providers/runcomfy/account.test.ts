import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runcomfyApiUrl, runcomfyBalanceUrl } from '../../../../src/services/providers/runcomfy/createRuncomfy.ts'
import { runcomfy } from '../../../../src/services/providers/runcomfy/provider.ts'
import { catchError } from '../support/catchError.ts'
import { createSurroundings, fakeKey } from '../support/createSurroundings.ts'
import { readFixture } from '../support/readFixture.ts'
import { type Api, type Behaviour, startApi } from '../support/startApi.ts'

let api: Api

beforeEach(async () => {
  api = await startApi()
})

afterEach(() => api.close())

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
  const createWithBalance = () =>
    runcomfy.create({ ...createSurroundings(), apiUrl: api.origin, balanceUrl: `${api.origin}/prod/v2/balance` })

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
    expect(runcomfy.create({ ...createSurroundings(), apiUrl: runcomfyApiUrl })).toHaveProperty('balance')
    expect(new URL(runcomfyBalanceUrl).hostname).toBe('api.runcomfy.net')
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
  const own = runcomfy.create({ ...createSurroundings(), apiUrl: runcomfyApiUrl })
  expect(own.resultHosts).toStrictEqual(['*.runcomfy.net', '*.runcomfy.com'])
  expect(own).not.toHaveProperty('trustedOrigin')
  expect(createTestProvider().trustedOrigin).toBe(api.origin)
})

test('A lost submit cannot be looked up', () => {
  expect(createTestProvider()).not.toHaveProperty('lookup')
})
