import { describe, expect, test } from 'vitest'
import type { PollOutcome } from '../../../../src/domain/contracts/provider.ts'
import { runcomfy } from '../../../../src/services/providers/runcomfy/provider.ts'
import { fakeKey } from '../support/createSurroundings.ts'
import { readFixture } from '../support/readFixture.ts'
import type { Behaviour } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api, surroundings } = useApi()

const createTestProvider = () => runcomfy.create({ ...surroundings, apiUrl: api.origin })
const fixture = (name: string, status = 200): Behaviour => ({ status, body: readFixture(`runcomfy/${name}.json`) })
const operationOf = (requestId: string) => ({ requestId, modelId: 'kling/kling-3.0/standard/text-to-video' })

async function check(
  status: Behaviour,
  result: Behaviour = fixture('not-ready', 400),
): Promise<PollOutcome | undefined> {
  api.always((call) => (call.path.endsWith('/status') ? status : result))
  const outcomes = await createTestProvider().poll([{ generationId: 'g1', operation: operationOf('req-1') }])
  return outcomes.get('g1')
}

const video = 'https://playgrounds-storage-public.runcomfy.net/a.mp4'

test('Asks for the status, and once it is over for the result with its cost', async () => {
  expect(await check(fixture('completed'), fixture('succeeded'))).toStrictEqual({
    status: 'succeeded',
    videoUrl: video,
    notSafeForWork: false,
    cost: 630_000,
  })
  const authorization = `Bearer ${fakeKey}`
  expect(api.calls).toStrictEqual([
    { method: 'GET', path: '/v1/requests/req-1/status', authorization, body: undefined },
    { method: 'GET', path: '/v1/requests/req-1/result?include_cost=true', authorization, body: undefined },
  ])
})

describe('The status alone', () => {
  test.each<[string, Behaviour, object]>([
    ['in_queue', fixture('in-queue'), { status: 'waiting', position: 3 }],
    ['in_queue without a place', { body: { status: 'in_queue' } }, { status: 'waiting' }],
    ['in_queue with an odd place', { body: { status: 'in_queue', queue_position: -1 } }, { status: 'waiting' }],
    [
      'in_queue with a place beyond belief',
      { body: { status: 'in_queue', queue_position: 1e9 } },
      { status: 'waiting' },
    ],
    ['pending', { body: { status: 'pending' } }, { status: 'waiting' }],
    ['in_progress', fixture('in-progress'), { status: 'rendering' }],
    ['starting', { body: { status: 'starting' } }, { status: 'rendering' }],
    ['cancelled', { body: { status: 'cancelled' } }, { status: 'cancelled' }],
    ['canceled', { body: { status: 'canceled' } }, { status: 'cancelled' }],
    ['in another case', { body: { status: 'IN-PROGRESS' } }, { status: 'rendering' }],
    [
      'cancelled, although the call is said to have failed',
      { status: 400, body: { status: 'cancelled' } },
      { status: 'cancelled' },
    ],
    ['404001', fixture('not-found', 404), { status: 'gone' }],
    ['404001 as HTTP 200', fixture('not-found'), { status: 'gone' }],
  ])('%s', async (_, status, expected) => {
    expect(await check(status)).toStrictEqual(expected)
    expect(api.calls).toHaveLength(1)
  })
})

