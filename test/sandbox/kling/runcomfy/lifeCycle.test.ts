import { describe, expect, test } from 'vitest'
import type { RuncomfyBehaviour } from '../../../../sandbox/kling/behaviour.ts'
import type { KlingSandboxOptions } from '../../../../sandbox/kling/startKlingSandbox.ts'
import { type OpenSandbox, openSandbox } from '../support/openSandbox.ts'

const path = '/v1/models/kling/kling-3.0/standard/text-to-video'
const body = { prompt: 'A lighthouse', duration: 5, aspect_ratio: '16:9', sound: true }

async function submit(options: KlingSandboxOptions = {}) {
  const open = await openSandbox(options)
  const accepted = await open.runcomfy('POST', path, body)
  return { ...open, ...asked(open, String(accepted.body.request_id)) }
}

function asked(open: OpenSandbox, id: string) {
  const at = (action: string) => `/v1/requests/${id}/${action}`
  return {
    id,
    status: () => open.runcomfy('GET', at('status')),
    result: (query = '') => open.runcomfy('GET', at(`result${query}`)),
    cancel: () => open.runcomfy('POST', at('cancel')),
  }
}

describe('a render', () => {
  test('waits, renders and succeeds', async () => {
    const { clock, sandbox, id, status, result } = await submit({ queueMilliseconds: 5_000, renderMilliseconds: 8_000 })
    const base = `${sandbox.runcomfyUrl}/v1/requests/${id}`
    const links = { status_url: `${base}/status`, result_url: `${base}/result` }
    expect((await status()).body).toStrictEqual({ request_id: id, status: 'in_queue', queue_position: 3, ...links })
    clock.advance(2_000)
    expect((await status()).body.queue_position).toBe(2)
    clock.advance(2_000)
    expect((await status()).body.queue_position).toBe(1)
    clock.advance(1_000)
    expect((await status()).body).toStrictEqual({ request_id: id, status: 'in_progress', ...links })
    clock.advance(7_999)
    expect((await status()).body.status).toBe('in_progress')
    clock.advance(1)
    expect((await status()).body).toStrictEqual({ request_id: id, status: 'completed', ...links })
    expect((await result()).body).toStrictEqual({
      request_id: id,
      status: 'succeeded',
      output: {
        video: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/files\/runcomfy\/results\/[0-9a-f-]{36}\.mp4$/),
      },
      created_at: '2030-01-01T00:00:00.000Z',
      finished_at: '2030-01-01T00:00:13.000Z',
    })
  })

  test('costs what the list says, told only to those who ask', async () => {
    const { sandbox, id, result } = await submit({ runcomfyBalance: 1_000_000 })
    expect(sandbox.balance('runcomfy')).toBe(370_000)
    await sandbox.finish(id)
    expect((await result()).body).not.toHaveProperty('cost')
    expect((await result('?include_cost=true')).body.cost).toBe(0.63)
    expect(sandbox.balance('runcomfy')).toBe(370_000)
  })

  test.each(['contentRefused', 'renderError', 'timedOut'] as const)('that fails (%s) charges nothing', async (kind) => {
    const { sandbox, id, result, status } = await submit({ runcomfyBalance: 1_000_000 })
    await sandbox.fail(id, { kind })
    expect((await status()).body.status).toBe('completed')
    expect((await result('?include_cost=true')).body).toStrictEqual({
      request_id: id,
      status: 'failed',
      error: expect.any(String),
      created_at: expect.any(String),
      finished_at: expect.any(String),
    })
    expect(sandbox.balance('runcomfy')).toBe(1_000_000)
  })

  test('waits for a free slot, the earlier one first', async () => {
    const { clock, runcomfy, sandbox } = await openSandbox({ slots: 1, renderMilliseconds: 1_000 })
    for (const prompt of ['first', 'second', 'third']) await runcomfy('POST', path, { ...body, prompt })
    const states = () => sandbox.jobs.map((job) => job.state)
    expect(states()).toStrictEqual(['rendering', 'queued', 'queued'])
    const places = sandbox.jobs
      .slice(1)
      .map(async (job) => (await runcomfy('GET', `/v1/requests/${job.id}/status`)).body)
    expect(await Promise.all(places)).toMatchObject([{ queue_position: 1 }, { queue_position: 2 }])
    clock.advance(1_000)
    expect(states()).toStrictEqual(['succeeded', 'rendering', 'queued'])
    clock.advance(2_000)
    expect(states()).toStrictEqual(['succeeded', 'succeeded', 'succeeded'])
  })

  test('that is held goes on when told', async () => {
    const { clock, sandbox, id, status } = await submit({ queueMilliseconds: Infinity, renderMilliseconds: Infinity })
    clock.advance(10 ** 9)
    expect((await status()).body).toMatchObject({ status: 'in_queue', queue_position: 1 })
    sandbox.start(id)
    clock.advance(10 ** 9)
    expect((await status()).body.status).toBe('in_progress')
    expect((await sandbox.finish(id)).state).toBe('succeeded')
    expect((await status()).body.status).toBe('completed')
  })
})

