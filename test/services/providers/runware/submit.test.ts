import { afterEach, expect, test } from 'vitest'
import { qualities } from '../../../../src/domain/request.ts'
import { runware } from '../../../../src/services/providers/runware/provider.ts'
import { findModel } from '../../../support/catalogue.ts'
import { catchError } from '../support/catchError.ts'
import { createAttachment, createFrame, createRequest } from '../support/createRequest.ts'
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
  const provider = runware.create({ ...surroundings, apiUrl: `${api.origin}/v1` })
  const prepared = await provider.prepare(findModel('runware', 'standard', 'textToVideo'), createRequest(), {})
  return provider.submit(prepared, { taskId: fakeTaskId })
}

const fixture = (name: string, status = 200): Behaviour => ({ status, body: readFixture(`runware/${name}.json`) })

test.each(qualities)('Posts one task at %s, with the task id that was saved before', async (quality) => {
  api.always(fixture('acknowledged'))
  const provider = runware.create({ ...surroundings, apiUrl: `${api.origin}/v1` })
  const startImage = createAttachment('start.png')
  const frames = { start: createFrame('c3RhcnQ=', { url: 'https://cdn.discordapp.com/a.png', expiresAt: Infinity }) }
  const model = findModel('runware', quality, 'imageToVideo')
  const prepared = await provider.prepare(model, createRequest({ quality, startImage }), frames)
  expect(await provider.submit(prepared, { taskId: fakeTaskId })).toStrictEqual({ taskUUID: fakeTaskId })
  expect(api.calls).toStrictEqual([
    {
      method: 'POST',
      path: '/v1',
      authorization: `Bearer ${fakeKey}`,
      body: [
        {
          taskType: 'videoInference',
          taskUUID: fakeTaskId,
          model: `klingai:kling-video@3-${quality}`,
          deliveryMethod: 'async',
          outputType: 'URL',
          outputFormat: 'MP4',
          includeCost: true,
          numberResults: 1,
          positivePrompt: 'A red fox in the snow',
          inputs: { frameImages: ['data:image/jpeg;base64,c3RhcnQ='] },
          duration: 5,
          providerSettings: { klingai: { sound: true, shotType: 'intelligence' } },
        },
      ],
    },
  ])
  expect(surroundings.encoded).toStrictEqual([
    {
      hash: 'c3RhcnQ=',
      limits: { formats: ['png', 'jpeg', 'webp', 'bmp'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 },
    },
  ])
})

test.each<[string, Behaviour]>([
  ['an acknowledgement', fixture('acknowledged')],
  ['an acknowledgement without a status', fixture('acknowledged-bare')],
  ['a task id that is known already, as HTTP 400', fixture('conflict', 400)],
  ['a task id that is known already, as HTTP 200', fixture('conflict')],
  [
    'an acknowledgement beside the error of another task',
    { body: { data: [{ taskUUID: fakeTaskId }], errors: [{ code: 'invalidModel', taskUUID: 'another' }] } },
  ],
])('Takes %s as accepted', async (_, behaviour) => {
  api.always(behaviour)
  expect(await submit()).toStrictEqual({ taskUUID: fakeTaskId })
})

const withCode = (code: string, status: number, message = 'no'): Behaviour => ({
  status,
  body: { errors: [{ code, message, taskUUID: fakeTaskId }] },
})

test.each<[string, Behaviour, object]>([
  ['a bad key', fixture('invalid-api-key', 401), { code: 'unauthorized', ambiguous: false, status: 401 }],
  ['a bad key, as HTTP 200', fixture('invalid-api-key'), { code: 'unauthorized', ambiguous: false }],
  ['no credits, as HTTP 400', fixture('insufficient-credits', 400), { code: 'outOfCredit', ambiguous: false }],
  ['no credits, as HTTP 200', fixture('insufficient-credits'), { code: 'outOfCredit', ambiguous: false }],
  ['a wall of HTTP 401', { status: 401, body: '<html>' }, { code: 'unavailable', ambiguous: false }],
  ['a wall of HTTP 403', { status: 403, body: '<html>' }, { code: 'unavailable', ambiguous: false }],
  [
    'a wall that says so itself',
    { status: 503, body: '<html>', headers: { 'cf-mitigated': 'challenge' } },
    { code: 'unavailable', ambiguous: false },
  ],
  [
    'a wall that speaks JSON',
    { status: 403, body: { cloudflare_error: true, ray_id: 'x' } },
    { code: 'unavailable', ambiguous: false },
  ],
  [
    'an answer of the API without words',
    { status: 403, body: { data: [] } },
    { code: 'unauthorized', ambiguous: false },
  ],
  [
    'too many in parallel, in words',
    withCode('providerError', 400, 'parallel task over resource pack limit'),
    { code: 'rateLimited', ambiguous: false },
  ],
  ['too many in parallel, by code', withCode('tooManyConcurrentTasks', 400), { code: 'rateLimited', ambiguous: false }],
  ['a full queue', withCode('invalidRequest', 400, 'The queue is full'), { code: 'rateLimited', ambiguous: false }],
  [
    'a wish to be left alone',
    { status: 429, body: readFixture('runware/lone-error.json'), headers: { 'retry-after': '45' } },
    { code: 'rateLimited', retryAfter: 45_000 },
  ],
  [
    'a code that names what is wrong, whatever the words',
    withCode('unsupportedParameter', 400, "Unsupported use of 'safety' parameter"),
    { code: 'invalidInput' },
  ],
  ['no credits, as HTTP 402', { status: 402 }, { code: 'outOfCredit', ambiguous: false }],
  [
    'a wrong size',
    fixture('missing-dimensions', 400),
    {
      code: 'invalidInput',
      ambiguous: false,
      detail:
        'missingDimensionParameters: Missing dimension parameters. Either width and height, or referenceImages must be provided.',
    },
  ],
  [
    'refused content',
    fixture('content', 400),
    { code: 'rejectedContent', ambiguous: false, detail: 'invalidProviderContent' },
  ],
  ['refused content, as HTTP 200', fixture('content'), { code: 'rejectedContent', ambiguous: false }],
  ['contentModeration', withCode('contentModeration', 400), { code: 'rejectedContent', ambiguous: false }],
  ['promptBlocked', withCode('promptBlocked', 400), { code: 'rejectedContent', ambiguous: false }],
  [
    'refused content by its words',
    withCode('invalidPositivePrompt', 400, 'sensitive: A red fox in the snow'),
    { code: 'rejectedContent', detail: 'invalidPositivePrompt' },
  ],
  [
    'a quoted prompt',
    withCode('invalidPositivePrompt', 400, 'too short: A red fox in the snow'),
    { code: 'invalidInput', detail: 'invalidPositivePrompt: too short: [prompt]' },
  ],
  ['too many calls', fixture('lone-error', 429), { code: 'rateLimited', ambiguous: false, retryable: true }],
  ['too many calls, by code', fixture('lone-error', 400), { code: 'rateLimited', ambiguous: false }],
  ['no server', withCode('noAvailableServer', 400), { code: 'unavailable', ambiguous: false }],
  ['no server, as HTTP 200', withCode('noAvailableServer', 200), { code: 'unavailable', ambiguous: true }],
  ['its own timeout', withCode('providerTimeout', 400), { code: 'timeout', ambiguous: true }],
  ['its own trouble', withCode('internalServerError', 500), { code: 'unavailable', ambiguous: true, retryable: true }],
  [
    'refused content, as HTTP 500',
    withCode('invalidProviderContent', 500),
    { code: 'rejectedContent', ambiguous: true },
  ],
  ['an unknown code, by its status', withCode('somethingNew', 400), { code: 'invalidInput', ambiguous: false }],
  ['an unknown code with HTTP 401', withCode('somethingNew', 401), { code: 'unauthorized', ambiguous: false }],
  ['an unknown code with HTTP 200', withCode('somethingNew', 200), { code: 'badResponse', ambiguous: true }],
  ['an error without a code', { status: 400, body: { errors: [{ message: 'no' }] } }, { code: 'invalidInput' }],
  [
    'an item that failed at once',
    fixture('failed-item'),
    { code: 'unavailable', ambiguous: true, detail: 'inferenceError: The render broke' },
  ],
  [
    'a task both acknowledged and refused',
    { body: { data: [{ taskUUID: fakeTaskId }], errors: [{ code: 'invalidModel', taskUUID: fakeTaskId }] } },
    { code: 'invalidInput', ambiguous: true },
  ],
  [
    'only a word about another task',
    { status: 400, body: { errors: [{ code: 'conflictTaskUUID', taskUUID: 'another' }] } },
    { code: 'badResponse', ambiguous: true },
  ],
  ['no word about the task', fixture('nothing'), { code: 'badResponse', ambiguous: true }],
  ['trouble in between', { status: 504, body: '<html>' }, { code: 'unavailable', ambiguous: true }],
  ['a timeout in between', { status: 408, body: '<html>' }, { code: 'timeout', ambiguous: true }],
  ['a conflict of another kind', { status: 409, body: '<html>' }, { code: 'unavailable', ambiguous: true }],
  ['a refusal without words', { status: 400, body: '<html>' }, { code: 'badResponse', ambiguous: true }],
  ['a missing path', { status: 404, body: '<html>' }, { code: 'badResponse', ambiguous: false }],
  ['a page', { body: '<html>' }, { code: 'badResponse', ambiguous: true }],
  ['a redirect', { status: 301, headers: { location: '/v2' } }, { code: 'badResponse', ambiguous: true }],
  ['a reset connection', 'reset', { code: 'unavailable', ambiguous: true }],
])('Knows %s', async (_, behaviour, expected) => {
  api.always(behaviour)
  const error = await catchError(submit())
  expect(error).toMatchObject({ provider: 'runware', ...expected })
  expect(`${error.message} ${error.detail}`).not.toContain('red fox')
})

test.each([
  ['a prompt alone', 100, 30_000],
  ['pictures', 300_000, 60_000],
])('Waits for the answer to %s as long as it takes', async (_, size, milliseconds) => {
  api.always('hang')
  const provider = runware.create({ ...surroundings, apiUrl: api.origin })
  const model = findModel('runware', 'standard', 'imageToVideo')
  const submitted = catchError(provider.submit({ model, body: { inputs: 'x'.repeat(size) } }, { taskId: fakeTaskId }))
  await api.received(1)
  surroundings.clock.advance(milliseconds - 1)
  expect(surroundings.clock.countTimers()).toBe(1)
  surroundings.clock.advance(1)
  expect(await submitted).toMatchObject({ code: 'timeout', ambiguous: true })
})

test.each([
  ['guidance', { guidance: 0.5 }],
  ['elements', { elements: [{ frontalImageUrl: 'https://a.example/a.png', referenceImageUrls: [] }] }],
])('Refuses %s, which it has not, before anything is sent', async (_, changes) => {
  const provider = runware.create({ ...surroundings, apiUrl: api.origin })
  const model = findModel('runware', 'standard', 'textToVideo')
  const error = await catchError(provider.prepare(model, createRequest(changes), {}))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false })
})
