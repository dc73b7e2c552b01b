import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { fetch } from 'undici'
import { describe, expect, test } from 'vitest'
import { chooseSubmitTimeout, createHttpClient } from '../../../src/services/providers/httpClient.ts'
import { catchError } from './support/catchError.ts'
import { fakeKey } from './support/createSurroundings.ts'
import { startApi } from './support/startApi.ts'
import { useApi } from './support/useApi.ts'

const { api, surroundings } = useApi()

const createTestClient = () => createHttpClient({ ...surroundings, provider: 'runcomfy' })
const post = (url: string) => ({ name: 'submit', method: 'POST', url, body: '{"a":1}', milliseconds: 30_000 }) as const

/** A port on which nothing listens. */
async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('Sends the key and the body, once', async () => {
  api.always({ status: 202, body: { fine: true } })
  const answer = await createTestClient()(post(`${api.origin}/path?x=1`))
  expect(answer).toStrictEqual({ status: 202, text: '{"fine":true}', json: { fine: true } })
  expect(api.calls).toStrictEqual([
    { method: 'POST', path: '/path?x=1', authorization: `Bearer ${fakeKey}`, body: { a: 1 } },
  ])
})

test('Hands back what is not JSON as text', async () => {
  api.always({ status: 502, body: '<html>' })
  expect(await createTestClient()(post(api.origin))).toStrictEqual({ status: 502, text: '<html>', json: undefined })
})

test('Follows no redirect, so that the key stays with its host', async () => {
  const other = await startApi()
  api.always({ status: 307, headers: { location: `${other.origin}/elsewhere` } })
  const answer = await createTestClient()(post(api.origin))
  expect(answer.status).toBe(307)
  expect(other.calls).toStrictEqual([])
  await other.close()
})

test('A refused connection certainly sent nothing', async () => {
  const error = await catchError(createTestClient()(post(`http://127.0.0.1:${await findClosedPort()}/`)))
  expect(error).toMatchObject({ code: 'unavailable', ambiguous: false, retryable: true, provider: 'runcomfy' })
})

test('An unknown host certainly got nothing', async () => {
  const lookup = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' })
  const failing = (() => Promise.reject(new TypeError('fetch failed', { cause: lookup }))) as typeof fetch
  const call = createHttpClient({ ...surroundings, fetch: failing, provider: 'runcomfy' })
  expect(await catchError(call(post('https://nowhere.invalid')))).toMatchObject({
    code: 'unavailable',
    ambiguous: false,
  })
})

test('A reset connection leaves open whether the job was taken', async () => {
  api.always('reset')
  const error = await catchError(createTestClient()(post(api.origin)))
  expect(error).toMatchObject({ code: 'unavailable', ambiguous: true, retryable: true })
  expect(api.calls).toHaveLength(1)
})

test('An answer that breaks off leaves it open too', async () => {
  api.always('breakOff')
  const error = await catchError(createTestClient()(post(api.origin)))
  expect(error).toMatchObject({ code: 'unavailable', ambiguous: true, status: 200 })
})

test('A call that takes too long is given up, and its outcome is open', async () => {
  api.always('hang')
  const call = catchError(createTestClient()(post(api.origin)))
  await api.received(1)
  surroundings.clock.advance(29_999)
  expect(surroundings.clock.countTimers()).toBe(1)
  surroundings.clock.advance(1)
  expect(await call).toMatchObject({ code: 'timeout', ambiguous: true, retryable: true })
  expect(api.calls).toHaveLength(1)
})

test('The log has the call and its status, and neither key nor body', async () => {
  api.always({ body: { secret: 'an answer' } })
  await createTestClient()({ ...post(`${api.origin}/x`), body: '{"prompt":"a fox"}' })
  expect(surroundings.lines).toHaveLength(1)
  expect(surroundings.lines[0]).toContain('"call":"submit","status":200')
  for (const hidden of [fakeKey, 'a fox', 'an answer']) expect(surroundings.lines.join()).not.toContain(hidden)
})

test.each([
  [100, 30_000],
  [2_000_000, 60_000],
])('A submit of %i characters may take %i ms', (length, milliseconds) => {
  expect(chooseSubmitTimeout('x'.repeat(length))).toBe(milliseconds)
})

describe('How long a server wishes to be left alone', () => {
  const date = 'Fri, 20 Nov 2026 12:00:00 GMT'
  test.each([
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['next to nothing', { 'retry-after': '0' }, 1_000],
    ['an hour', { 'retry-after': '3600' }, 900_000],
    ['a date', { date, 'retry-after': 'Fri, 20 Nov 2026 12:00:42 GMT' }, 42_000],
    ['a date in the past', { date, 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 1_000],
    ['a word', { 'retry-after': 'soon' }, undefined],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['nothing', {}, undefined],
  ])('%s', async (_, headers, milliseconds) => {
    api.always({ status: 429, headers: headers as Record<string, string> })
    expect((await createTestClient()(post(api.origin))).retryAfter).toBe(milliseconds)
  })
})
