import { afterEach, expect, test } from 'vitest'
import { qualities } from '../../../../src/domain/request.ts'
import { runcomfy } from '../../../../src/services/providers/runcomfy/provider.ts'
import { findModel } from '../../../support/catalogue.ts'
import { catchError } from '../support/catchError.ts'
import { createRequest } from '../support/createRequest.ts'
import { fakeKey, fakeTaskId } from '../support/createSurroundings.ts'
import { readFixture } from '../support/readFixture.ts'
import type { Behaviour } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api, surroundings } = useApi()

afterEach(() => {
  // Whatever happened: one POST.
  expect(api.calls.length).toBeLessThanOrEqual(1)
})

async function submit() {
  const provider = runcomfy.create({ ...surroundings, apiUrl: api.origin })
  const prepared = await provider.prepare(findModel('runcomfy', 'standard', 'textToVideo'), createRequest(), {})
  return provider.submit(prepared, { taskId: fakeTaskId })
}

test.each(
  qualities.flatMap((quality) => [
    [quality, 'textToVideo', 'text-to-video'] as const,
    [quality, 'imageToVideo', 'image-to-video'] as const,
  ]),
)('Posts to the %s %s model with its slashes as they are', async (quality, mode, name) => {
  api.always({ body: readFixture('runcomfy/accepted.json') })
  const provider = runcomfy.create({ ...surroundings, apiUrl: api.origin })
  const model = findModel('runcomfy', quality, mode)
  const operation = await provider.submit({ model, body: { prompt: 'red fox', duration: 5 } }, { taskId: fakeTaskId })
  expect(operation).toStrictEqual({ requestId: 'req-1', modelId: `kling/kling-3.0/${quality}/${name}` })
  expect(api.calls).toStrictEqual([
    {
      method: 'POST',
      path: `/v1/models/kling/kling-3.0/${quality}/${name}`,
      authorization: `Bearer ${fakeKey}`,
      body: { prompt: 'red fox', duration: 5 },
    },
  ])
})

test('Takes HTTP 202 as accepted too', async () => {
  api.always({ status: 202, body: readFixture('runcomfy/accepted.json') })
  expect(await submit()).toStrictEqual({ requestId: 'req-1', modelId: 'kling/kling-3.0/standard/text-to-video' })
})

const fixture = (name: string, status: number): Behaviour => ({ status, body: readFixture(`runcomfy/${name}.json`) })

