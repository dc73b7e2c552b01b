import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Action, Change, Outcome, Scene } from '../../../../sandbox/web/protocol.ts'
import { BadAction, createUploads } from '../../../../sandbox/web/server/actions.ts'
import { createChanges } from '../../../../sandbox/web/server/changes.ts'
import { startPageServer } from '../../../../sandbox/web/server/pageServer.ts'

const emptyScene: Scene = {
  bot: { id: '1', name: 'Kling', state: 'serving' },
  guildName: 'Film club',
  people: [],
  places: [],
  commands: [],
  messages: [],
  sent: [],
  requests: [],
  switches: [],
  ahead: 0,
}

async function start(perform: (action: Action) => Promise<Outcome> = async () => ({ ok: true })) {
  const folder = await mkdtemp(join(tmpdir(), 'page-server-test-'))
  const pageDirectory = join(folder, 'page')
  await mkdir(join(pageDirectory, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'nobody may read this')
  const changes = createChanges()
  const uploads = createUploads()
  const defects: unknown[] = []
  const server = await startPageServer({
    pageDirectory,
    changes: { describe: () => emptyScene, onChange: changes.listen },
    uploads,
    perform,
    mediaOrigins: ['http://127.0.0.1:1111', 'http://127.0.0.1:2222'],
    onDefect: (error) => defects.push(error),
  })
  onTestFinished(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
  const { address } = server
  const port = Number(new URL(address).port)

  /** As it is, without what `fetch` would tidy up or forbid. */
  function send(options: { method?: string; path?: string; headers?: Record<string, string>; body?: string }) {
    const { method = 'GET', path = '/', headers = {}, body } = options
    return new Promise<{ status: number | undefined; text: string; headers: NodeJS.Dict<string | string[]> }>(
      (resolve, reject) => {
        const call = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
          let text = ''
          response.on('data', (chunk: Buffer) => (text += chunk.toString()))
          response.on('end', () => resolve({ status: response.statusCode, text, headers: response.headers }))
        })
        call.on('error', reject)
        call.end(body)
      },
    )
  }

  return { server, address, port, folder, pageDirectory, changes, uploads, defects, send }
}

type Started = Awaited<ReturnType<typeof start>>

const act = ({ send }: Started, body: string, headers: Record<string, string> = {}) =>
  send({ method: 'POST', path: '/actions', headers: { 'content-type': 'application/json', ...headers }, body })

const kill = JSON.stringify({ kind: 'kill' })

test('says how to build the page where it was not built', async () => {
  const { send } = await start()
  const answer = await send({})
  expect(answer.status).toBe(503)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.text).toContain('The page has not been built yet')
})

test.each([
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/index.html', 'index.html', 'text/html; charset=utf-8'],
  ['/?anything', 'index.html', 'text/html; charset=utf-8'],
  ['/assets/main.js', 'assets/main.js', 'text/javascript; charset=utf-8'],
  ['/assets/page.css', 'assets/page.css', 'text/css; charset=utf-8'],
  ['/assets/a%20boat.svg', 'assets/a boat.svg', 'image/svg+xml'],
])('serves %s', async (path, file, contentType) => {
  const { send, pageDirectory } = await start()
  await writeFile(join(pageDirectory, file), `this is ${file}`)
  const answer = await send({ path })
  expect([answer.status, answer.text]).toEqual([200, `this is ${file}`])
  expect(answer.headers).toMatchObject({
    'content-type': contentType,
    'content-length': String(`this is ${file}`.length),
    'x-content-type-options': 'nosniff',
  })
  expect(await send({ path, method: 'HEAD' })).toMatchObject({ status: 200, text: '', headers: answer.headers })
})

test('lets the page run its own scripts only, and show what the sandboxes serve', async () => {
  const { send } = await start()
  const policy = String((await send({})).headers['content-security-policy']).split('; ')
  expect(policy).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: http://127.0.0.1:1111 http://127.0.0.1:2222",
    "media-src 'self' data: blob: http://127.0.0.1:1111 http://127.0.0.1:2222",
    "connect-src 'self' data: blob: http://127.0.0.1:1111 http://127.0.0.1:2222",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
})