describe('The result after completed', () => {
  const refused = { status: 'failed', failure: { kind: 'contentRefused' }, detail: 'content refused' }

  test.each<[string, Behaviour, object]>([
    [
      'only in videos',
      fixture('succeeded-videos-only'),
      { status: 'succeeded', videoUrl: video, notSafeForWork: false },
    ],
    [
      'only somewhere inside',
      {
        body: { status: 'succeeded', output: { files: [{ url: 'http://x.example/a.mp4' }, { url: `${video}?a=1` }] } },
      },
      { status: 'succeeded', videoUrl: `${video}?a=1`, notSafeForWork: false },
    ],
    [
      'without a status',
      { body: { output: { video }, cost: 0 } },
      { status: 'succeeded', videoUrl: video, notSafeForWork: false, cost: 0 },
    ],
    [
      'with a cost as text',
      { body: { status: 'completed', output: { video }, cost: '0.63' } },
      { status: 'succeeded', videoUrl: video, notSafeForWork: false, cost: 630_000 },
    ],
    [
      'with a cost that is none',
      { body: { status: 'completed', output: { video }, cost: 'much' } },
      { status: 'succeeded', videoUrl: video, notSafeForWork: false, cost: Number.NaN },
    ],
    ['refused, as text', fixture('result-failed-text'), refused],
    ['refused, as an object', fixture('result-failed-object'), refused],
    [
      'failed for another reason',
      fixture('result-failed-plain'),
      {
        status: 'failed',
        failure: { kind: 'renderFailed' },
        detail: 'CUDA out of memory: worker 7',
        cost: 100_000,
      },
    ],
    [
      'failed without a reason',
      { body: { status: 'failed' } },
      { status: 'failed', failure: { kind: 'renderFailed' }, detail: 'failed without a reason' },
    ],
    [
      'completed with an error and no video',
      { body: { status: 'completed', error: 'worker lost' } },
      { status: 'failed', failure: { kind: 'renderFailed' }, detail: 'worker lost' },
    ],
    ['asked for too early', fixture('not-ready', 400), { status: 'rendering' }],
    ['still in progress', fixture('in-progress'), { status: 'rendering' }],
    ['an unknown word', { body: { status: 'polishing' } }, { status: 'rendering' }],
    ['cancelled', { body: { status: 'cancelled' } }, { status: 'cancelled' }],
    ['gone', fixture('not-found', 404), { status: 'gone' }],
  ])('%s', async (_, result, expected) => {
    expect(await check(fixture('completed'), result)).toStrictEqual(expected)
  })

  test('The echoed input is never taken for the video', async () => {
    const body = {
      status: 'succeeded',
      input: { elements: [{ video_url: 'https://evil.example/in.mp4' }] },
      output: {},
    }
    expect(await check(fixture('completed'), { body })).toMatchObject({ code: 'badResponse' })
  })

  test('An address without encryption counts only at the origin the operator set', async () => {
    const output = { video: 'http://elsewhere.example/a.mp4', videos: [`${api.origin}/files/a.mp4`] }
    expect(await check(fixture('completed'), { body: { status: 'succeeded', output } })).toMatchObject({
      videoUrl: `${api.origin}/files/a.mp4`,
    })
  })
})

describe('A word that nobody documented', () => {
  const done = { status: 'succeeded', videoUrl: video, notSafeForWork: false }
  const broken = { status: 'failed', failure: { kind: 'renderFailed' }, detail: 'GPU lost' }

  test.each<[string, object, Behaviour, object]>([
    ['is asked about', { status: 'success' }, { body: { status: 'success', output: { video } } }, done],
    ['is asked about in capitals', { status: 'DONE' }, { body: { output: { videos: [video] } } }, done],
    ['may come with the video itself', { status: 'finished', output: { video } }, fixture('not-ready', 400), done],
    ['may name the video as others do', { status: 'ok' }, { body: { status: 'ok', videoURL: video } }, done],
    ['may name the video alone', { status: 'ok' }, { body: { output: video } }, done],
    ['may come with a reason', { status: 'error', error: 'GPU lost' }, fixture('not-ready', 400), broken],
    ['may come with error_message', { status: 'error', error_message: 'GPU lost' }, { status: 404, body: {} }, broken],
    [
      'may have its reason in the result',
      { status: 'error' },
      { body: { status: 'error', error: 'GPU lost' } },
      broken,
    ],
    ['may be missing beside a reason', { error: { message: 'GPU lost' } }, { status: 500, body: '<html>' }, broken],
    ['may be missing', {}, fixture('not-ready', 400), { status: 'rendering' }],
    ['says nothing alone', { status: 'success' }, { body: { status: 'success' } }, { status: 'rendering' }],
    [
      'says nothing before its result',
      { status: 'warming_the_oven' },
      fixture('not-ready', 400),
      { status: 'rendering' },
    ],
    ['says nothing without a result', { status: 'error' }, fixture('not-found', 404), { status: 'rendering' }],
    ['says nothing beside a broken call', { status: 'error' }, 'reset', { status: 'rendering' }],
    [
      'says nothing with no error',
      { status: 'x', error: 'none', error_message: 'OK' },
      { body: {} },
      { status: 'rendering' },
    ],
    ['may be no word at all', { status: 7 }, { body: { status: 7, output: { video } } }, done],
  ])('%s: %j', async (_, status, result, expected) => {
    expect(await check({ body: status }, result)).toStrictEqual(expected)
  })
})

