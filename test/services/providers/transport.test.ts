import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { type fetch, getGlobalDispatcher, ProxyAgent, setGlobalDispatcher } from 'undici'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHttpClient } from '../../../src/services/providers/httpClient.ts'
import { wasNeverSent } from '../../../src/services/providers/transport.ts'
import { catchError } from './support/catchError.ts'
import { createCertificate } from './support/createCertificate.ts'
import { createSurroundings } from './support/createSurroundings.ts'

let surroundings: ReturnType<typeof createSurroundings>
const sockets = new Set<Socket>()
const servers: Server[] = []

beforeEach(() => {
  surroundings = createSurroundings()
})

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  expect(surroundings.clock.countTimers()).toBe(0)
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of servers.splice(0)) {
    server.close()
    await once(server, 'close')
  }
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A server that treats every connection in one way, and TLS as bytes. */
const listenRaw = (treat: (socket: Socket) => void) => listen(createNetServer(treat))

const answerFine: RequestListener = (request, response) => {
  request.resume().on('end', () => response.end('{"fine":true}'))
}

const post = (url: string, isPaid = true) =>
  createHttpClient({ ...surroundings, provider: 'runcomfy' })({
    name: 'submit',
    method: 'POST',
    url,
    body: '{"a":1}',
    milliseconds: 30_000,
    isPaid,
  })

