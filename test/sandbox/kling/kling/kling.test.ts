import { describe, expect, test } from 'vitest'
import { klingErrorCodes } from '../../../../sandbox/kling/kling/errors.ts'
import type { KlingSandboxOptions } from '../../../../sandbox/kling/startKlingSandbox.ts'
import { openSandbox } from '../support/openSandbox.ts'

const text = '/text-to-video/kling-3.0'
const image = '/image-to-video/kling-3.0'
const picture = 'https://pictures.example/a.png'
const words = { type: 'prompt', text: 'A lighthouse' }
const start = { type: 'first_frame', url: picture }
const end = { type: 'last_frame', url: picture }

async function open(options: KlingSandboxOptions = {}) {
  const opened = await openSandbox({ fetch: () => Promise.reject(new Error('unreachable')), ...options })
  const { sandbox, send } = opened
  const headers = { authorization: `Bearer ${sandbox.klingKey}`, 'content-type': 'application/json' }
  const call = (method: string, path: string, body?: unknown) =>
    send(`${sandbox.klingUrl}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  return { ...opened, call, submit: (body: unknown, path = text) => call('POST', path, body) }
}

describe('bodies that it takes', () => {
  test.each<[string, string, object]>([
    ['a prompt alone', text, { prompt: 'A lighthouse' }],
    [
      'everything',
      text,
      {
        prompt: 'A lighthouse',
        settings: { multi_shot: false, audio: 'native', resolution: '4k', aspect_ratio: '9:16', duration: 15 },
        options: { external_task_id: 'mine', watermark_info: { enabled: false } },
      },
    ],
    ['shots', text, { prompt: 'shot 1, 2, A; shot 2, 3, B;' }],
    [
      'what looks like shots, where there is to be one',
      text,
      { prompt: 'shot 1, 9, A', settings: { multi_shot: false } },
    ],
    ['a first frame', image, { contents: [words, start] }],
    ['both frames', image, { contents: [words, start, end] }],
    ['Base64', image, { contents: [words, { ...start, url: 'c3RhcnQ=' }] }],
  ])('%s', async (_, path, body) => {
    const { submit, sandbox } = await open()
    const answer = await submit(body, path)
    expect(answer).toMatchObject({ status: 200, body: { code: 0, data: { status: 'submitted' } } })
    expect(sandbox.jobs).toHaveLength(1)
  })
})

describe('bodies that it refuses', () => {
  test.each<[string, string, unknown]>([
    ['no prompt', text, {}],
    ['a prompt that is too long', text, { prompt: 'x'.repeat(3_073) }],
    ['a negative prompt', text, { prompt: 'A', negative_prompt: 'B' }],
    ['guidance', text, { prompt: 'A', settings: { cfg_scale: 0.5 } }],
    ['a duration as text', text, { prompt: 'A', settings: { duration: '5' } }],
    ['two seconds', text, { prompt: 'A', settings: { duration: 2 } }],
    ['sound as a truth value', text, { prompt: 'A', settings: { audio: true } }],
    ["a reseller's word for the quality", text, { prompt: 'A', settings: { resolution: 'pro' } }],
    ['another shape', text, { prompt: 'A', settings: { aspect_ratio: '21:9' } }],
    ['an address for callbacks, of which it makes none', text, { prompt: 'A', options: { callback_url: picture } }],
    ['a watermark without a switch', text, { prompt: 'A', options: { watermark_info: {} } }],
    ['shots that do not sum to the duration', text, { prompt: 'shot 1, 2, A; shot 2, 2, B;' }],
    ['shots without their end', text, { prompt: 'shot 1, 2, A; shot 2, 3, B' }],
    ['shots out of order', text, { prompt: 'shot 1, 2, A; shot 3, 3, B;' }],
    ['a shot of no length', text, { prompt: 'shot 1, 5, A; shot 2, 0, B;' }],
    ['seven shots', text, { prompt: '1234567'.replace(/\d/g, 'shot $&, 1, A; '), settings: { duration: 7 } }],
    ['a shot of many words', text, { prompt: `shot 1, 5, ${'x'.repeat(513)};` }],
    ['a shape beside a picture', image, { contents: [words, start], settings: { aspect_ratio: '16:9' } }],
    ['no first frame', image, { contents: [words] }],
    ['a last frame alone', image, { contents: [words, end] }],
    ['two first frames', image, { contents: [words, start, start] }],
    ['no prompt beside a picture', image, { contents: [start] }],
    ['a data URI', image, { contents: [words, { ...start, url: 'data:image/png;base64,c3RhcnQ=' }] }],
    ['an element that nobody made', image, { contents: [words, start, { type: 'element', element_id: '1', id: 'a' }] }],
  ])('%s', async (_, path, body) => {
    const { submit, sandbox } = await open()
    expect(await submit(body, path)).toMatchObject({ status: 400, body: { code: 1201 } })
    expect(sandbox.jobs).toEqual([])
  })

  test('what is no JSON, another path, method or model, and a bad key', async () => {
    const { sandbox, send, call } = await open()
    const authorization = `Bearer ${sandbox.klingKey}`
    const broken = { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{' }
    expect(await send(sandbox.klingUrl + text, broken)).toMatchObject({ status: 400, body: { code: 1200 } })
    expect(await call('POST', '/v1/videos/text2video', {})).toMatchObject({ status: 404, body: { code: 1203 } })
    expect(await call('POST', '/text-to-video/kling-4.0', {})).toMatchObject({ status: 404, body: { code: 1203 } })
    expect(await call('GET', text)).toMatchObject({ status: 404, body: { code: 1202 } })
    expect(await send(sandbox.klingUrl + text, { method: 'POST' })).toMatchObject({ status: 401, body: { code: 1001 } })
    const headers = { authorization: 'Bearer wrong' }
    expect(await send(sandbox.klingUrl + text, { headers })).toMatchObject({ status: 401, body: { code: 1002 } })
  })
})

describe('the id of ours', () => {
  const body = (prompt: string) => ({ prompt, options: { external_task_id: 'mine' } })

  test('is taken once, also after the end, and found', async () => {
    const { submit, call, sandbox } = await open()
    const first = await submit(body('A lighthouse'))
    const { id } = first.body.data as { id: string }
    expect(await submit(body('A harbour'))).toMatchObject({ status: 400, body: { code: 1201 } })
    await sandbox.finish(id)
    const again = await submit(body('A lighthouse'))
    expect(again).toMatchObject({
      status: 400,
      body: { code: 1201, message: expect.stringContaining('already exists') },
    })
    expect(sandbox.jobs).toHaveLength(1)
    const found = await call('GET', '/tasks?external_task_ids=mine')
    expect(found.body).toMatchObject({ data: [{ id, external_id: 'mine', status: 'succeeded' }] })
  })

  test('is free after a refusal', async () => {
    const { submit } = await open()
    await submit({ ...body('A lighthouse'), strange: 1 })
    expect((await submit(body('A lighthouse'))).status).toBe(200)
  })
})

test('A task waits, renders and succeeds, and says what it cost', async () => {
  const { submit, call, clock, sandbox } = await open({ queueMilliseconds: 1_000, renderMilliseconds: 2_000 })
  const { body } = await submit({ prompt: 'A', settings: { audio: 'native', multi_shot: false } })
  const { id } = body.data as { id: string }
  const check = async () => ((await call('GET', `/tasks?task_ids=${id}`)).body.data as object[])[0]
  expect(await check()).toMatchObject({ id, status: 'submitted', outputs: [] })
  clock.advance(1_000)
  expect(await check()).toMatchObject({ status: 'processing' })
  clock.advance(2_000)
  const url = `${sandbox.origin}/files/kling/results/${sandbox.jobs[0]?.fileId}.mp4`
  expect(await check()).toMatchObject({
    status: 'succeeded',
    outputs: [{ type: 'video', url, duration: '5' }],
    billing: [{ charge_type: 'unit', amount: '4.5', package_type: 'video' }],
  })
  sandbox.behaviour.kling.billing = 'cash'
  expect(await check()).toMatchObject({ billing: [{ charge_type: 'cash', amount: '0.63', currency: 'USD' }] })
})

test('The list takes either kind of ids, twenty at the most, and leaves out what it does not know', async () => {
  const { call } = await open()
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `x${index}`).join(',')
  expect((await call('GET', `/tasks?task_ids=${ids(20)}`)).body).toMatchObject({ code: 0, data: [] })
  expect(await call('GET', `/tasks?task_ids=${ids(21)}`)).toMatchObject({ status: 400, body: { code: 1201 } })
  for (const query of ['', '?task_ids=a&external_task_ids=b', '?task_ids=', '?ids=a']) {
    expect(await call('GET', `/tasks${query}`)).toMatchObject({ status: 400, body: { code: 1200 } })
  }
})

test('A full account refuses, an empty one too, and neither charges', async () => {
  const { submit, sandbox } = await open({ slots: 1, klingBalance: 1_000_000 })
  const body = { prompt: 'A', settings: { audio: 'native' } }
  const { body: taken } = await submit(body)
  expect(await submit(body)).toMatchObject({ status: 429, body: { code: 1303 } })
  await sandbox.finish((taken.data as { id: string }).id)
  expect(await submit(body)).toMatchObject({ status: 429, body: { code: 1102 } })
  expect(sandbox.balance('kling')).toBe(370_000)
})

test('knows the whole table of errors', () => {
  expect(klingErrorCodes).toHaveLength(21)
})