test.each([
  '/missing.js',
  '/assets',
  '/assets/',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '//etc/passwd',
  '/link.txt',
  '/%00',
  '/%ff',
  '/%',
])('finds nothing at %s', async (path) => {
  const { send, folder, pageDirectory, defects } = await start()
  await symlink(join(folder, 'secret.txt'), join(pageDirectory, 'link.txt'))
  expect(await send({ path })).toMatchObject({ status: 404, text: 'There is nothing here.' })
  expect(defects).toEqual([])
})

test('does nothing by other methods', async () => {
  const { send } = await start()
  expect(await send({ method: 'DELETE' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  expect(await send({ method: 'POST' })).toMatchObject({ status: 405 })
  expect(await send({ path: '/actions' })).toMatchObject({ status: 404 })
})

test('passes an action on, and its outcome back', async () => {
  const seen: Action[] = []
  const started = await start(async (action) => {
    seen.push(action)
    return { ok: false, problem: 'Not today', field: 'prompt' }
  })
  const action: Action = {
    kind: 'run',
    personId: '1',
    placeId: '2',
    name: 'kling video',
    values: { prompt: 'a boat', duration: 5, sound: true, image: { fileId: '3' }, channel: { id: '4' } },
  }
  const answer = await act(started, JSON.stringify(action))
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.text)).toEqual({ ok: false, problem: 'Not today', field: 'prompt' })
  expect(seen).toEqual([action])
})

test.each([
  ['no JSON', '{', /^The body is not JSON\.$/],
  ['nothing', '', /^The body is not JSON\.$/],
  ['an unknown kind', '{"kind":"explode"}', /^This is no action: kind: .+\.$/],
  ['a missing part', '{"kind":"say","personId":"1","placeId":"2"}', /^This is no action: content: .+\.$/],
  ['a part too many', '{"kind":"kill","now":true}', /^This is no action: .*now.*\.$/],
  ['a time that runs back', '{"kind":"later","minutes":-1}', /^This is no action: minutes: .+\.$/],
  [
    'a value of another shape',
    '{"kind":"run","personId":"1","placeId":"2","name":"kling","values":{"prompt":["a"]}}',
    /^This is no action: values\.prompt: .+\.$/,
  ],
])('refuses %s with a sentence', async (_what, body, sentence) => {
  const started = await start(() => Promise.reject(new Error('It was performed')))
  const answer = await act(started, body)
  expect(answer.status).toBe(400)
  expect(answer.text).toMatch(sentence)
  expect(started.defects).toEqual([])
})

test('refuses what nobody could have done', async () => {
  const started = await start(() => Promise.reject(new BadAction('There is no switch explode.')))
  expect(await act(started, kill)).toMatchObject({ status: 400, text: 'There is no switch explode.' })
})

test('refuses an action that is too large', async () => {
  const started = await start()
  expect(await act(started, `"${'a'.repeat(1_000_001)}"`)).toMatchObject({ status: 413 })
})

test('goes on after a defect, which it tells', async () => {
  const broken = new Error('broken')
  const started = await start((action) =>
    action.kind === 'kill' ? Promise.reject(broken) : Promise.resolve({ ok: true }),
  )
  expect(await act(started, kill)).toMatchObject({ status: 500 })
  expect(started.defects).toEqual([broken])
  expect(await act(started, '{"kind":"start"}')).toMatchObject({ status: 200, text: '{"ok":true}' })
})

test('keeps a file with its name and bytes', async () => {
  const { send, uploads } = await start()
  const headers = { 'content-type': 'image/png' }
  const answer = await send({ method: 'POST', path: '/files?name=a%20boat%2B1.png', headers, body: 'bytes' })
  const { fileId } = JSON.parse(answer.text) as { fileId: string }
  const file = uploads.find(fileId)
  expect(file?.name).toBe('a boat+1.png')
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe('bytes')
  expect(await send({ method: 'POST', path: '/files', headers, body: 'bytes' })).toMatchObject({ status: 400 })
})

test('takes no file that is larger than anything Discord takes', async () => {
  const { address } = await start()
  const body = new Uint8Array(100_000_001)
  const answer = await fetch(`${address}/files?name=large.png`, { method: 'POST', body })
  expect([answer.status, await answer.text()]).toEqual([413, 'The demo takes files of up to 100 MB.'])
})

test.each([
  ['another name that leads here', { host: 'evil.example' }, 421],
  ['another port', { host: '127.0.0.1:1' }, 421],
  ['another website', { origin: 'https://evil.example' }, 403],
  ['another server on this machine', { origin: 'http://127.0.0.1:1' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['a browser that says it comes from elsewhere', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=a' }, 415],
  ['a text that could come from anywhere', { 'content-type': 'text/plain' }, 415],
])('does nothing for %s', async (_who, headers, status) => {
  const started = await start(() => Promise.reject(new Error('It was performed')))
  expect(await act(started, kill, headers)).toMatchObject({ status })
  expect(started.defects).toEqual([])
})

test('shows nothing under another name', async () => {
  const { send } = await start()
  for (const path of ['/', '/changes']) {
    const answer = await send({ path, headers: { host: 'evil.example' } })
    expect(answer).toMatchObject({ status: 421, text: 'This server answers under its own address only.' })
  }
})

test.each(['127.0.0.1', 'localhost'])('obeys its own page at %s', async (name) => {
  const started = await start()
  const host = `${name}:${started.port}`
  const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
  expect(await act(started, kill, headers)).toMatchObject({ status: 200 })
})

test('tells the scene and then every change, and forgets a page that has gone', async () => {
  const { address, changes } = await start()
  const leaving = new AbortController()
  const answer = await fetch(`${address}/changes`, { signal: leaving.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const seen: Change[] = []
  const told = new Promise<void>((resolve) => {
    const read = async () => {
      let text = ''
      for await (const chunk of answer.body ?? []) {
        text += new TextDecoder().decode(chunk)
        const parts = text.split('\n\n')
        text = parts.pop() ?? ''
        for (const part of parts) if (part.startsWith('data: ')) seen.push(JSON.parse(part.slice(6)))
        if (seen.length === 1 && changes.listeners === 1) changes.tell({ kind: 'bot', state: 'killed' })
        if (seen.length === 2) resolve()
      }
    }
    read().catch(() => undefined)
  })
  await told
  expect(seen).toEqual([
    { kind: 'scene', scene: emptyScene },
    { kind: 'bot', state: 'killed' },
  ])
  leaving.abort()
  await expect.poll(() => changes.listeners).toBe(0)
})

test('lets a page go when it ends', async () => {
  const { server, address, changes } = await start()
  const answer = await fetch(`${address}/changes`)
  await server.close()
  await expect(answer.text()).rejects.toThrow('terminated')
  await expect.poll(() => changes.listeners).toBe(0)
})

test('says now and then that it is still there', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { address, changes } = await start()
  const leaving = new AbortController()
  const answer = await fetch(`${address}/changes`, { signal: leaving.signal })
  let text = ''
  const heard = new Promise<void>((resolve) => {
    const read = async () => {
      for await (const chunk of answer.body ?? []) {
        text += new TextDecoder().decode(chunk)
        if (text.includes('data: ') && vi.getTimerCount() === 1) vi.advanceTimersByTime(15_000)
        if (text.endsWith('\n\n:\n\n')) resolve()
      }
    }
    read().catch(() => undefined)
  })
  await heard
  leaving.abort()
  await vi.waitFor(() => expect(changes.listeners).toBe(0), { interval: 1 })
  expect(vi.getTimerCount()).toBe(0)
})
