import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { RunwareBehaviour } from '../../../../sandbox/kling/behaviour.ts'
import type { KlingSandboxOptions } from '../../../../sandbox/kling/startKlingSandbox.ts'
import { openSandbox } from '../support/openSandbox.ts'

function createTask(fields: Record<string, unknown> = {}) {
  return {
    taskType: 'videoInference',
    taskUUID: randomUUID(),
    model: 'klingai:kling-video@3-standard',
    positivePrompt: 'A lighthouse',
    width: 1280,
    height: 720,
    duration: 5,
    includeCost: true,
    providerSettings: { klingai: { sound: true } },
    ...fields,
  }
}

const ask = (taskUUID: string, taskType = 'getResponse') => ({ taskType, taskUUID })
const item = (taskUUID: string, fields: Record<string, unknown>) => ({
  taskType: 'videoInference',
  taskUUID,
  ...fields,
})

async function submit(fields: Record<string, unknown> = {}, options: KlingSandboxOptions = {}) {
  const open = await openSandbox(options)
  const task = createTask(fields)
  const id = task.taskUUID
  const accepted = await open.runware(task)
  return {
    ...open,
    task,
    id,
    accepted,
    check: () => open.runware(ask(id)),
    details: () => open.runware(ask(id, 'getTaskDetails')),
  }
}

async function play(runware: Partial<RunwareBehaviour>) {
  return submit({}, { behaviour: { runware } })
}

describe('a render', () => {
  test('is processed and succeeds, at the list price', async () => {
    const { clock, check, id, sandbox } = await submit()
    expect((await check()).body).toStrictEqual({ data: [item(id, { status: 'processing' })] })
    clock.advance(7_999)
    expect((await check()).body).toStrictEqual({ data: [item(id, { status: 'processing' })] })
    clock.advance(1)
    const [job] = sandbox.jobs
    const videoURL = `${sandbox.origin}/files/runware/results/${job?.fileId}.mp4`
    const done = item(id, { status: 'success', videoUUID: job?.fileId, videoURL, cost: 0.63 })
    expect((await check()).body).toStrictEqual({ data: [done] })
    expect(sandbox.balance('runware')).toBe(1_000_000_000 - 630_000)
  })

  test('tells no cost to those who did not ask for it', async () => {
    const { check, id, sandbox } = await submit({ includeCost: undefined })
    await sandbox.finish(id)
    const { data } = (await check()).body as { data: object[] }
    expect(data[0]).not.toHaveProperty('cost')
  })

  test('may be flagged as not safe for work', async () => {
    const { check, id, sandbox } = await submit()
    await sandbox.finish(id, { notSafeForWork: true })
    expect((await check()).body).toMatchObject({ data: [{ status: 'success', NSFWContent: true }] })
  })

  test.each([
    ['contentRefused', 'invalidProviderContent'],
    ['renderError', 'inferenceError'],
    ['timedOut', 'timeoutProvider'],
  ] as const)('that fails (%s) is told in either encoding and charges nothing', async (kind, code) => {
    const { check, id, sandbox } = await submit()
    await sandbox.fail(id, { kind })
    const told = await check()
    expect(told.status).toBe(200)
    expect(told.body).toStrictEqual({
      data: [],
      errors: [{ code, message: expect.any(String), status: 'error', taskType: 'getResponse', taskUUID: id }],
    })
    sandbox.behaviour.runware.failure = 'item'
    expect(await check()).toMatchObject({
      status: 200,
      body: { data: [item(id, { status: 'error', error: { code, message: expect.any(String) } })] },
    })
    expect(sandbox.balance('runware')).toBe(1_000_000_000)
  })
})

describe('one request on many tasks', () => {
  test('answers each, failures beside successes', async () => {
    const { runware, sandbox } = await openSandbox()
    const tasks = [createTask(), createTask(), createTask()]
    const [good, bad, running] = tasks.map((task) => task.taskUUID) as [string, string, string]
    await runware(...tasks)
    await sandbox.finish(good)
    await sandbox.fail(bad, { kind: 'renderError' })
    const answer = await runware(...[running, bad, good].map((id) => ask(id)))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      data: [item(running, { status: 'processing' }), item(good, { status: 'success' })],
      errors: [{ code: 'inferenceError', taskUUID: bad }],
    })
  })

  test('takes the good submits and refuses the bad ones', async () => {
    const { runware, sandbox } = await openSandbox()
    const [good, bad] = [createTask(), createTask({ duration: 2 })]
    const answer = await runware(bad, good)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ data: [{ taskUUID: good.taskUUID }], errors: [{ taskUUID: bad.taskUUID }] })
    expect(sandbox.jobs).toHaveLength(1)
  })
})

