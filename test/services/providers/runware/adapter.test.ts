import { describe, expect, test } from 'vitest'
import { runware } from '../../../../src/services/providers/runware/provider.ts'
import { catchError } from '../support/catchError.ts'
import { createSurroundings, fakeKey, fakeTaskId } from '../support/createSurroundings.ts'
import { readFixture } from '../support/readFixture.ts'
import type { Behaviour } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api } = useApi()

const createTestProvider = () => runware.create({ ...createSurroundings(), apiUrl: `${api.origin}/v1` })
const fixture = (name: string, status = 200): Behaviour => ({ status, body: readFixture(`runware/${name}.json`) })

describe('Lookup', () => {
  const lookUp = () => createTestProvider().lookup?.(fakeTaskId) ?? Promise.reject(new Error('no lookup'))

  test.each([
    ['a running task', 'task-details'],
    ['a failed task', 'task-details-failed'],
  ])('finds %s in the archive', async (_, name) => {
    api.always(fixture(name))
    expect(await lookUp()).toStrictEqual({ found: true, operation: { taskUUID: fakeTaskId } })
    expect(api.calls).toStrictEqual([
      {
        method: 'POST',
        path: '/v1',
        authorization: `Bearer ${fakeKey}`,
        body: [{ taskType: 'getTaskDetails', taskUUID: fakeTaskId }],
      },
    ])
  })

  test('finds a task whose entry repeats such large pictures that it is not read to its end', async () => {
    const request = { taskUUID: fakeTaskId, inputs: { frameImages: ['x'.repeat(5 * 1024 * 1024)] } }
    api.always({ body: { data: [{ request: [request], taskType: 'getTaskDetails', taskUUID: fakeTaskId }] } })
    expect(await lookUp()).toStrictEqual({ found: true, operation: { taskUUID: fakeTaskId } })
  })

  test.each([
    ['as HTTP 200', fixture('task-unknown')],
    ['as HTTP 400', fixture('task-unknown', 400)],
    ['as HTTP 404 with another code', { status: 404, body: { error: { code: 'taskNotFound' } } }],
  ])('does not find a task that the service says it does not know, %s', async (_, behaviour) => {
    api.always(behaviour)
    expect(await lookUp()).toStrictEqual({ found: false })
  })

  test.each<[string, Behaviour, object]>([
    ['silence', fixture('nothing'), { code: 'badResponse' }],
    [
      'details of another task',
      { body: { data: [{ taskType: 'getTaskDetails', taskUUID: 'x' }] } },
      { code: 'badResponse' },
    ],
    [
      'the error of another task',
      { status: 400, body: { errors: [{ code: 'taskNotFound', taskUUID: 'x' }] } },
      { code: 'badResponse' },
    ],
    ['a flood about another task', { body: 'x'.repeat(5 * 1024 * 1024) }, { code: 'badResponse' }],
    ['a bad key', fixture('invalid-api-key', 401), { code: 'unauthorized' }],
    ['a missing path', { status: 404, body: '<html>' }, { code: 'badResponse' }],
    ['an unknown task, said by a broken service', fixture('task-unknown', 500), { code: 'unavailable' }],
    ['trouble of the service', { status: 503, body: '<html>' }, { code: 'unavailable' }],
    ['a reset connection', 'reset', { code: 'unavailable' }],
  ])('proves nothing by %s', async (_, behaviour, expected) => {
    api.always(behaviour)
    expect(await catchError(lookUp())).toMatchObject(expected)
  })
})

describe('Balance', () => {
  const readBalance = () => createTestProvider().balance?.() ?? Promise.reject(new Error('no balance'))

  test.each([
    ['with its parts', readFixture('runware/account.json'), 2_450_750_000],
    ['as a number', readFixture('runware/account-plain.json'), 2_450_750_000],
    ['as text', { data: [{ balance: { amount: '2450.75', currency: 'USD' } }] }, 2_450_750_000],
    ['overdrawn', { data: [{ balance: -3 }] }, 0],
  ])('%s', async (_, body, expected) => {
    api.always({ body })
    expect(await readBalance()).toBe(expected)
    expect(api.calls.map((call) => call.body)).toStrictEqual([
      [{ taskType: 'accountManagement', taskUUID: fakeTaskId, operation: 'getDetails' }],
    ])
  })

  test.each<[string, Behaviour, string]>([
    ['nothing', fixture('nothing'), 'badResponse'],
    ['a bad key', fixture('invalid-api-key', 401), 'unauthorized'],
  ])('Throws after %s', async (_, behaviour, code) => {
    api.always(behaviour)
    expect(await catchError(readBalance())).toMatchObject({ code })
  })
})

test('Results may come from its own hosts, and from the origin the operator set', () => {
  const own = runware.create({ ...createSurroundings(), apiUrl: runware.account.apiUrl.default })
  expect(own.resultHosts).toStrictEqual(['vm.runware.ai', '*.runware.ai'])
  expect(own).not.toHaveProperty('trustedOrigin')
  expect(createTestProvider().trustedOrigin).toBe(api.origin)
})

test('A task cannot be cancelled', () => {
  expect(createTestProvider()).not.toHaveProperty('cancel')
})
