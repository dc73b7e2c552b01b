import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { fetch } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chooseSubmitTimeout, createCaller } from '../../../src/services/providers/createCaller.ts'
import { wasNeverSent } from '../../../src/services/providers/wasNeverSent.ts'
import { catchError } from './support/catchError.ts'
import { createSurroundings, fakeKey } from './support/createSurroundings.ts'
import { type Api, startApi } from './support/startApi.ts'

let api: Api
let surroundings: ReturnType<typeof createSurroundings>

beforeEach(async () => {
  api = await startApi()
  surroundings = createSurroundings()
})

afterEach(async () => {
  expect(surroundings.clock.countTimers()).toBe(0)
  await api.close()
})

const createTestCaller = () => createCaller({ ...surroundings, provider: 'runcomfy' })
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
  const answer = await createTestCaller()(post(`${api.origin}/path?x=1`))
  expect(answer).toStrictEqual({ status: 202, text: '{"fine":true}', json: { fine: true } })
  expect(api.calls).toStrictEqual([
    { method: 'POST', path: '/path?x=1', authorization: `Bearer ${fakeKey}`, body: { a: 1 } },
  ])
})

test('Hands back what is not JSON as text', async () => {
  api.always({ status: 502, body: '<html>' })
  expect(await createTestCaller()(post(api.origin))).toStrictEqual({ status: 502, text: '<html>', json: undefined })
})

test('Follows no redirect, so that the key stays with its host', async () => {
  const other = await startApi()
  api.always({ status: 307, headers: { location: `${other.origin}/elsewhere` } })
  const answer = await createTestCaller()(post(api.origin))
  expect(answer.status).toBe(307)
  expect(other.calls).toStrictEqual([])
  await other.close()
})

test('A refused connection certainly sent nothing', async () => {
  const error = await catchError(createTestCaller()(post(`http://127.0.0.1:${await findClosedPort()}/`)))
  expect(error).toMatchObject({ code: 'unavailable', ambiguous: false, retryable: true, provider: 'runcomfy' })
})

test('An unknown host certainly got nothing', async () => {
  const lookup = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' })
  const failing = (() => Promise.reject(new TypeError('fetch failed', { cause: lookup }))) as typeof fetch
  const call = createCaller({ ...surroundings, fetch: failing, provider: 'runcomfy' })
  expect(await catchError(call(post('https://nowhere.invalid')))).toMatchObject({
    code: 'unavailable',
    ambiguous: false,
  })
})

test('A reset connection leaves open whether the job was taken', async () => {
  api.always('reset')
  const error = await catchError(createTestCaller()(post(api.origin)))
  expect(error).toMatchObject({ code: 'unavailable', ambiguous: true, retryable: true })
  expect(api.calls).toHaveLength(1)
})

test('An answer that breaks off leaves it open too', async () => {
  api.always('breakOff')
  const error = await catchError(createTestCaller()(post(api.origin)))
  expect(error).toMatchObject({ code: 'unavailable', ambiguous: true, status: 200 })
})

test('A call that takes too long is given up, and its outcome is open', async () => {
  api.always('hang')
  const call = catchError(createTestCaller()(post(api.origin)))
  await api.received(1)
  surroundings.clock.advance(29_999)
  expect(surroundings.clock.countTimers()).toBe(1)
  surroundings.clock.advance(1)
  expect(await call).toMatchObject({ code: 'timeout', ambiguous: true, retryable: true })
  expect(api.calls).toHaveLength(1)
})

test('The log has the call and its status, and neither key nor body', async () => {
  api.always({ body: { secret: 'an answer' } })
  await createTestCaller()({ ...post(`${api.origin}/x`), body: '{"prompt":"a fox"}' })
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

describe('Whether a failed call was sent', () => {
  const withCode = (code: string, syscall?: string) => Object.assign(new Error(code), { code, syscall })

  test.each([
    ['a refused connection', withCode('ECONNREFUSED', 'connect'), true],
    ['a name that does not resolve', withCode('ENOTFOUND', 'getaddrinfo'), true],
    ['a resolver that does not answer', withCode('EAI_AGAIN', 'getaddrinfo'), true],
    ['a connection that is not made in time', withCode('UND_ERR_CONNECT_TIMEOUT'), true],
    ['an unreachable host', withCode('EHOSTUNREACH', 'connect'), true],
    ['a certificate that is not trusted', withCode('CERT_HAS_EXPIRED'), true],
    [
      'every address refused',
      new AggregateError([withCode('ECONNREFUSED', 'connect'), withCode('ETIMEDOUT', 'connect')]),
      true,
    ],
    [
      'one address reset',
      new AggregateError([withCode('ECONNREFUSED', 'connect'), withCode('ECONNRESET', 'read')]),
      false,
    ],
    ['a reset', withCode('ECONNRESET', 'read'), false],
    ['a broken pipe', withCode('EPIPE', 'write'), false],
    ['a socket closed by the other side', withCode('UND_ERR_SOCKET'), false],
    ['headers that do not come', withCode('UND_ERR_HEADERS_TIMEOUT'), false],
    ['an abort', new DOMException('aborted', 'AbortError'), false],
    ['something else', 'text', false],
  ])('%s', (_, cause, expected) => {
    expect(wasNeverSent(cause)).toBe(expected)
    expect(wasNeverSent(new TypeError('fetch failed', { cause }))).toBe(expected)
  })
})