describe('cancel', () => {
  test('takes a queued job out and charges nothing', async () => {
    const { clock, sandbox, id, cancel, status, result } = await submit({ queueMilliseconds: 5_000 })
    const answer = await cancel()
    expect(answer.status).toBe(202)
    expect(answer.body).toStrictEqual({ request_id: id, status: 'completed', outcome: 'cancelled' })
    clock.advance(60_000)
    expect((await status()).body.status).toBe('cancelled')
    expect((await result()).body.status).toBe('cancelled')
    expect(sandbox.balance('runcomfy')).toBe(1_000_000_000)
  })

  test('is too late for a job that renders, which is billed', async () => {
    const { clock, sandbox, cancel, status } = await submit()
    const answer = await cancel()
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ status: 'in_progress', outcome: 'not_cancellable' })
    clock.advance(8_000)
    expect((await status()).body.status).toBe('completed')
    expect(sandbox.jobs[0]?.charged).toBe(630_000)
  })

  test('is too late for a job that has ended', async () => {
    const { sandbox, id, cancel } = await submit()
    await sandbox.finish(id)
    expect((await cancel()).body.outcome).toBe('not_cancellable')
  })

  test('answers with the broken JSON of the documents where that way is played', async () => {
    const { id, cancel } = await submit({
      queueMilliseconds: 5_000,
      behaviour: { runcomfy: { cancelAnswer: 'asDocumented' } },
    })
    expect((await cancel()).text).toBe(`{"request_id":"${id}","status":"completed" "outcome":"cancelled"}`)
  })

  test('may be accepted and yet not stop the job where that way is played', async () => {
    const behaviour = { runcomfy: { cancelStopsJob: false } }
    const { clock, cancel, status } = await submit({ queueMilliseconds: 5_000, behaviour })
    expect((await cancel()).body.outcome).toBe('cancelled')
    clock.advance(13_000)
    expect((await status()).body.status).toBe('completed')
  })
})

describe('other ways in which it may answer', () => {
  async function play(runcomfy: Partial<RuncomfyBehaviour>) {
    return submit({ behaviour: { runcomfy } })
  }

  test('a result asked for too early is HTTP 400 with 400005', async () => {
    const { result } = await play({})
    const answer = await result()
    expect(answer.status).toBe(400)
    expect(answer.body.error_code).toBe(400005)
  })

  test('a result asked for too early says the present state', async () => {
    const { result } = await play({ earlyResult: 'state' })
    expect(await result()).toMatchObject({ status: 200, body: { status: 'in_progress' } })
  })

  test('the result names `videos`, and a picture before them', async () => {
    const { sandbox, id, result, send } = await play({ output: 'videos' })
    await sandbox.finish(id)
    const { output } = (await result()).body as { output: { image: string; videos: string[] } }
    expect(Object.keys(output)).toStrictEqual(['image', 'videos'])
    expect((await send(output.image)).headers.get('content-type')).toBe('image/png')
    expect((await send(String(output.videos[0]))).headers.get('content-type')).toBe('video/mp4')
  })

  test('the status says `failed`, and the error is an object', async () => {
    const { sandbox, id, status, result } = await play({ failedStatus: 'failed', errorShape: 'object' })
    await sandbox.fail(id, { kind: 'contentRefused' })
    expect((await status()).body.status).toBe('failed')
    expect((await result()).body.error).toStrictEqual({ message: 'model refused the prompt', type: 'model_error' })
  })

  test('cancelled has one l', async () => {
    const { cancel, status } = await submit({
      queueMilliseconds: 5_000,
      behaviour: { runcomfy: { cancelledWord: 'canceled' } },
    })
    await cancel()
    expect((await status()).body.status).toBe('canceled')
  })
})

describe('requests that lead nowhere', () => {
  test.each(['status', 'result'])('%s of an unknown job is HTTP 404 with 404001', async (action) => {
    const { runcomfy } = await openSandbox()
    const answer = await runcomfy('GET', `/v1/requests/1d9b8f6e-0000-4000-8000-000000000000/${action}`)
    expect(answer.status).toBe(404)
    expect(answer.body.error_code).toBe(404001)
  })

  test.each([
    ['GET', path, 405],
    ['GET', '/v1/requests/some/cancel', 405],
    ['POST', '/v1/requests/some/status', 405],
    ['GET', '/v1/requests/some', 404],
    ['GET', '/v2/anything', 404],
  ])('%s %s is HTTP %i', async (method, where, status) => {
    const { runcomfy } = await openSandbox()
    expect((await runcomfy(method, where)).status).toBe(status)
  })
})

test('tells the balance without what jobs under way will cost', async () => {
  const { runcomfy } = await submit({ runcomfyBalance: 5_000_000 })
  const answer = await runcomfy('GET', '/prod/v2/balance')
  expect(answer.body).toStrictEqual({ balance_usd: 4.37, balance_microdollars: 4_370_000, currency: 'USD' })
})
