import { describe, expect, test } from 'vitest'
import { kling } from '../../../../src/services/providers/kling/provider.ts'
import { catchError } from '../support/catchError.ts'
import { fakeKey, fakeTaskId } from '../support/createSurroundings.ts'
import type { Behaviour } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api, surroundings } = useApi()
const create = () => kling.create({ ...surroundings, apiUrl: api.origin })

const id = '893605946402811985'
const url = 'https://v1-kling.klingai.com/video.mp4?x-kcdn-pid=1'
const video = { type: 'video', id: 'x', url, duration: '5.1' }
const units = (amount: unknown) => ({ charge_type: 'unit', amount, package_type: 'video' })
const cash = (amount: unknown, currency = 'USD') => ({ charge_type: 'cash', cash_type: 'balance', amount, currency })
const answer = (...data: readonly object[]): Behaviour => ({
  body: { code: 0, message: 'SUCCEED', request_id: 'r', data: data.map((task) => ({ id, ...task })) },
})

async function poll() {
  const outcomes = await create().poll([{ generationId: 'a', operation: { id } }])
  return outcomes.get('a')
}

describe('a check', () => {
  const done = { status: 'succeeded', videoUrl: url, notSafeForWork: false }

  test.each<[string, object, object]>([
    ['it waits', { status: 'submitted' }, { status: 'waiting' }],
    ['it renders', { status: 'processing' }, { status: 'rendering' }],
    ['a word that nobody knows', { status: 'warming_up' }, { status: 'rendering' }],
    [
      'done, paid from a pack',
      { status: 'succeeded', outputs: [video], billing: [units('4.5')] },
      { ...done, cost: 630_000 },
    ],
    [
      'done, paid in dollars',
      { status: 'succeeded', outputs: [video], billing: [cash('0.42')] },
      { ...done, cost: 420_000 },
    ],
    [
      'done, paid from both',
      { status: 'succeeded', outputs: [video], billing: [units(1), cash('0.1')] },
      { ...done, cost: 240_000 },
    ],
    ['done, not billed yet', { status: 'succeeded', outputs: [video], billing: [] }, done],
    ['done, without a bill', { status: 'succeeded', outputs: [video] }, done],
    [
      'done, paid in another currency',
      { status: 'succeeded', outputs: [video], billing: [cash('3', 'CNY')] },
      { ...done, cost: Number.NaN },
    ],
    [
      'failed',
      { status: 'failed', message: 'Task processing failed', billing: [] },
      { status: 'failed', failure: { kind: 'renderFailed' }, detail: 'Task processing failed', cost: 0 },
    ],
    [
      'failed, and billed',
      { status: 'failed', billing: [units('4.5')] },
      { status: 'failed', failure: { kind: 'renderFailed' }, detail: 'failed without a reason', cost: 630_000 },
    ],
    [
      'refused while it rendered',
      { status: 'failed', message: 'Trigger the content risk control of the platform' },
      { status: 'failed', failure: { kind: 'contentRefused' }, detail: 'content refused' },
    ],
  ])('says: %s', async (_, task, expected) => {
    api.always(answer(task))
    expect(await poll()).toStrictEqual(expected)
    expect(api.calls).toStrictEqual([
      { method: 'GET', path: `/tasks?task_ids=${id}`, authorization: `Bearer ${fakeKey}`, body: undefined },
    ])
  })

  test.each<[string, Behaviour, object]>([
    ['a task that it leaves out', answer(), { status: 'gone' }],
    ['done without a video', answer({ status: 'succeeded', outputs: [] }), { code: 'badResponse' }],
    ['no list', { body: { code: 0, data: {} } }, { code: 'badResponse' }],
    ['an item that cannot be read', { body: { code: 0, data: [{ task: 1 }] } }, { code: 'badResponse' }],
    ['a bad key', { status: 401, body: { code: 1002, message: 'm' } }, { code: 'unauthorized' }],
    ['too many requests', { status: 429, body: { code: 1302, message: 'm' } }, { code: 'rateLimited' }],
    ['a page', { status: 502, body: '<html>' }, { code: 'unavailable' }],
    ['a reset connection', 'reset', { code: 'unavailable' }],
  ])('takes %s for what it is', async (_, behaviour, expected) => {
    api.always(behaviour)
    expect(await poll()).toMatchObject(expected)
  })

  test('asks for twenty in one request, and for no more', async () => {
    api.always(({ path }) =>
      answer(...(path.split('=')[1] ?? '').split(',').map((each) => ({ id: each, status: 'processing' }))),
    )
    const items = Array.from({ length: 41 }, (_, index) => ({
      generationId: `g${index}`,
      operation: { id: `${index}` },
    }))
    const outcomes = await create().poll([...items, { generationId: 'odd', operation: 'of another provider' }])
    expect(api.calls.map(({ path }) => path.split(',').length).sort((one, other) => one - other)).toEqual([1, 20, 20])
    expect(items.map(({ generationId }) => outcomes.get(generationId))).toEqual(
      items.map(() => ({ status: 'rendering' })),
    )
    expect(outcomes.get('odd')).toMatchObject({ code: 'badResponse' })
  })
})

describe('a look-up', () => {
  const lookUp = () => create().lookup?.(fakeTaskId) ?? Promise.reject(new Error('no lookup'))

  test('finds the task by our id', async () => {
    api.always(answer({ status: 'failed', external_id: fakeTaskId }))
    expect(await lookUp()).toStrictEqual({ found: true, operation: { id } })
    expect(api.calls.map(({ path }) => path)).toStrictEqual([`/tasks?external_task_ids=${fakeTaskId}`])
  })

  test('an empty list says that there is none', async () => {
    api.always(answer())
    expect(await lookUp()).toStrictEqual({ found: false })
  })

  test.each<[string, Behaviour, object]>([
    ['another task', answer({ external_id: 'x' }), { code: 'badResponse' }],
    ['no list', { body: { code: 0 } }, { code: 'badResponse' }],
    ['an item that cannot be read', { body: { code: 0, data: [null] } }, { code: 'badResponse' }],
    ['trouble of the service', { status: 500, body: { code: 5000, message: 'm' } }, { code: 'unavailable' }],
    ['a missing path', { status: 404, body: '<html>' }, { code: 'badResponse' }],
  ])('proves nothing by %s', async (_, behaviour, expected) => {
    api.always(behaviour)
    expect(await catchError(lookUp())).toMatchObject(expected)
  })
})

test('A probe asks for a task that nobody has', async () => {
  api.always(answer())
  await create().probe?.()
  expect(api.calls.map(({ path }) => path)).toStrictEqual([
    '/tasks?external_task_ids=00000000-0000-4000-8000-000000000000',
  ])
  api.always({ status: 401, body: { code: 1002, message: 'm' } })
  expect(await catchError(create().probe?.() ?? Promise.resolve())).toMatchObject({ code: 'unauthorized' })
})
