import { describe, expect, test } from 'vitest'
import type { PollOutcome } from '../../../../src/domain/contracts/provider.ts'
import { runware } from '../../../../src/services/providers/runware/provider.ts'
import { fakeKey, fakeTaskId } from '../support/createSurroundings.ts'
import { readFixture } from '../support/readFixture.ts'
import type { Behaviour, ReceivedCall } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api, surroundings } = useApi()

const createTestProvider = () => runware.create({ ...surroundings, apiUrl: `${api.origin}/v1` })
const fixture = (name: string, status = 200): Behaviour => ({ status, body: readFixture(`runware/${name}.json`) })
const itemsOf = (...taskUUIDs: string[]) =>
  taskUUIDs.map((taskUUID) => ({ generationId: `of-${taskUUID}`, operation: { taskUUID } }))

async function check(behaviour: Behaviour): Promise<PollOutcome | undefined> {
  api.always(behaviour)
  const outcomes = await createTestProvider().poll([{ generationId: 'g1', operation: { taskUUID: fakeTaskId } }])
  return outcomes.get('g1')
}

const videoUrl = 'https://vm.runware.ai/video/os/a10dlim3/ws/5/vi/81bd2641-1750-4871-818f-15b7622ddce3.mp4'
const withItem = (item: object): Behaviour => ({ body: { data: [{ taskUUID: fakeTaskId, ...item }] } })
const withError = (error: object, status = 200): Behaviour => ({
  status,
  body: { data: [], errors: [{ taskUUID: fakeTaskId, ...error }] },
})
const failed = (kind: string, detail: string) => ({ status: 'failed', failure: { kind }, detail })

test('Asks by task id', async () => {
  await check(fixture('success'))
  expect(api.calls).toStrictEqual([
    {
      method: 'POST',
      path: '/v1',
      authorization: `Bearer ${fakeKey}`,
      body: [{ taskType: 'getResponse', taskUUID: fakeTaskId }],
    },
  ])
})