describe('Certainly not sent is what fails before the connection stands', () => {
  const certificates = [
    ['nobody vouches for', '2020-01-01', '2080-01-01', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['is over', '2020-01-01', '2021-01-01', 'CERT_HAS_EXPIRED'],
    ['is not valid yet', '2079-01-01', '2080-01-01', 'CERT_NOT_YET_VALID'],
  ] as const

  test.each(certificates)('a certificate that %s', async (_, from, to, networkCode) => {
    const certificate = createCertificate(new Date(from), new Date(to))
    const port = await listen(createHttpsServer(certificate, answerFine))
    const error = await catchError(post(`https://127.0.0.1:${port}/`))
    expect(error).toMatchObject({ code: 'unavailable', ambiguous: false, networkCode })
  })

  test.each<[string, (socket: Socket) => void]>([
    ['a reset at the first word of TLS', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['an orderly end at the first word of TLS', (socket) => socket.once('data', () => socket.end())],
    [
      'a server that speaks no TLS',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    ],
    [
      'an alert that refuses the handshake',
      (socket) => socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex'))),
    ],
    ['a reset in the midst of the handshake', (socket) => socket.once('data', () => socket.write('160303', 'hex'))],
  ])('%s', async (_, treat) => {
    const port = await listenRaw((socket) => {
      treat(socket)
      socket.once('data', () => setImmediate(() => socket.resetAndDestroy()))
    })
    const error = await catchError(post(`https://127.0.0.1:${port}/`))
    expect(error).toMatchObject({ code: 'unavailable', ambiguous: false, retryable: true })
    expect(error.networkCode).toMatch(/^E/)
  })

  test('a handshake that never ends', async () => {
    const port = await listenRaw((socket) => socket.resume())
    const call = catchError(post(`https://127.0.0.1:${port}/`))
    await vi.waitUntil(() => sockets.size > 0)
    surroundings.clock.advance(30_000)
    expect(await call).toMatchObject({ code: 'timeout', ambiguous: false })
  })
})

describe('In doubt is what fails afterwards', () => {
  beforeEach(() => {
    // The tests' own certificate is trusted by nobody. Node warns of that, which is meant here.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  })

  test('a reset after the handshake', async () => {
    const certificate = createCertificate(new Date('2020-01-01'), new Date('2080-01-01'))
    const port = await listen(createHttpsServer(certificate, (request) => request.socket.destroy()))
    const error = await catchError(post(`https://127.0.0.1:${port}/`))
    expect(error).toMatchObject({ code: 'unavailable', ambiguous: true })
  })

  test('a reset of a plain connection, whose name stays', async () => {
    const port = await listen(createHttpServer((request) => request.socket.resetAndDestroy()))
    const error = await catchError(post(`http://127.0.0.1:${port}/`))
    expect(error).toMatchObject({ code: 'unavailable', ambiguous: true, networkCode: 'ECONNRESET' })
  })

  test('an answer that is none', async () => {
    const port = await listenRaw((socket) => socket.once('data', () => socket.end('Hello\r\n\r\n')))
    expect(await catchError(post(`http://127.0.0.1:${port}/`))).toMatchObject({ ambiguous: true })
  })
})

test('A call that costs money has a connection of its own, and all others share theirs', async () => {
  const ports: (number | undefined)[] = []
  const port = await listen(
    createHttpServer((request, response) => {
      ports.push(request.socket.remotePort)
      answerFine(request, response)
    }),
  )
  const call = createHttpClient({ ...surroundings, provider: 'runcomfy' })
  const url = `http://127.0.0.1:${port}/`
  const ask = (isPaid: boolean) => call({ name: 'any', method: 'POST', url, body: '{}', milliseconds: 30_000, isPaid })
  for (const isPaid of [false, false, true, true, false]) await ask(isPaid)
  const [first, second, third, fourth, fifth] = ports
  expect([first, second]).toContain(fifth)
  expect(new Set([first, third, fourth]).size).toBe(3)
  expect([third, fourth]).not.toContain(second)
})

test('A server that closes idle connections just as they are used again leaves no paid call in doubt', async () => {
  const used = new Set<Socket>()
  const port = await listen(
    createHttpServer((request, response) => {
      if (used.has(request.socket)) return void request.socket.resetAndDestroy()
      used.add(request.socket)
      answerFine(request, response)
    }),
  )
  for (let round = 0; round < 20; round += 1) {
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200 })
  }
})

test('The connection of a paid call is closed when the call is over', async () => {
  const port = await listen(createHttpServer(answerFine))
  await post(`http://127.0.0.1:${port}/`)
  await vi.waitUntil(() => [...sockets].every((socket) => socket.closed))
})

test('A proxy that was set up for the whole process is used, and knows what was sent', async () => {
  const asked: string[] = []
  const server = createHttpServer()
  server.on('connect', (request, socket) => {
    asked.push(String(request.url))
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  const proxy = new ProxyAgent(`http://127.0.0.1:${await listen(server)}`)
  const usual = getGlobalDispatcher()
  setGlobalDispatcher(proxy)
  try {
    expect(await catchError(post('https://api.example/'))).toMatchObject({ code: 'unavailable', ambiguous: false })
    expect(asked).toStrictEqual(['api.example:443'])
  } finally {
    setGlobalDispatcher(usual)
    await proxy.destroy()
  }
})

test('Where the network call was replaced, the error tells what it can', async () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
  const failing = (() => Promise.reject(new TypeError('fetch failed', { cause: reset }))) as typeof fetch
  surroundings = { ...surroundings, fetch: failing }
  expect(await catchError(post('https://127.0.0.1/'))).toMatchObject({ ambiguous: true, networkCode: 'ECONNRESET' })
})

const mebibyte = 1024 * 1024
const limit = 4 * mebibyte

/** Asks a server that answers in this way. */
async function ask(answer: RequestListener, isPaid = false) {
  const port = await listen(createHttpServer(answer))
  return post(`http://127.0.0.1:${port}/`, isPaid)
}

describe('No more than 4 MiB are read of', () => {
  const bomb = Buffer.alloc(16 * mebibyte, ' ')
  test.each([
    ['gzip', gzipSync(bomb)],
    ['gzip, gzip', gzipSync(gzipSync(bomb))],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb)],
  ])('a body that unpacks to far more from %s', async (coding, packed) => {
    const { status, text, json, isCut } = await ask((_, response) => {
      response.writeHead(500, { 'content-encoding': coding }).end(packed)
    })
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
    let flooded: ServerResponse | undefined
    const flood: RequestListener = (_, response) => {
      flooded = response.writeHead(200).on('drain', () => flow(response))
      flow(response)
    }
    expect(await ask(flood, isPaid)).toMatchObject({ status: 200, isCut: true, json: undefined })
    await vi.waitUntil(() => flooded?.closed)
  })
})

test('A body of just 4 MiB is whole', async () => {
  const whole: RequestListener = (_, response) => response.end(JSON.stringify('x'.repeat(limit - 2)))
  expect(await ask(whole)).toStrictEqual({ status: 200, text: expect.any(String), json: 'x'.repeat(limit - 2) })
})

test('Letters that arrive in pieces stay whole', async () => {
  const bytes = Buffer.from('{"name":"Ωmega"}')
  const inPieces: RequestListener = (_, response) => {
    response.write(bytes.subarray(0, 10), () => response.end(bytes.subarray(10)))
  }
  expect((await ask(inPieces)).json).toStrictEqual({ name: 'Ωmega' })
})

test('A body that never ends is given up at the deadline', async () => {
  let isBegun = false
  const call = catchError(ask((_, response) => response.writeHead(200).write('{', () => (isBegun = true))))
  await vi.waitUntil(() => isBegun)
  // The answer has to have come this far before the time is over.
  await vi.waitUntil(() => surroundings.clock.countTimers() === 1)
  surroundings.clock.advance(30_000)
  expect(await call).toMatchObject({ code: 'timeout' })
})

test('Much that comes at once on a connection that closes after it is read whole', async () => {
  const body = JSON.stringify({ data: 'x'.repeat(3 * mebibyte) })
  const port = await listen(
    createHttpServer((_, response) => response.writeHead(200, { connection: 'close' }).end(body)),
  )
  for (let round = 0; round < 10; round += 1) {
    expect((await post(`http://127.0.0.1:${port}/`, round % 2 === 0)).text).toBe(body)
  }
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
