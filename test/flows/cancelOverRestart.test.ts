import { expect, test } from 'vitest'
import { openQueue } from '../support/askPrivately.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const cancelled = says.cancelledFree

test('a cancel that RunComfy had not answered is carried out after a crash', async () => {
  const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.waitingAtKling))
  flow.kling.faults.add({ endpoint: 'cancel', effect: { kind: 'noAnswer' } })
  await flow.member.click(findStatus(sent), { label: 'Cancel (free)' })
  await flow.crashBotWhen(({ cancelRequestedAt }) => cancelRequestedAt !== undefined)
  await flow.startBot()
  await flow.time.until(() => findStatus(sent).text.startsWith(cancelled))
  expect(flow.kling.jobs[0]?.state).toBe('cancelled')
  await expectOnce(flow, sent, { mentions: 0 })
})

test('a cancel that is saved and not yet shown is shown after a crash', async () => {
  const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.waitingAtKling))
  await flow.member.click(findStatus(sent), { label: 'Cancel (free)' })
  await flow.crashBotWhen(({ state }) => state === 'cancelled')
  expect(findStatus(sent).text).not.toContain(says.cancelled)
  await flow.startBot()
  await flow.time.until(() => findStatus(sent).text.startsWith(cancelled))
  await expectOnce(flow, sent, { mentions: 0 })
})

test('what was hidden before a crash stays hidden after it, and its owner finds it in the queue', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.rendering))
  await flow.press(status, 'Hide when done')
  await flow.crashBot()
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.startBot()
  await flow.time.until(() => status.text.includes(says.readyHidden))
  await flow.time.advance(60_000)
  await flow.crashBot()
  await flow.startBot()

  const queue = await openQueue(flow, flow.member)
  const shown = await flow.press(queue, 'Show me')
  await flow.time.until(() => shown.message?.attachments.length === 1)
  await expectOnce(flow, sent, { mentions: 0 })
})

test.each([
  ['Runware never saw it: it ends, and costs nothing', 'noAnswer', cancelled],
  ['Runware had taken it: it goes on, since nothing can be stopped there', 'answerLost', says.readyHidden],
] as const)('hidden while it is being sent, and the answer is lost: %s', async (_, kind, end) => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  const effect = kind === 'noAnswer' ? ({ kind } as const) : ({ kind, silently: true } as const)
  flow.kling.faults.add({ endpoint: 'submit', effect })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.sending))
  await flow.press(findStatus(sent), 'Hide when done')
  await flow.time.until(() => findStatus(sent).text.includes(end))
  await flow.time.advance(10_000)
  expect(findStatus(sent).attachments).toEqual([])
  if (end !== cancelled) await flow.press(await openQueue(flow, flow.member), 'Show me')
  await expectOnce(flow, sent, { mentions: 0 })
})
