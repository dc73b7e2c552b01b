import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mayFetch, openFile } from '../../../src/services/media/download.ts'

describe('where results are fetched from', () => {
  const from = {
    resultHosts: ['vm.runware.ai', '*.runcomfy.net'],
    trustedOrigin: 'http://127.0.0.1:4000',
  }

  test.each([
    ['https://vm.runware.ai/video/1.mp4', true],
    ['https://VM.RUNWARE.AI/video/1.mp4', true],
    ['https://vm.runware.ai:443/video/1.mp4', true],
    ['https://storage.runcomfy.net/1.mp4', true],
    ['https://a.b.runcomfy.net/1.mp4', true],
    ['http://127.0.0.1:4000/1.mp4', true],
    ['http://vm.runware.ai/1.mp4', false],
    ['https://vm.runware.ai:8443/1.mp4', false],
    ['https://vm.runware.ai.example.com/1.mp4', false],
    ['https://vm.runware.ai./1.mp4', false],
    ['https://other.runware.ai/1.mp4', false],
    ['https://runcomfy.net/1.mp4', false],
    ['https://evilruncomfy.net/1.mp4', false],
    ['https://someone:secret@vm.runware.ai/1.mp4', false],
    ['https://vm.runware.ai@example.com/1.mp4', false],
    ['http://127.0.0.1:4001/1.mp4', false],
    ['https://127.0.0.1:4000/1.mp4', false],
    ['http://localhost:4000/1.mp4', false],
    ['http://someone@127.0.0.1:4000/1.mp4', false],
    ['ftp://vm.runware.ai/1.mp4', false],
    ['data:video/mp4;base64,AAAA', false],
    ['vm.runware.ai/1.mp4', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(mayFetch(address, from)).toBe(expected)
  })

  test('without a trusted origin only https is left', () => {
    const { trustedOrigin: _, ...hostsOnly } = from
    expect(mayFetch('http://127.0.0.1:4000/1.mp4', hostsOnly)).toBe(false)
    expect(mayFetch('https://vm.runware.ai/1.mp4', hostsOnly)).toBe(true)
  })
})

describe('reading a file', () => {
  /** Little enough to arrive, with the goodbye, while nobody reads: undici 6 ends the process over that. */
  const file = Buffer.alloc(64 * 1024, 7)
  let server: Server
  let origin: string

  /** Sends the file and says goodbye at once, however much of it was read. */
  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${file.length}\r\nconnection: close\r\n\r\n`)
        socket.end(file)
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    server.close()
    await once(server, 'close')
  })

  test('a file whose connection ends sooner than it is read arrives whole, and nothing breaks', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => openFile(origin, { accept: '*/*', signal: new AbortController().signal })),
    )
    // Long enough for every goodbye to arrive while nobody reads.
    for (let turns = 0; turns < 500; turns += 1) await nextTurn()
    for (const answer of answers) {
      let size = 0
      for await (const chunk of answer.body) {
        size += chunk.byteLength
        await nextTurn()
      }
      expect(size).toBe(file.length)
    }
  })

  test('an answer that nobody reads does no harm', async () => {
    const controller = new AbortController()
    const answer = await openFile(origin, { accept: '*/*', signal: controller.signal })
    for (let turns = 0; turns < 100; turns += 1) await nextTurn()
    answer.discard()
    controller.abort()
  })
})
