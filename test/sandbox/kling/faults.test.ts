import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../sandbox/clock.ts'
import type { Effect } from '../../../sandbox/kling/faults.ts'
import type { ProviderName } from '../../../sandbox/kling/job.ts'
import type { SandboxEvent } from '../../../sandbox/kling/startKlingSandbox.ts'
import { type OpenSandbox, openSandbox } from './support/openSandbox.ts'

const providers: readonly ProviderName[] = ['runcomfy', 'runware']
const path = '/v1/models/kling/kling-3.0/standard/text-to-video'

function submit({ runcomfy, runware }: OpenSandbox, provider: ProviderName, taskUUID = randomUUID()) {
  if (provider === 'runcomfy') return runcomfy('POST', path, { prompt: 'A lighthouse' })
  return runware({
    taskType: 'videoInference',
    taskUUID,
    model: 'klingai:kling-video@3-standard',
    positivePrompt: 'A lighthouse',
    width: 1280,
    height: 720,
    duration: 5,
    includeCost: true,
  })
}

function check({ runcomfy, runware }: OpenSandbox, provider: ProviderName, id: string) {
  if (provider === 'runcomfy') return runcomfy('GET', `/v1/requests/${id}/status`)
  return runware({ taskType: 'getResponse', taskUUID: id })
}

const each = (effects: readonly [name: string, effect: Effect, status: number, runcomfy: object, runware: object][]) =>
  effects.flatMap(([name, effect, status, forRuncomfy, forRunware]) =>
    providers.map(
      (provider) => [provider, name, effect, status, provider === 'runcomfy' ? forRuncomfy : forRunware] as const,
    ),
  )

describe('a submit that is refused leaves no job', () => {
  test.each(
    each([
      [
        'an HTTP error with a body',
        { kind: 'http', status: 418, body: { tea: true } },
        418,
        { tea: true },
        { tea: true },
      ],
      ['a page in place of JSON', { kind: 'notJson' }, 200, {}, {}],
      [
        'too many requests',
        { kind: 'rateLimited', retryAfterSeconds: 7 },
        429,
        {},
        { errors: [{ code: 'rateLimitExceeded' }] },
      ],
      ['a server error', { kind: 'serverError' }, 503, {}, { errors: [{}] }],
      ['a gateway error', { kind: 'serverError', status: 504 }, 504, {}, { errors: [{}] }],
      [
        'no credit',
        { kind: 'outOfCredit' },
        400,
        { error_code: 400002 },
        { errors: [{ code: 'insufficientCredits' }] },
      ],
    ]),
  )('%s: %s', async (provider, _name, effect, status, body) => {
    const open = await openSandbox()
    open.sandbox.faults.add({ provider, endpoint: 'submit', effect })
    const answer = await submit(open, provider)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject(body)
    if (effect.kind === 'rateLimited') expect(answer.headers.get('retry-after')).toBe('7')
    expect(open.sandbox.jobs).toStrictEqual([])
    expect((await submit(open, provider)).status).toBe(200)
  })

  test.each([
    ['runcomfy', 'badKey', 400, { error_code: 400004 }],
    ['runware', 'badKey', 401, { errors: [{ code: 'invalidApiKey' }] }],
    ['runcomfy', 'contentRefused', 422, { detail: [{ loc: ['body', 'prompt'] }] }],
    ['runware', 'contentRefused', 400, { errors: [{ code: 'invalidProviderContent' }] }],
  ] as const)('%s: %s', async (provider, kind, status, body) => {
    const open = await openSandbox()
    open.sandbox.faults.add({ provider, endpoint: 'submit', effect: { kind } })
    const answer = await submit(open, provider)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject(body)
    expect(open.sandbox.jobs).toStrictEqual([])
  })

  test.each(providers)('%s: the connection breaks before', async (provider) => {
    const open = await openSandbox()
    open.sandbox.faults.add({ provider, endpoint: 'submit', effect: { kind: 'reset' } })
    await expect(submit(open, provider)).rejects.toThrow('fetch failed')
    expect(open.sandbox.jobs).toStrictEqual([])
    expect(open.sandbox.requests).toMatchObject([{ provider, endpoint: 'submit', answered: 'reset' }])
  })
})