describe("The job's end counts more than what is wrong with the call", () => {
  const broken = { status: 'failed', failure: { kind: 'renderFailed' } }
  const refused = { status: 'failed', failure: { kind: 'contentRefused' } }

  test.each<[string, Behaviour, object]>([
    ['a reason with HTTP 400', { status: 400, body: { error: 'Image pixel is invalid' } }, broken],
    ['a reason with HTTP 422', { status: 422, body: { detail: 'Model run failed' } }, broken],
    ['a reason with HTTP 404', { status: 404, body: { error: 'Model run failed' } }, broken],
    ['a reason by code with HTTP 200', { body: { error_code: 422001, error_message: 'Image is broken' } }, broken],
    [
      'refused content with HTTP 422',
      { status: 422, body: { detail: [{ type: 'content_policy_violation' }] } },
      refused,
    ],
    ['refused content with HTTP 403', { status: 403, body: { error_message: 'Blocked by moderation' } }, refused],
    ['failed with HTTP 400', { status: 400, body: { status: 'failed', error: 'Model run failed' } }, broken],
    [
      'failed with HTTP 500, for this job',
      { status: 500, body: { request_id: 'req-1', status: 'failed', error: 'Model run failed' } },
      broken,
    ],
    ['failed with error_message', { body: { status: 'failed', error_message: 'content security' } }, refused],
    ['failed by Kling code', { body: { status: 'failed', error: { code: 1301, message: 'no' } } }, refused],
    ['cancelled with HTTP 400', { status: 400, body: { status: 'cancelled' } }, { status: 'cancelled' }],
  ])('on the result: %s', async (_, result, expected) => {
    expect(await check(fixture('completed'), result)).toMatchObject(expected)
  })

  test.each<[string, Behaviour]>([
    ['HTTP 400', { status: 400, body: { status: 'failed', error: 'Model run failed' } }],
    [
      'HTTP 500, for this job',
      { status: 500, body: { request_id: 'req-1', status: 'failed', error: 'Model run failed' } },
    ],
    ['a code', { body: { status: 'failed', error_code: 422001, error_message: 'Model run failed' } }],
  ])('on the status, with %s', async (_, status) => {
    expect(await check(status, fixture('not-found', 404))).toMatchObject({
      ...broken,
      detail: expect.stringContaining('Model run failed'),
    })
  })

  test.each<[string, Behaviour]>([
    ['a result that is late', { status: 400, body: { error: 'The result is not ready yet' } }],
    ['a limit', { status: 400, body: { error: 'Too many concurrent requests' } }],
    ['a broken service that does not name the job', { status: 500, body: { status: 'failed', error: 'oops' } }],
    ['a refused key', { status: 401, body: { status: 'failed', error: 'no key' } }],
  ])('but %s is no end', async (_, result) => {
    expect(await check(fixture('completed'), result)).toBeInstanceOf(Error)
  })

  test('and a service that does not report costs any more is asked without them', async () => {
    api.always(({ path }) => {
      if (path.endsWith('/status')) return fixture('completed')
      if (!path.includes('include_cost')) return fixture('succeeded-videos-only')
      return { status: 422, body: { detail: [{ loc: ['query', 'include_cost'], msg: 'extra: include_cost' }] } }
    })
    const outcomes = await createTestProvider().poll([{ generationId: 'g1', operation: operationOf('req-1') }])
    expect(outcomes.get('g1')).toMatchObject({ status: 'succeeded', videoUrl: video })
  })
})

describe('A wall in front of the API is an outage', () => {
  test.each<[string, Behaviour]>([
    ['a page with HTTP 403', { status: 403, body: '<html>Attention required' }],
    ['a page with HTTP 401', { status: 401, body: '<html>' }],
    ['nothing with HTTP 403', { status: 403, body: '' }],
    ['its own JSON', { status: 403, body: { cloudflare_error: true, status: 403, error_code: 1020, ray_id: 'x' } }],
  ])('%s', async (_, behaviour) => {
    expect(await check(behaviour)).toMatchObject({ code: 'unavailable', retryable: true })
    expect(await check(fixture('completed'), behaviour)).toMatchObject({ code: 'unavailable', retryable: true })
  })
})