test.each<[string, Behaviour, object]>([
  ['an unknown model', fixture('unknown-model', 400), { code: 'invalidInput', ambiguous: false, status: 400 }],
  ['no balance, as HTTP 400', fixture('insufficient-resources', 400), { code: 'outOfCredit', ambiguous: false }],
  [
    'no balance, as HTTP 200',
    fixture('insufficient-balance', 200),
    { code: 'outOfCredit', ambiguous: false, status: 200 },
  ],
  ['no balance, as HTTP 402', { status: 402 }, { code: 'outOfCredit', ambiguous: false }],
  ['a bad key, as HTTP 400', fixture('user-account', 400), { code: 'unauthorized', ambiguous: false }],
  ['a bad key, as HTTP 200', fixture('user-account', 200), { code: 'unauthorized', ambiguous: false }],
  ['a bad key, as HTTP 401', { status: 401 }, { code: 'unauthorized', ambiguous: false }],
  ['a wall of HTTP 401', { status: 401, body: '<html>' }, { code: 'unavailable', ambiguous: false }],
  ['a wall of HTTP 403', { status: 403, body: '<html>' }, { code: 'unavailable', ambiguous: false }],
  [
    'a wall that says so itself',
    { status: 503, body: '<html>', headers: { 'cf-mitigated': 'challenge' } },
    { code: 'unavailable', ambiguous: false },
  ],
  [
    'a wall that says so itself, in a page with HTTP 200',
    { body: '<html>', headers: { 'cf-mitigated': 'challenge' } },
    { code: 'unavailable', ambiguous: false },
  ],
  [
    'a wall that speaks JSON',
    { status: 403, body: { cloudflare_error: true, error_code: 1010, detail: 'browser_signature_banned' } },
    { code: 'unavailable', ambiguous: false },
  ],
  [
    'too many in parallel, as HTTP 400',
    { status: 400, body: { error: 'parallel task over resource pack limit' } },
    { code: 'rateLimited', ambiguous: false, retryable: true },
  ],
  [
    'too many in parallel, by a code',
    { status: 400, body: { error_code: 400099, error_message: 'Too many concurrent requests' } },
    { code: 'rateLimited', ambiguous: false },
  ],
  [
    'a full queue, as HTTP 403',
    { status: 403, body: { message: 'The queue is full, try again later' } },
    { code: 'rateLimited', ambiguous: false },
  ],
  ['no balance, in words', { status: 400, body: { error: 'Insufficient balance' } }, { code: 'outOfCredit' }],
  ['too many images', { status: 400, body: { error: 'Too many images: at most 2' } }, { code: 'invalidInput' }],
  [
    'a wish to be left alone',
    { status: 429, headers: { 'retry-after': '90' } },
    { code: 'rateLimited', retryAfter: 90_000 },
  ],
  [
    'such a wish of a service in repair',
    { status: 503, headers: { 'retry-after': '7200' } },
    { code: 'unavailable', ambiguous: true, retryAfter: 900_000 },
  ],
  [
    'innocent words in a quoted prompt',
    { status: 400, body: { error: 'value: A red fox in the snow is too long' } },
    { code: 'invalidInput' },
  ],
  ['no permission', fixture('permission-denied', 403), { code: 'unauthorized', ambiguous: false }],
  ['no permission, as HTTP 200', fixture('permission-denied', 200), { code: 'unauthorized', ambiguous: false }],
  ['an unknown path', fixture('not-found', 404), { code: 'invalidInput', ambiguous: false }],
  ['an unknown path, as a page', { status: 404, body: '<html>' }, { code: 'badResponse', ambiguous: false }],
  [
    'a wrong field',
    { status: 422, body: { detail: [{ loc: ['body', 'duration'], msg: 'less than 16', type: 'value_error' }] } },
    { code: 'invalidInput', ambiguous: false, detail: 'value_error: less than 16' },
  ],
  ['too many calls', { status: 429, body: 'slow down' }, { code: 'rateLimited', ambiguous: false, retryable: true }],
  [
    'a refused prompt',
    { status: 400, body: { error_code: 400010, error_message: 'Moderation: "A red fox in the snow" is prohibited' } },
    { code: 'rejectedContent', ambiguous: false, retryable: false, detail: '400010' },
  ],
  [
    'a refused prompt, as HTTP 200',
    { status: 200, body: { error_code: 422001, message: 'content policy violation' } },
    { code: 'rejectedContent', ambiguous: false },
  ],
  ['a timeout of the service', { status: 408 }, { code: 'timeout', ambiguous: true }],
  ['a conflict', { status: 409, body: {} }, { code: 'unavailable', ambiguous: true }],
  [
    'trouble of the service',
    { status: 500, body: { error_message: 'oops' } },
    { code: 'unavailable', ambiguous: true },
  ],
  ['trouble in between', { status: 502, body: '<html>' }, { code: 'unavailable', ambiguous: true, status: 502 }],
  ['trouble of the service, as HTTP 200', { body: { error_code: 500001 } }, { code: 'unavailable', ambiguous: true }],
  ['trouble of the service, as HTTP 400', { status: 400, body: { error_code: 500001 } }, { ambiguous: true }],
  ['a refusal without words', { status: 400, body: '<html>' }, { code: 'badResponse', ambiguous: true }],
  ['a redirect', { status: 302, headers: { location: '/login' } }, { code: 'badResponse', ambiguous: true }],
  ['a page instead of an answer', { body: '<html>' }, { code: 'badResponse', ambiguous: true }],
  ['no request id', { body: { status_url: 'https://x' } }, { code: 'badResponse', ambiguous: true }],
  ['dots for a request id', { body: { request_id: '..' } }, { code: 'badResponse', ambiguous: true }],
  ['a request id beside an error', { body: { request_id: 'r', error_code: 400002 } }, { code: 'outOfCredit' }],
  ['a request id that is no text', { body: { request_id: {} } }, { code: 'badResponse', ambiguous: true }],
  ['an odd request id', { body: { request_id: '../models' } }, { code: 'badResponse', ambiguous: true }],
  ['an unknown code in words', { body: { error_code: 'Oops' } }, { code: 'badResponse', ambiguous: true }],
  ['a list', { body: [] }, { code: 'badResponse', ambiguous: true }],
  ['a reset connection', 'reset', { code: 'unavailable', ambiguous: true }],
])('Knows %s', async (_, behaviour, expected) => {
  api.always(behaviour)
  const error = await catchError(submit())
  expect(error).toMatchObject({ provider: 'runcomfy', ...expected })
  expect(`${error.message} ${error.detail}`).not.toContain('red fox')
})

test.each([
  ['a number', '{"request_id":12345}', '12345'],
  ['a number with many digits', '{"request_id":833446756123456789}', '833446756123456789'],
  ['with dots and colons', '{"request_id":"eu:req.1"}', 'eu:req.1'],
  ['beside a number that is none', '{"request_id":"req-1","cost":NaN,"eta":Infinity}', 'req-1'],
  ['in broken JSON', '{"request_id":"req-1" "status":"in_queue"}', 'req-1'],
  ['as a number in broken JSON', '{"request_id": 77,, "cost"', '77'],
  ['in an answer that breaks off', '{"request_id":"req-1","status_url":"https:', 'req-1'],
  ['deeper than it should be', '{"data":{"request_id":"req-1"}}', 'req-1'],
])('The id of an accepted job is not lost: %s', async (_, body, requestId) => {
  api.always({ body })
  expect(await submit()).toHaveProperty('requestId', requestId)
})

test('Error code 0 is no error', async () => {
  api.always({ body: { request_id: 'req-1', error_code: 0 } })
  expect(await submit()).toHaveProperty('requestId', 'req-1')
})

test('Gives up after 30 seconds without knowing', async () => {
  api.always('hang')
  const submitted = catchError(submit())
  await api.received(1)
  surroundings.clock.advance(30_000)
  expect(await submitted).toMatchObject({ code: 'timeout', ambiguous: true })
})