describe('What an answer says about a job', () => {
  test.each<[string, Behaviour, object]>([
    ['processing', fixture('acknowledged'), { status: 'rendering' }],
    ['an unknown word', withItem({ status: 'pondering' }), { status: 'rendering' }],
    ['no word at all, as for a running one', fixture('nothing'), { status: 'rendering' }],
    ['success', fixture('success'), { status: 'succeeded', videoUrl, notSafeForWork: false, cost: 3_360_000 }],
    [
      'success without a status, as the vendor shows it',
      withItem({ videoURL: videoUrl, cost: 3.78 }),
      { status: 'succeeded', videoUrl, notSafeForWork: false, cost: 3_780_000 },
    ],
    [
      'success that is not safe for work',
      withItem({ status: 'success', videoURL: videoUrl, NSFWContent: true }),
      { status: 'succeeded', videoUrl, notSafeForWork: true },
    ],
    [
      'a video beside an unknown word',
      withItem({ status: 'COMPLETED', videoURL: videoUrl }),
      { status: 'succeeded', videoUrl, notSafeForWork: false },
    ],
    [
      'success in capitals, under our id in capitals',
      { body: { data: [{ taskUUID: fakeTaskId.toUpperCase(), status: 'SUCCESS', videoURL: videoUrl }] } },
      { status: 'succeeded', videoUrl, notSafeForWork: false },
    ],
    ['a preview beside processing', withItem({ status: 'processing', videoURL: videoUrl }), { status: 'rendering' }],
    ['failed', withItem({ status: 'failed', message: 'broke' }), failed('renderFailed', 'no code: broke')],
    ['failed without a reason', withItem({ status: 'Failed' }), failed('renderFailed', 'no code')],
    [
      'a lone item in the place of a list',
      { body: { data: { taskUUID: fakeTaskId, status: 'success', videoURL: videoUrl } } },
      { status: 'succeeded', videoUrl, notSafeForWork: false },
    ],
    ['a reason without a status', withItem({ error: { message: 'broke' } }), failed('renderFailed', 'no code: broke')],
    [
      'a reason beside an unknown word',
      withItem({ status: 'aborted', code: 'inferenceError' }),
      failed('renderFailed', 'inferenceError'),
    ],
    ['an unknown word with a remark', withItem({ status: 'queued', message: 'In queue' }), { status: 'rendering' }],
    [
      'a failure of the job for a limit or a key at its own provider',
      withError({ code: 'providerRateLimit', status: 'error' }),
      failed('renderFailed', 'providerRateLimit'),
    ],
    [
      'a failure with HTTP 500',
      withError({ code: 'inferenceError', status: 'error' }, 500),
      failed('renderFailed', 'inferenceError'),
    ],
    [
      'a cost that is none',
      {
        body: '{"data":[{"taskUUID":"11111111-2222-4333-8444-555555555555","status":"success","videoURL":"https://vm.runware.ai/a.mp4","cost":NaN}]}',
      },
      { status: 'succeeded', videoUrl: 'https://vm.runware.ai/a.mp4', notSafeForWork: false, cost: Number.NaN },
    ],
    [
      'an image host that refuses',
      withItem({ status: 'error', error: { code: 'downloadFailed', message: 'The image host refused the download' } }),
      failed('renderFailed', 'downloadFailed: The image host refused the download'),
    ],
    [
      'odd fields beside the video',
      withItem({ status: 'success', videoURL: videoUrl, NSFWContent: 'no', cost: '3.78', seed: {} }),
      { status: 'succeeded', videoUrl, notSafeForWork: false, cost: 3_780_000 },
    ],
    ['a failure in the list', fixture('failed-list'), failed('renderFailed', 'timeoutProvider: Provider timeout')],
    [
      'a failure in the list, as HTTP 400',
      fixture('failed-list', 400),
      failed('renderFailed', 'timeoutProvider: Provider timeout'),
    ],
    ['a failure as an item', fixture('failed-item'), failed('renderFailed', 'inferenceError: The render broke')],
    [
      'a failure as a flat item, with a cost',
      withItem({ status: 'error', code: 'taskFailed', message: 'broke', cost: 0.1 }),
      { ...failed('renderFailed', 'taskFailed: broke'), cost: 100_000 },
    ],
    ['refused content', fixture('content'), failed('contentRefused', 'invalidProviderContent')],
    ['refused content, as HTTP 400', fixture('content', 400), failed('contentRefused', 'invalidProviderContent')],
    [
      'refused content as an item',
      withItem({ status: 'error', error: { code: 'moderationFailed', message: 'no' } }),
      failed('contentRefused', 'moderationFailed'),
    ],
    [
      'refused content by its words',
      withItem({ status: 'error', error: { code: 'providerError', message: 'risk control' } }),
      failed('contentRefused', 'providerError'),
    ],
    ['an empty account', withError({ code: 'insufficientCredits' }), failed('outOfCredit', 'insufficientCredits')],
    ['a wrong field after all', withError({ code: 'invalidDuration' }), failed('requestRefused', 'invalidDuration')],
    [
      'its own trouble, as an outcome',
      withError({ code: 'internalServerError', status: 'error' }),
      failed('renderFailed', 'internalServerError'),
    ],
    ['an unknown code', withError({ code: 'somethingNew', message: 'hm' }), failed('renderFailed', 'somethingNew: hm')],
    ['an error without a code', withError({ message: 'hm', status: 'error' }), failed('renderFailed', 'no code: hm')],
    ['an unknown task', fixture('task-unknown', 400), { status: 'gone' }],
    ['a cancelled task', withError({ code: 'taskCancelled' }), { status: 'cancelled' }],
  ])('%s', async (_, behaviour, expected) => {
    expect(await check(behaviour)).toStrictEqual(expected)
    expect(api.calls).toHaveLength(1)
  })
})

describe('Trouble of the check itself says nothing about the job', () => {
  test.each<[string, Behaviour, object]>([
    ['a bad key', fixture('invalid-api-key', 401), { code: 'unauthorized' }],
    ['a bad key, as HTTP 200', fixture('invalid-api-key'), { code: 'unauthorized' }],
    [
      'a bad key that names the task',
      withError({ code: 'invalidApiKey' }),
      { code: 'unauthorized', requestId: fakeTaskId },
    ],
    ['a wall', { status: 403, body: '<html>' }, { code: 'unavailable', retryable: true }],
    [
      'a limit that is said to be for a while',
      { status: 429, headers: { 'retry-after': '20' } },
      { retryAfter: 20_000 },
    ],
    [
      'a limit on the call that says error',
      withError({ code: 'rateLimitExceeded', status: 'error' }, 429),
      { code: 'rateLimited' },
    ],
    ['too many calls', fixture('lone-error', 429), { code: 'rateLimited', retryable: true }],
    ['its own trouble', withError({ code: 'internalServerError' }, 500), { code: 'unavailable' }],
    ['its own trouble, as HTTP 200', withError({ code: 'serviceUnavailable' }), { code: 'unavailable' }],
    [
      'a wrong question',
      withError({ code: 'invalidTaskUUID', taskType: 'getResponse' }, 400),
      { code: 'invalidInput' },
    ],
    ['a page', { status: 502, body: '<html>' }, { code: 'unavailable' }],
    ['JSON of another kind', { body: { hello: 'world' } }, { code: 'badResponse' }],
    ['success without a video', withItem({ status: 'success' }), { code: 'badResponse', retryable: true }],
    [
      'success with an odd address',
      withItem({ status: 'success', videoURL: 'not an address' }),
      { code: 'badResponse' },
    ],
    ['a refusal of the whole request', { status: 400, body: { data: [] } }, { code: 'badResponse' }],
    ['a reset connection', 'reset', { code: 'unavailable', retryable: true }],
  ])('%s', async (_, behaviour, expected) => {
    const outcome = await check(behaviour)
    expect(outcome).toBeInstanceOf(Error)
    expect(outcome).toMatchObject({ provider: 'runware', ...expected })
    expect(api.calls).toHaveLength(1)
  })

  test('an answer that takes longer than 15 seconds', async () => {
    const checked = check('hang')
    await api.received(1)
    surroundings.clock.advance(15_000)
    expect(await checked).toMatchObject({ code: 'timeout', retryable: true })
  })
})