describe('The status failed', () => {
  test.each<[string, Behaviour, string]>([
    ['with a result that cannot be had', { status: 500, body: '<html>' }, 'Model run failed'],
    ['with a result that is not allowed', { status: 401 }, 'Model run failed'],
    ['with a result that breaks off', 'reset', 'Model run failed'],
    ['with a result', fixture('result-failed-plain'), 'CUDA out of memory: worker 7'],
    ['without a result yet', fixture('not-ready', 400), 'Model run failed'],
    ['with a result that is gone', fixture('not-found', 404), 'Model run failed'],
    ['with a result that says nothing', { body: {} }, 'Model run failed'],
  ])('%s', async (_, result, detail) => {
    expect(await check(fixture('status-failed'), result)).toMatchObject({
      status: 'failed',
      failure: { kind: 'renderFailed' },
      detail,
    })
  })
})

describe('Trouble of the check itself says nothing about the job', () => {
  const troubles: [string, Behaviour, object][] = [
    ['a bad key', fixture('user-account', 400), { code: 'unauthorized' }],
    ['HTTP 401', { status: 401 }, { code: 'unauthorized' }],
    ['a 404 that is not about the job', { status: 404, body: '<html>' }, { code: 'badResponse' }],
    ['a 404 without a code', { status: 404, body: { message: 'no route' } }, { code: 'invalidInput' }],
    ['too many calls', { status: 429 }, { code: 'rateLimited', retryable: true }],
    ['trouble of the service', { status: 503, body: '<html>' }, { code: 'unavailable', retryable: true }],
    ['a page', { body: '<html>' }, { code: 'badResponse', retryable: true }],
    ['a reset connection', 'reset', { code: 'unavailable', retryable: true }],
  ]

  test.each(troubles)('%s on the status', async (_, status, expected) => {
    const outcome = await check(status)
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).toMatchObject({ provider: 'runcomfy', ...expected })
  })

  test.each(troubles)('%s on the result', async (_, result, expected) => {
    const outcome = await check(fixture('completed'), result)
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).toMatchObject({ provider: 'runcomfy', ...expected })
  })

  test('a result without a usable video', async () => {
    const body = { status: 'succeeded', output: { video: 'ftp://x.example/a.mp4' } }
    expect(await check(fixture('completed'), { body })).toMatchObject({ code: 'badResponse', requestId: 'req-1' })
  })

  test('an answer that takes longer than 15 seconds', async () => {
    const checked = check('hang')
    await api.received(1)
    surroundings.clock.advance(15_000)
    expect(await checked).toMatchObject({ code: 'timeout', retryable: true })
  })

  test('an operation of someone else', async () => {
    const outcomes = await createTestProvider().poll([{ generationId: 'g1', operation: { taskUUID: 'x' } }])
    expect(outcomes.get('g1')).toMatchObject({ code: 'badResponse', ambiguous: false })
    expect(api.calls).toStrictEqual([])
  })
})

test('Many jobs are looked at, at most eight at once, and a bad one fails no other', async () => {
  let open = 0
  let most = 0
  const fetch: typeof surroundings.fetch = async (...call) => {
    open += 1
    most = Math.max(most, open)
    try {
      return await surroundings.fetch(...call)
    } finally {
      open -= 1
    }
  }
  api.always(({ path }) => (path.includes('req-13') ? { status: 500, body: 'oops' } : fixture('in-progress')))
  const provider = runcomfy.create({ ...surroundings, fetch, apiUrl: api.origin })
  const items = Array.from({ length: 40 }, (_, at) => ({ generationId: `g${at}`, operation: operationOf(`req-${at}`) }))
  const outcomes = await provider.poll(items)
  expect(outcomes.size).toBe(40)
  expect([...outcomes].filter(([, outcome]) => outcome instanceof Error).map(([id]) => id)).toStrictEqual(['g13'])
  expect(most).toBe(8)
})

test.each(['req.1', 'req:1', 'a b', '12', 'x'.repeat(300), '..', '.', 'a/b', 'a%2fb', 'ü'])(
  'The id %j leads to its own job or nowhere',
  async (requestId) => {
    api.always(fixture('in-progress'))
    const outcomes = await createTestProvider().poll([{ generationId: 'g1', operation: operationOf(requestId) }])
    const isUsable = !['a b', '..', '.', 'a/b', 'x'.repeat(300)].includes(requestId)
    expect(outcomes.get('g1')).toMatchObject(isUsable ? { status: 'rendering' } : { code: 'badResponse' })
    const path = `/v1/requests/${encodeURIComponent(requestId)}/status`
    expect(api.calls.map((call) => call.path)).toStrictEqual(isUsable ? [path] : [])
  },
)

test('An unknown status word is logged', async () => {
  await check({ body: { status: 'warming_the_oven' } })
  expect(surroundings.lines.join()).toContain('warming_the_oven')
})
