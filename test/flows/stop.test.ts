import { expect, test } from 'vitest'
import { expectOnce } from '../support/expectOnce.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

test('waits for a submit in flight, saves what came of it, and the next start goes on from there', async () => {
  const flow = await open({ variables: { SHUTDOWN_GRACE: '25' } })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'slow', milliseconds: 15_000 } })
  const sent = await flow.ask()
  await flow.time.until(() => listSubmits(flow).length === 1)
  const stoppedAt = Date.now()
  await flow.stopBot()
  expect(Date.now() - stoppedAt).toBeGreaterThan(10_000)
  expect(await flow.storedOne()).toMatchObject({ state: 'running', operation: expect.anything() })

  await flow.startBot()
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(says.ready)
  await expectOnce(flow, sent)
})

test('submits nothing more once it stops', async () => {
  const flow = await open({
    variables: { RUNCOMFY_MAX_CONCURRENT: '1', SHUTDOWN_GRACE: '25' },
    kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  })
  const first = await flow.ask()
  await flow.time.advance(1_000)
  const second = await flow.ask()
  await flow.time.until(() => findStatus(second).text.includes('next in line'))
  await flow.stopBot()
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.time.advance(10 * 60_000)
  expect(listSubmits(flow)).toHaveLength(1)

  await flow.startBot()
  await flow.untilTold(first)
  await flow.time.until(() => flow.kling.jobs.length === 2)
  await flow.kling.finish(flow.kling.jobs[1]?.id ?? '')
  await flow.untilTold(second)
  expect(listSubmits(flow)).toHaveLength(2)
})

test('is over within five seconds and the grace, whatever hangs', async () => {
  const flow = await open({ variables: { SHUTDOWN_GRACE: '2' } })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'noAnswer' } })
  const sent = await flow.ask()
  await flow.time.until(() => listSubmits(flow).length === 1)
  const stoppedAt = Date.now()
  await flow.stopBot()
  expect(Date.now() - stoppedAt).toBeLessThanOrEqual(7_000)

  await flow.startBot()
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(says.unconfirmedForGood)
  await expectOnce(flow, sent)
})

test('is over in time as well where the disk hangs', async () => {
  const words = 'The bot could not be stopped in time; the next start goes on from what was saved'
  let isHanging = true
  const flow = await open({
    variables: { SHUTDOWN_GRACE: '2' },
    errors: [words],
    decorateStore: (store) => ({
      ...store,
      async lease(...given) {
        const lease = await store.lease(...given)
        const release = () => (isHanging ? new Promise<void>(() => undefined) : lease.release())
        return { ...lease, release }
      },
    }),
  })
  const stoppedAt = Date.now()
  await flow.stopBot()
  expect(Date.now() - stoppedAt).toBeLessThanOrEqual(7_000)
  isHanging = false
})

test('shows the last state it knows before it leaves', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length === 1)
  await flow.time.settle()
  await flow.stopBot()
  expect(findStatus(sent).text).toContain(says.sent)
  await flow.time.advance(60_000)
  expect(findStatus(sent).text).toContain(says.sent)
})