describe('Many jobs', () => {
  const askedOf = ({ body }: ReceivedCall) => (body as { taskUUID: string }[]).map(({ taskUUID }) => taskUUID)

  test('are asked for a hundred at a time', async () => {
    api.always(({ body }) => ({ body: { data: body } }))
    const items = itemsOf(...Array.from({ length: 230 }, (_, at) => `task-${at}`))
    const outcomes = await createTestProvider().poll(items)
    expect(api.calls.map((call) => askedOf(call).length).sort()).toStrictEqual([100, 100, 30])
    expect(outcomes.size).toBe(230)
    expect([...outcomes.values()].every((outcome) => 'status' in outcome && outcome.status === 'rendering')).toBe(true)
    expect(createTestProvider().pollsPerRequest).toBe(100)
  })

  test('each get their own outcome from one answer', async () => {
    api.always({
      body: {
        data: [
          { taskUUID: 'a', status: 'success', videoURL: videoUrl },
          'not an item',
          { taskUUID: 'b', status: 'error', error: { code: 'inferenceError' } },
          { taskUUID: 'd', status: 'success', videoURL: 42 },
        ],
        errors: [null, { code: 'contentModeration', taskUUID: 'c' }],
      },
    })
    const foreign = { generationId: 'of-x', operation: { requestId: 'x' } }
    const outcomes = await createTestProvider().poll([...itemsOf('a', 'b', 'c', 'd', 'e'), foreign])
    expect(Object.fromEntries(outcomes)).toMatchObject({
      'of-a': { status: 'succeeded' },
      'of-b': { status: 'failed', failure: { kind: 'renderFailed' } },
      'of-c': { status: 'failed', failure: { kind: 'contentRefused' } },
      'of-d': { code: 'badResponse' },
      'of-e': { status: 'rendering' },
      'of-x': { code: 'badResponse' },
    })
    expect(api.calls.map(askedOf)).toStrictEqual([['a', 'b', 'c', 'd', 'e']])
  })

  test('are asked for again without those for which the request was refused', async () => {
    api.always((call) =>
      askedOf(call).includes('bad')
        ? { status: 400, body: { data: [], errors: [{ code: 'taskNotFound', taskUUID: 'bad' }] } }
        : { body: { data: [{ taskUUID: 'good', status: 'success', videoURL: videoUrl }] } },
    )
    const outcomes = await createTestProvider().poll(itemsOf('good', 'bad', 'slow'))
    expect(Object.fromEntries(outcomes)).toMatchObject({
      'of-good': { status: 'succeeded' },
      'of-bad': { status: 'gone' },
      'of-slow': { status: 'rendering' },
    })
    expect(api.calls.map(askedOf)).toStrictEqual([
      ['good', 'bad', 'slow'],
      ['good', 'slow'],
    ])
  })

  test('are not asked for again while the service itself refuses', async () => {
    api.always({ status: 401, body: { errors: [{ code: 'invalidApiKey', taskUUID: 'a' }] } })
    const outcomes = await createTestProvider().poll(itemsOf('a', 'b'))
    expect(Object.fromEntries(outcomes)).toMatchObject({
      'of-a': { code: 'unauthorized' },
      'of-b': { code: 'unauthorized' },
    })
    expect(api.calls).toHaveLength(1)
  })

  test('that the answer mentions keep their outcome beside an error of the request', async () => {
    const data = [{ taskUUID: 'a', status: 'success', videoURL: videoUrl }]
    api.always({ body: { data, errors: [{ code: 'rateLimitExceeded' }] } })
    const outcomes = await createTestProvider().poll(itemsOf('a', 'b'))
    expect(Object.fromEntries(outcomes)).toMatchObject({
      'of-a': { status: 'succeeded' },
      'of-b': { code: 'rateLimited' },
    })
  })

  test('and none at all ask for nothing', async () => {
    expect(await createTestProvider().poll([])).toStrictEqual(new Map())
    expect(api.calls).toStrictEqual([])
  })
})
