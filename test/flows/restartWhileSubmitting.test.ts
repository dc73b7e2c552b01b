import { expect, test } from 'vitest'
import type { Effect } from '../../sandbox/kling/faults.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { en } from '../../src/views/text/en.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeLabels } from '../support/readMessage.ts'
import { sayNotice, says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow()
const isSubmitting = ({ state }: Generation) => state === 'submitting'
const unknownForGood = says.unconfirmedForGood

/** Takes the bot away in the moment in which the provider has accepted the job and nobody was told. */
function crashAtAcceptance(flow: Flow): Promise<void> {
  return new Promise((resolve) => {
    flow.kling.onEvent(({ kind }) => {
      if (kind === 'accepted') resolve(flow.crashBot())
    })
  })
}

async function restart(flow: Flow): Promise<void> {
  await flow.time.advance(30_000)
  await flow.startBot()
}

async function expectUnconfirmed(flow: Flow, sent: Awaited<ReturnType<Flow['ask']>>, submits: number) {
  await flow.untilTold(sent)
  const status = findStatus(sent)
  expect(status.text).toContain(unknownForGood)
  expect(status.text).toContain(en.card.countedPerhaps)
  expect(seeLabels(status)).toEqual(['Try again'])
  expect(findNotices(flow, sent)[0]?.text).toBe(sayNotice(flow.user.id, usualPrompt, en.notifications.unconfirmed))
  expect(await expectOnce(flow, sent, { submits })).toMatchObject({
    state: 'unconfirmed',
    settlement: { counted: 630_000, spent: 630_000, basis: 'unknown' },
  })
}

test.each([
  ['before the request was sent', 0, (flow: Flow) => flow.crashBotWhen(isSubmitting)],
  ['after RunComfy took it', 1, crashAtAcceptance],
] as const)('at RunComfy, %s: told plainly, and never sent again', async (_, submits, crash) => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  const crashed = crash(flow)
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).isLoading || findStatus(sent).text !== '')
  await crashed
  await restart(flow)
  await expectUnconfirmed(flow, sent, submits)
})

test('at RunComfy, when the answer was lost and that is saved, and not yet told', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'answerLost' } })
  const crashed = flow.crashBotWhen(({ state }) => state === 'unconfirmed')
  const sent = await flow.ask()
  await crashed
  await restart(flow)
  await expectUnconfirmed(flow, sent, 1)
})

test.each([
  ['before the request was sent: sent once', (flow: Flow) => flow.crashBotWhen(isSubmitting)],
  ['after Runware took it: found by its id', crashAtAcceptance],
] as const)('at Runware, %s', async (_, crash) => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  const crashed = crash(flow)
  const sent = await flow.ask()
  await crashed
  await restart(flow)
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(says.ready)
  expect(await expectOnce(flow, sent)).toMatchObject({ state: 'succeeded' })
})

test.each<[string, Effect, number]>([
  ['had taken it: found by its id', { kind: 'answerLost', silently: true }, 1],
  ['had never seen it: sent a second time under the same id', { kind: 'noAnswer' }, 2],
])('at Runware, while it is looked into whether it %s', async (_, effect, submits) => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  flow.kling.faults.add({ endpoint: 'submit', effect })
  const crashed = flow.crashBotWhen(({ state }) => state === 'unconfirmed')
  const sent = await flow.ask()
  await crashed
  await restart(flow)
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(says.ready)
  expect(await expectOnce(flow, sent, { submits })).toMatchObject({ state: 'succeeded', submits })
  expect(new Set(listSubmits(flow).map(({ body }) => JSON.stringify(body))).size).toBe(1)
})
