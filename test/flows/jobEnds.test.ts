import { describe, expect, test } from 'vitest'
import type { BehaviourOptions, RuncomfyBehaviour } from '../../sandbox/kling/behaviour.ts'
import { hours, minutes } from '../../src/domain/clock.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { expectEnd, paidPerhaps, rawMark } from '../support/expectEnd.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { findNotices, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const isUnreachable = 'Nothing is sent to a provider for now: it cannot be reached'

const fails = (message: string) =>
  ({ kind: 'renderFails', failure: { kind: 'renderError', message: `${rawMark} ${message}` } }) as const

describe('a failed render at RunComfy is over within minutes', () => {
  const shapes: [string, Partial<RuncomfyBehaviour>][] = [
    ['completed, and the result is a 4xx with the reason', { failedResult: 422 }],
    ['failed, and the result is a 4xx', { failedStatus: 'failed', failedResult: 422 }],
    ['failed, and the result is a 500', { failedStatus: 'failed', failedResult: 500 }],
    ['completed, and the result is failed with error_message', { errorShape: 'error_message' }],
  ]

  test.each(shapes)('%s', async (_name, runcomfy) => {
    const behaviour: BehaviourOptions = { runcomfy }
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, kling: { behaviour } })
    flow.kling.faults.add({ endpoint: 'submit', effect: fails('CUDA out of memory') })
    const sent = await flow.ask()
    await flow.time.until(() => findNotices(flow, sent).length > 0, minutes(5))
    await flow.time.settle()
    await expectEnd(flow, sent, {
      sentence: says.renderFailed,
      state: 'failed',
      failure: 'renderFailed',
      settlement: paidPerhaps,
      canRetry: true,
    })
  })

  test.each(shapes)('and content that was refused is called so: %s', async (_name, runcomfy) => {
    const behaviour: BehaviourOptions = { runcomfy }
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, kling: { behaviour } })
    flow.kling.faults.add({ endpoint: 'submit', effect: fails('Failure to pass the risk control system') })
    const { message } = await flow.ask()
    await flow.time.until(() => message?.isDeleted === true, minutes(5))
    await flow.time.settle()
    expect(await flow.storedOne()).toMatchObject({ state: 'failed', failure: { kind: 'contentRefused' } })
  })
})

describe.each(['runcomfy', 'runware'] as const)('a video at %s', (provider) => {
  test.each(['success', 'DONE', 'finished'])('is fetched beside the word %s, which nobody documented', async (word) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    flow.kling.faults.add({ endpoint: 'status', times: 'untilCleared', effect: { kind: 'unknownStatus', word } })
    const sent = await flow.ask()
    await flow.time.until(() => findNotices(flow, sent).length > 0, minutes(5))
    await flow.time.settle()
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  })

  test('is not lost because the first look after a day of ours away finds a 503', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider }, errors: [isUnreachable] })
    const sent = await flow.ask()
    await flow.crashBot()
    await flow.time.advance(hours(25))
    const recover = flow.kling.faults.add({ times: 'untilCleared', effect: { kind: 'serverError' } })
    await flow.startBot()
    await flow.time.advance(minutes(30))
    recover()
    await flow.time.until(() => findNotices(flow, sent).length > 0, hours(1))
    await flow.time.settle()
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  })
})

describe('a submit that cannot be taken just now', () => {
  const walls = { kind: 'notJson', status: 403, text: `<h1>${rawMark}: checking your browser</h1>` } as const
  const tooMany = {
    runcomfy: { error: 'parallel task over resource pack limit' },
    runware: { data: [], errors: [{ code: 'providerError', message: 'Too many concurrent requests' }] },
  }

  test.each([
    ['runcomfy', 'runware'],
    ['runware', 'runcomfy'],
  ] as const)('because a wall stands before %s goes to %s', async (first, next) => {
    const flow = await open({ variables: { KLING_PROVIDERS: `${first},${next}` } })
    flow.kling.faults.add({ provider: first, endpoint: 'submit', effect: walls })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(listSubmits(flow).map((submit) => submit.provider)).toEqual([first, next])
    expect(flow.logLines.join()).not.toContain('does not take the key')
  })

  test.each(['runcomfy', 'runware'] as const)('because %s has too much in parallel waits', async (provider) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'http', status: 400, body: tooMany[provider] } })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(listSubmits(flow)).toHaveLength(2)
  })

  test.each(['runcomfy', 'runware'] as const)('is sent to %s again no sooner than that wishes', async (provider) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'rateLimited', retryAfterSeconds: 300 } })
    const sent = await flow.ask()
    await flow.ask()
    await flow.time.advance(minutes(5) - 2_000)
    expect(listSubmits(flow)).toHaveLength(1)
    await flow.untilTold(sent)
    await flow.time.advance(minutes(2))
    expect((await flow.stored()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded'])
  })
})
