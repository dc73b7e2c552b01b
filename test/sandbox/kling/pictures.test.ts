import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openSandbox } from './support/openSandbox.ts'
import { createBmp, createPicture, serveFiles, toDataUri } from './support/pictures.ts'

const path = '/v1/models/kling/kling-3.0/4k/image-to-video'

function createTask(image: unknown) {
  return {
    taskType: 'videoInference',
    taskUUID: randomUUID(),
    model: 'klingai:kling-video@3-pro',
    positivePrompt: 'A lighthouse',
    duration: 5,
    inputs: { frameImages: [image] },
  }
}

describe('a picture that can be used', () => {
  test.each([
    ['png', () => createPicture(640, 360)],
    ['jpeg', () => createPicture(300, 750, 'jpeg')],
    ['webp', () => createPicture(750, 300, 'webp')],
    ['bmp', async () => createBmp(320, 320)],
  ])('is fetched without a key and rendered: %s', async (_name, create) => {
    const origin = await serveFiles({ '/start': await create() })
    const { clock, runcomfy, runware, sandbox } = await openSandbox()
    await runcomfy('POST', path, { prompt: 'A lighthouse', start_image_url: `${origin}/start` })
    await runware(createTask(`${origin}/start`))
    clock.advance(8_000)
    for (const job of sandbox.jobs) expect((await sandbox.finish(job.id)).state).toBe('succeeded')
  })

  test('is taken as a data URI, as base64 and as an upload', async () => {
    const { runcomfy, runware, sandbox } = await openSandbox()
    const bytes = await createPicture(400, 400)
    const uploaded = await runware({ taskType: 'imageUpload', taskUUID: randomUUID(), image: toDataUri(bytes) })
    const [{ imageUUID }] = uploaded.body.data as [{ imageUUID: string }]
    await runcomfy('POST', path, {
      prompt: 'A lighthouse',
      start_image_url: toDataUri(bytes),
      end_image_url: toDataUri(bytes),
    })
    await runware(createTask(toDataUri(bytes)))
    await runware(createTask(bytes.toString('base64')))
    await runware(createTask({ image: imageUUID, frame: 'first' }))
    expect(sandbox.jobs).toHaveLength(4)
    for (const job of sandbox.jobs) expect((await sandbox.finish(job.id)).state).toBe('succeeded')
  })
})

describe('a picture that cannot be used fails the job, which costs nothing', () => {
  test.each([
    ['is not there', '/missing', /404/],
    ['is no picture', '/text', /format/],
    ['is too small', '/small', /pixel/],
    ['is too narrow', '/narrow', /pixel/],
    ['is too wide', '/wide', /pixel/],
  ])('%s', async (_name, file, reason) => {
    const origin = await serveFiles({
      '/text': Buffer.from('This is no picture.'),
      '/small': await createPicture(299, 299),
      '/narrow': await createPicture(300, 751),
      '/wide': await createPicture(751, 300),
    })
    const { clock, runcomfy, runware, sandbox } = await openSandbox()
    const accepted = await runcomfy('POST', path, { prompt: 'A lighthouse', start_image_url: `${origin}${file}` })
    const task = createTask(`${origin}${file}`)
    expect((await runware(task)).status).toBe(200)
    clock.advance(8_000)
    const result = await runcomfy('GET', `/v1/requests/${accepted.body.request_id}/result`)
    expect(result.body).toMatchObject({ status: 'failed', error: expect.stringMatching(reason) })
    const checked = await runware({ taskType: 'getResponse', taskUUID: task.taskUUID })
    expect(checked.body).toMatchObject({ errors: [{ code: 'downloadFailed', message: expect.stringMatching(reason) }] })
    expect([sandbox.balance('runcomfy'), sandbox.balance('runware')]).toStrictEqual([1_000_000_000, 1_000_000_000])
  })

  test('nobody serves it', async () => {
    const { runcomfy, sandbox } = await openSandbox({ fetch: () => Promise.reject(new Error('refused')) })
    await runcomfy('POST', path, { prompt: 'A', start_image_url: 'https://pictures.example/a.png' })
    const job = await sandbox.finish(String(sandbox.jobs[0]?.id))
    expect(job.failure).toStrictEqual({ kind: 'pictureUnusable', message: 'Failed to download the image' })
  })

  test('it belongs to an element', async () => {
    const origin = await serveFiles({ '/start': await createPicture(400, 400) })
    const { runcomfy, sandbox } = await openSandbox()
    const elements = [{ frontal_image_url: `${origin}/start`, reference_image_urls: [`${origin}/missing`] }]
    await runcomfy('POST', path, { prompt: 'A', start_image_url: `${origin}/start`, elements })
    expect((await sandbox.finish(String(sandbox.jobs[0]?.id))).state).toBe('failed')
  })

  test('it is a gif at RunComfy', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    const origin = await serveFiles({ '/start': gif })
    const { runcomfy, sandbox } = await openSandbox()
    await runcomfy('POST', path, { prompt: 'A', start_image_url: `${origin}/start` })
    expect((await sandbox.finish(String(sandbox.jobs[0]?.id))).failure?.message).toMatch(/format/)
  })
})

describe("Runware's uploads", () => {
  const upload = async (task: Record<string, unknown>) => {
    const { runware, send } = await openSandbox()
    const answer = await runware({ taskUUID: randomUUID(), ...task })
    const [item = {}] = (answer.body.data as Record<string, unknown>[] | undefined) ?? []
    return { answer, item, send, runware }
  }

  test.each([
    ['imageUpload', 'image', { uuid: 'imageUUID', url: 'imageURL' }, {}],
    ['mediaStorage', 'media', { uuid: 'mediaUUID', url: 'mediaURL' }, { operation: 'upload' }],
  ])('%s keeps the picture', async (taskType, field, names, more) => {
    const image = toDataUri(await createPicture(400, 400))
    const { answer, item, send } = await upload({ taskType, ...more, [field]: image })
    expect(answer.status).toBe(200)
    expect(item).toStrictEqual({
      taskType,
      taskUUID: expect.any(String),
      ...more,
      [names.uuid]: expect.any(String),
      [names.url]: expect.any(String),
    })
    expect((await send(String(item[names.url]))).status).toBe(200)
  })

  test.each([
    ['imageUpload', { image: 'not a picture' }, 'invalidImage'],
    ['imageUpload', { image: toDataUri(Buffer.from('text')) }, 'invalidImage'],
    ['imageUpload', {}, 'invalidImage'],
    ['mediaStorage', { operation: 'upload' }, 'invalidMedia'],
    ['mediaStorage', { operation: 'list' }, 'invalidOperation'],
    ['mediaStorage', { operation: 'delete', mediaUUID: randomUUID() }, 'taskFailedOrNotFound'],
  ])('%s refuses %o', async (taskType, fields, code) => {
    const { answer } = await upload({ taskType, ...fields })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ errors: [{ code }] })
  })

  test('forget a picture that was deleted', async () => {
    const image = toDataUri(await createPicture(400, 400))
    const { item, runware } = await upload({ taskType: 'imageUpload', image })
    const { imageUUID: mediaUUID } = item
    const task = { taskType: 'mediaStorage', taskUUID: randomUUID(), operation: 'delete', mediaUUID }
    expect((await runware(task)).body).toStrictEqual({ data: [task] })
    expect((await runware(createTask(mediaUUID))).body).toMatchObject({ errors: [{ code: 'invalidFrameImages' }] })
  })
})