describe('a submit whose answer does not arrive leaves a job that is billed', () => {
  test.each(providers)('%s: the connection breaks after', async (provider) => {
    const open = await openSandbox()
    open.sandbox.faults.add({ provider, endpoint: 'submit', effect: { kind: 'answerLost' } })
    await expect(submit(open, provider)).rejects.toThrow('fetch failed')
    expect(open.sandbox.jobs).toMatchObject([{ provider, state: 'rendering' }])
    open.clock.advance(8_000)
    expect(open.sandbox.jobs[0]?.charged).toBeGreaterThan(0)
  })

  test.each(providers)('%s: a gateway error', async (provider) => {
    const open = await openSandbox()
    const effect = { kind: 'serverErrorAfterAcceptance', status: 502, text: '<h1>Bad gateway</h1>' } as const
    open.sandbox.faults.add({ provider, endpoint: 'submit', effect })
    expect(await submit(open, provider)).toMatchObject({ status: 502, text: '<h1>Bad gateway</h1>' })
    expect(open.sandbox.jobs).toHaveLength(1)
  })

  test.each(providers)('%s: silence', async (provider) => {
    const open = await openSandbox()
    const accepted = new Promise<SandboxEvent>((resolve) => {
      open.sandbox.onEvent((event) => event.kind === 'accepted' && resolve(event))
    })
    open.sandbox.faults.add({ provider, endpoint: 'submit', effect: { kind: 'answerLost', silently: true } })
    const answer = submit(open, provider).catch(() => 'given up')
    await accepted
    expect(open.sandbox.jobs).toHaveLength(1)
    await open.sandbox.close()
    expect(await answer).toBe('given up')
  })
})

describe('what befalls a job', () => {
  test.each(providers)('%s: its content is refused while it renders', async (provider) => {
    const open = await openSandbox()
    open.sandbox.faults.add({ provider, effect: { kind: 'renderFails', failure: { kind: 'contentRefused' } } })
    await submit(open, provider)
    open.clock.advance(8_000)
    expect(open.sandbox.jobs).toMatchObject([{ state: 'failed', failure: { kind: 'contentRefused' }, charged: 0 }])
  })

  test.each(providers)('%s: the result names no file', async (provider) => {
    const open = await openSandbox()
    open.sandbox.faults.add({
      provider,
      effect: { kind: 'result', traits: { resultMissing: true, costMissing: true } },
    })
    await submit(open, provider)
    open.clock.advance(8_000)
    const id = String(open.sandbox.jobs[0]?.id)
    const answer =
      provider === 'runcomfy'
        ? await open.runcomfy('GET', `/v1/requests/${id}/result?include_cost=true`)
        : await check(open, provider, id)
    expect(answer.text).toMatch(/succeeded|success/)
    expect(answer.text).not.toMatch(/mp4|cost/)
  })

  test.each(providers)('%s: the file is not there', async (provider) => {
    const open = await openSandbox()
    open.sandbox.faults.add({ provider, effect: { kind: 'result', traits: { fileMissing: true } } })
    await submit(open, provider)
    open.clock.advance(8_000)
    const url = `${open.sandbox.origin}/files/${provider}/results/${open.sandbox.jobs[0]?.fileId}.mp4`
    expect((await open.send(url)).status).toBe(404)
  })

  test.each([
    ['runcomfy', 'warming_up', { status: 'warming_up' }],
    ['runware', 'warmingUp', { data: [{ status: 'warmingUp' }] }],
  ] as const)('%s: its status is a word nobody knows', async (provider, word, body) => {
    const open = await openSandbox()
    await submit(open, provider)
    open.sandbox.faults.add({ provider, endpoint: 'status', effect: { kind: 'unknownStatus', word } })
    const id = String(open.sandbox.jobs[0]?.id)
    expect((await check(open, provider, id)).body).toMatchObject(body)
    expect((await check(open, provider, id)).text).not.toContain(word)
  })

  test.each([
    ['runcomfy', 404, { error_code: 404001 }],
    ['runware', 200, { data: [], errors: [{ code: 'taskFailedOrNotFound' }] }],
  ] as const)('%s: it is gone', async (provider, status, body) => {
    const open = await openSandbox()
    await submit(open, provider)
    open.sandbox.faults.add({ provider, endpoint: 'status', times: 'untilCleared', effect: { kind: 'jobGone' } })
    const id = String(open.sandbox.jobs[0]?.id)
    for (const _time of [1, 2]) expect(await check(open, provider, id)).toMatchObject({ status, body })
  })

  test('one of many Runware tasks is gone, the others are not', async () => {
    const open = await openSandbox()
    const [gone, other] = [randomUUID(), randomUUID()]
    await submit(open, 'runware', gone)
    await submit(open, 'runware', other)
    open.sandbox.faults.add({ jobId: gone, effect: { kind: 'jobGone' } })
    const answer = await open.runware(...[other, gone].map((taskUUID) => ({ taskType: 'getResponse', taskUUID })))
    expect(answer.body).toMatchObject({ data: [{ taskUUID: other }], errors: [{ taskUUID: gone }] })
  })
})