describe('a submit whose answer was lost', () => {
  test('is found by getTaskDetails', async () => {
    const { details, id, task } = await submit()
    expect((await details()).body).toStrictEqual({
      data: [
        {
          taskType: 'getTaskDetails',
          taskUUID: id,
          request: [JSON.parse(JSON.stringify(task))],
          response: { data: [item(id, { status: 'processing' })] },
        },
      ],
    })
  })

  test('is found by getTaskDetails although it failed', async () => {
    const { details, id, sandbox } = await submit()
    await sandbox.fail(id, { kind: 'renderError' })
    const response = {
      errors: [{ code: 'inferenceError', message: expect.any(String), status: 'error', taskUUID: id }],
    }
    expect((await details()).body).toMatchObject({ data: [{ taskUUID: id, response }] })
  })

  test.each([
    ['while it renders', 0],
    ['after it finished', 60_000],
  ])('posted again %s is a conflict and no second job', async (_name, milliseconds) => {
    const { clock, runware, task, id, sandbox } = await submit()
    clock.advance(milliseconds)
    const answer = await runware(task)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ data: [], errors: [{ code: 'conflictTaskUUID', taskUUID: id }] })
    expect(sandbox.jobs).toHaveLength(1)
  })

  test('twice in one request is a conflict as well', async () => {
    const { runware, sandbox } = await openSandbox()
    const task = createTask()
    expect((await runware(task, task)).body).toMatchObject({ data: [{}], errors: [{ code: 'conflictTaskUUID' }] })
    expect(sandbox.jobs).toHaveLength(1)
  })

  test('that was refused may be posted again with the same taskUUID', async () => {
    const { runware, sandbox } = await openSandbox()
    const task = createTask()
    await runware({ ...task, duration: 2 })
    expect((await runware(task)).status).toBe(200)
    expect(sandbox.jobs).toHaveLength(1)
  })
})

describe('other ways in which it may answer', () => {
  const stranger = '1d9b8f6e-0000-4000-8000-000000000000'

  test('an acknowledgement without a status', async () => {
    const { accepted, id } = await play({ acknowledgement: 'withoutStatus' })
    expect(accepted.body).toStrictEqual({ data: [item(id, {})] })
  })

  test('nothing at all while it runs', async () => {
    const { check } = await play({ running: 'nothing' })
    expect((await check()).body).toStrictEqual({ data: [] })
  })

  test('nothing of an unknown task, as if it ran', async () => {
    const { runware } = await play({})
    expect(await runware(ask(stranger))).toMatchObject({ status: 200, body: { data: [] } })
  })

  test('an error of an unknown task', async () => {
    const { runware } = await play({ unknownTask: 'error' })
    const errors = [{ code: 'taskFailedOrNotFound', taskUUID: stranger }]
    expect((await runware(ask(stranger))).body).toMatchObject({ data: [], errors })
  })

  test('an error in the details of an unknown task', async () => {
    const { runware } = await play({})
    const answer = await runware(ask(stranger, 'getTaskDetails'))
    expect(answer).toMatchObject({ status: 400, body: { data: [], errors: [{ code: 'taskFailedOrNotFound' }] } })
  })

  test('nothing in the details of an unknown task', async () => {
    const { runware } = await play({ unknownTaskDetails: 'nothing' })
    expect(await runware(ask(stranger, 'getTaskDetails'))).toMatchObject({ status: 200, body: { data: [] } })
  })
})

test('tells the balance without what jobs under way will cost', async () => {
  const { runware } = await submit({}, { runwareBalance: 5_000_000 })
  const task = { taskType: 'accountManagement', taskUUID: randomUUID(), operation: 'getDetails' }
  expect((await runware(task)).body).toStrictEqual({ data: [{ ...task, balance: { amount: 4.37, currency: 'USD' } }] })
})
