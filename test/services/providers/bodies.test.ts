import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCaller } from '../../../src/services/providers/createCaller.ts'
import { parseJson } from '../../../src/services/providers/parseJson.ts'
import { catchError } from './support/catchError.ts'
import { createSurroundings } from './support/createSurroundings.ts'

const mebibyte = 1024 * 1024
const limit = 4 * mebibyte

let server: Server
let surroundings: ReturnType<typeof createSurroundings>
let answer: RequestListener

beforeEach(async () => {
  surroundings = createSurroundings()
  server = createServer((request, response) => answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(async () => {
  expect(surroundings.clock.countTimers()).toBe(0)
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const ask = (isPaid = false) =>
  createCaller({ ...surroundings, provider: 'runware' })({
    name: 'check',
    method: 'GET',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    milliseconds: 30_000,
    isPaid,
  })

describe('No more than 4 MiB are read of', () => {
  const bomb = Buffer.alloc(64 * mebibyte, ' ')
  test.each([
    ['gzip', gzipSync(bomb)],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb)],
  ])('a body that unpacks to gigabytes from %s', async (coding, packed) => {
    answer = (_, response) => response.writeHead(500, { 'content-encoding': coding }).end(packed)
    const { status, text, json, isCut } = await ask()
    expect({ status, json, isCut, length: text.length }).toStrictEqual({
      status: 500,
      json: undefined,
      isCut: true,
      length: limit,
    })
  })

  test.each([false, true])('a flood that never ends (paid: %s)', async (isPaid) => {
    const flow = (response: ServerResponse) => {
      while (!response.destroyed && response.write('x'.repeat(mebibyte)));
    }
    const closed = new Promise((resolve) => {
      answer = (_, response) => {
        response
          .writeHead(200)
          .on('drain', () => flow(response))
          .on('close', resolve)
        flow(response)
      }
    })
    expect(await ask(isPaid)).toMatchObject({ status: 200, isCut: true, json: undefined })
    await closed
  })
})

test('A body of just 4 MiB is whole', async () => {
  answer = (_, response) => response.end(JSON.stringify('x'.repeat(limit - 2)))
  expect(await ask()).toStrictEqual({ status: 200, text: expect.any(String), json: 'x'.repeat(limit - 2) })
})

test('Letters that arrive in pieces stay whole', async () => {
  answer = (_, response) => {
    const bytes = Buffer.from('{"name":"Ωmega"}')
    response.write(bytes.subarray(0, 10), () => response.end(bytes.subarray(10)))
  }
  expect((await ask()).json).toStrictEqual({ name: 'Ωmega' })
})

test('A body that never ends is given up at the deadline', async () => {
  let isBegun = false
  answer = (_, response) => response.writeHead(200).write('{', () => (isBegun = true))
  const call = catchError(ask())
  await vi.waitUntil(() => isBegun)
  // The answer has to have come this far before the time is over.
  await vi.waitUntil(() => surroundings.clock.countTimers() === 1)
  surroundings.clock.advance(30_000)
  expect(await call).toMatchObject({ code: 'timeout' })
})

test('Much that comes at once on a connection that closes after it is read whole', async () => {
  const body = JSON.stringify({ data: 'x'.repeat(3 * mebibyte) })
  answer = (_, response) => response.writeHead(200, { connection: 'close' }).end(body)
  for (let round = 0; round < 10; round += 1) expect((await ask(round % 2 === 0)).text).toBe(body)
})

describe('JSON is read with what servers make of it', () => {
  test.each([
    ['a number that is none', '{"id":"a","cost":NaN}', { id: 'a', cost: 'NaN' }],
    ['infinite numbers', '[Infinity,-Infinity]', ['Infinity', '-Infinity']],
    ['an integer with more digits than a number keeps', '{"id":833446756123456789}', { id: '833446756123456789' }],
    ['both', '{"id":-833446756123456789,"cost":NaN}', { id: '-833446756123456789', cost: 'NaN' }],
    [
      'such words in texts',
      '{"a":"NaN \\"Infinity\\" 833446756123456789","b":NaN}',
      {
        a: 'NaN "Infinity" 833446756123456789',
        b: 'NaN',
      },
    ],
    ['long fractions and powers', '[0.12345678901234567890,1e300]', [0.12345678901234568, 1e300]],
    ['nothing odd', '{"a":[1,-2.5,null,true,"x"]}', { a: [1, -2.5, null, true, 'x'] }],
    ['null', 'null', null],
    ['no JSON', '<html>NaN 833446756123456789', undefined],
    ['the beginning of a JSON text', '{"id":"a","cost":', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, value) => {
    expect(parseJson(text)).toStrictEqual(value)
  })

  test('also where it is long', () => {
    const long = 'x\\"'.repeat(mebibyte)
    expect(parseJson(`{"text":"${long}","cost":NaN}`)).toMatchObject({ cost: 'NaN' })
  })
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
    answer = (_request, response) => response.writeHead(429, headers as Record<string, string>).end('{}')
    expect((await ask()).retryAfter).toBe(milliseconds)
  })
})