describe('faults', () => {
  test('strike as often as they should, at the endpoint they should, and in order', async () => {
    const open = await openSandbox()
    const { faults } = open.sandbox
    faults.add({ provider: 'runcomfy', endpoint: 'status', times: 2, effect: { kind: 'http', status: 500 } })
    faults.add({ provider: 'runcomfy', endpoint: 'status', effect: { kind: 'http', status: 501 } })
    const id = String((await submit(open, 'runcomfy')).body.request_id)
    const seen: number[] = []
    for (const _time of [1, 2, 3, 4]) seen.push((await check(open, 'runcomfy', id)).status)
    expect(seen).toStrictEqual([500, 500, 501, 200])
    expect(faults.pending).toBe(0)
  })

  test('strike only the requests they are meant for', async () => {
    const open = await openSandbox()
    open.sandbox.faults.add({
      when: (request) => JSON.stringify(request.body).includes('dragon'),
      effect: { kind: 'contentRefused' },
    })
    expect((await submit(open, 'runcomfy')).status).toBe(200)
    expect((await open.runcomfy('POST', path, { prompt: 'A dragon' })).status).toBe(422)
  })

  test('take a provider down and bring it back', async () => {
    const open = await openSandbox()
    const up = open.sandbox.faults.down('runcomfy')
    for (const _time of [1, 2]) await expect(submit(open, 'runcomfy')).rejects.toThrow('fetch failed')
    expect((await submit(open, 'runware')).status).toBe(200)
    up()
    expect((await submit(open, 'runcomfy')).status).toBe(200)
  })

  test('can be taken back', async () => {
    const open = await openSandbox()
    const takeBack = open.sandbox.faults.add({ effect: { kind: 'serverError' } })
    open.sandbox.faults.add({ effect: { kind: 'serverError' } })
    takeBack()
    open.sandbox.faults.clear()
    expect((await submit(open, 'runcomfy')).status).toBe(200)
  })

  test('hold a request back by the clock', async () => {
    const open = await openSandbox()
    const arrived = new Promise<void>((resolve) => {
      open.sandbox.onEvent((event) => event.kind === 'request' && resolve())
    })
    open.sandbox.faults.add({ endpoint: 'submit', effect: { kind: 'slow', milliseconds: 5_000 } })
    const answer = submit(open, 'runcomfy')
    await arrived
    expect(open.sandbox.jobs).toStrictEqual([])
    open.clock.advance(4_999)
    expect(open.clock.countTimers()).toBe(1)
    open.clock.advance(1)
    expect((await answer).status).toBe(200)
  })

  test('hold a request until something has happened', async () => {
    const open = await openSandbox()
    let release = () => {}
    const until = new Promise<void>((resolve) => {
      release = resolve
    })
    open.sandbox.faults.add({ endpoint: 'submit', effect: { kind: 'held', until } })
    const answer = submit(open, 'runware')
    await vi.waitFor(() => expect(open.sandbox.held).toBe(1))
    expect(open.sandbox.jobs).toStrictEqual([])
    release()
    expect((await answer).status).toBe(200)
    expect(open.sandbox.jobs).toHaveLength(1)
    expect(open.sandbox.held).toBe(0)
  })

  test('hold a request for ever', async () => {
    const open = await openSandbox()
    open.sandbox.faults.add({ endpoint: 'submit', effect: { kind: 'noAnswer' } })
    const answer = submit(open, 'runware').catch(() => 'given up')
    await open.sandbox.close()
    expect(await answer).toBe('given up')
    expect(open.sandbox.jobs).toStrictEqual([])
  })
})

describe('what the sandbox keeps', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('is every request with its answer, without the keys', async () => {
    const open = await openSandbox()
    await submit(open, 'runcomfy')
    await submit(open, 'runware')
    expect(open.sandbox.requests).toStrictEqual([
      {
        provider: 'runcomfy',
        endpoint: 'submit',
        method: 'POST',
        path: `/runcomfy${path}`,
        body: { prompt: 'A lighthouse' },
        at: open.clock.now(),
        answered: 200,
      },
      {
        provider: 'runware',
        endpoint: 'submit',
        method: 'POST',
        path: '/runware/v1',
        body: [expect.objectContaining({ taskType: 'videoInference' })],
        at: open.clock.now(),
        answered: 200,
      },
    ])
    const kept = JSON.stringify([open.sandbox.requests, open.sandbox.jobs])
    expect(kept).not.toContain(open.sandbox.runcomfyKey)
    expect(kept).not.toContain(open.sandbox.runwareKey)
  })

  test('is told to listeners as it happens', async () => {
    const open = await openSandbox({ queueMilliseconds: 1_000 })
    const seen: string[] = []
    const stop = open.sandbox.onEvent((event) => seen.push(event.kind))
    await submit(open, 'runcomfy')
    open.clock.advance(1_000)
    open.clock.advance(8_000)
    stop()
    await submit(open, 'runcomfy')
    expect(seen).toStrictEqual(['request', 'accepted', 'answered', 'rendering', 'finished'])
  })

  test('goes with the sandbox: neither timers nor connections are left', async () => {
    const open = await openSandbox({ queueMilliseconds: 1_000 })
    await submit(open, 'runcomfy')
    await submit(open, 'runware')
    expect(open.clock.countTimers()).toBe(2)
    await open.sandbox.close()
    expect(open.clock.countTimers()).toBe(0)
    await expect(submit(open, 'runcomfy')).rejects.toThrow('fetch failed')
  })

  test('follows faked timers although it was started before them', async () => {
    const open = await openSandbox({ clock: systemClock })
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    expect((await submit(open, 'runcomfy')).status).toBe(200)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(8_000)
    expect(open.sandbox.jobs).toMatchObject([{ state: 'succeeded' }])
  })
})
