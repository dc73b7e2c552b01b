import { expect, test } from 'vitest'
import { minutes, seconds } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

test.each([
  ['for a while', { kind: 'answer', status: 503 } as const],
  ['for good', { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } } as const],
])(
  'Show me that Discord does not take %s says what the video cost, and keeps it in the list',
  async (_name, effect) => {
    const flow = await open({ kling: { renderMilliseconds: minutes(20) } })
    const sent = await flow.ask({ private: true })
    await flow.time.advance(minutes(25))
    expect(await flow.storedOne()).toMatchObject({
      state: 'succeeded',
      settlement: { spent: 630_000, basis: 'reported' },
    })
    const heal = flow.discord.faults.script({
      route: /^PATCH/,
      when: ({ body }) => JSON.stringify(body).includes(says.ready),
      times: Number.POSITIVE_INFINITY,
      effect,
    })
    const click = await flow.press(await openQueue(flow, flow.member), 'Show me')
    await flow.time.until(() => click.message?.isLoading === false)
    expect(click.message?.text).toBe(`${en.userErrors.notShown}\n${en.userErrors.charged('$0.63')}`)
    heal()
    const again = await flow.press(await openQueue(flow, flow.member), 'Show me')
    await flow.time.until(() => again.message?.text.includes(says.ready) ?? false)
    await flow.time.advance(seconds(10))
    expect((await flow.storedOne()).delivery.deliveredAt).toBeDefined()
    expect(findStatus(sent).isLoading).toBe(false)
  },
)
