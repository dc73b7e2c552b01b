import { expect, test } from 'vitest'
import { expectOnce } from '../support/expectOnce.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ kling: { renderMilliseconds: 60_000 } })
const ready = says.ready

test.each(['socket', 'reconnect', 'invalidSession'] as const)(
  'the connection to the gateway ends (%s): videos go on, and commands work again',
  async (how) => {
    const flow = await open()
    const { faults, gateway } = flow.discord
    const sent = await flow.ask()
    await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
    faults.dropGateway(how)
    await flow.time.until(() => !gateway.isBotConnected || gateway.resumes + gateway.identifies > 1)
    await flow.time.until(() => gateway.isBotConnected)
    expect(how === 'invalidSession' ? gateway.identifies : gateway.resumes).toBe(how === 'invalidSession' ? 2 : 1)
    await flow.untilTold(sent)
    expect(findStatus(sent).text).toContain(ready)
    await expectOnce(flow, sent)

    const later = await flow.ask()
    await flow.untilTold(later)
    expect(findStatus(later).text).toContain(ready)
  },
)

test('without a connection for minutes: what was asked for is still delivered', async () => {
  const flow = await open()
  const { faults, gateway } = flow.discord
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  const letGo = faults.holdGateway()
  faults.dropGateway('socket')
  await flow.untilTold(sent)
  expect(gateway.isBotConnected).toBe(false)
  expect(findStatus(sent).text).toContain(ready)

  letGo()
  await flow.time.until(() => gateway.isBotConnected)
  await flow.untilTold(await flow.ask())
})

test('a command sent while the connection was away for a moment is answered when it is back', async () => {
  const flow = await open()
  flow.discord.faults.dropGateway('socket')
  await flow.time.until(() => !flow.discord.gateway.isBotConnected)
  const sent = await flow.ask()
  expect(flow.discord.gateway.resumes).toBe(1)
  expect(sent.acknowledgedAfter).toBeLessThan(3_000)
  await flow.untilTold(sent)
  await expectOnce(flow, sent)
})

test('a command sent while the connection was away for long is never answered, and costs nothing', async () => {
  const flow = await open()
  const letGo = flow.discord.faults.holdGateway()
  flow.discord.faults.dropGateway('socket')
  await flow.time.until(() => !flow.discord.gateway.isBotConnected)
  const sent = await flow.member.run('kling video', { prompt: 'a red fox' })
  await flow.time.advance(30_000)
  letGo()
  await flow.time.until(() => flow.discord.gateway.isBotConnected)
  await flow.time.advance(5 * 60_000)
  expect(await sent.outcome).toBe('didNotRespond')
  expect(await flow.stored()).toEqual([])
  expect(flow.kling.jobs).toEqual([])
})

test('a command whose answer reaches Discord too late is ended, and costs nothing', async () => {
  const flow = await open()
  flow.discord.faults.script({
    route: 'POST /interactions/:interaction/:token/callback',
    times: Number.POSITIVE_INFINITY,
    effect: { kind: 'delay', milliseconds: 4_000 },
  })
  const sent = await flow.member.run('kling video', { prompt: 'a red fox' })
  await flow.time.advance(5 * 60_000)
  expect(await sent.outcome).toBe('didNotRespond')
  expect(flow.kling.jobs).toEqual([])
  expect(flow.member.sees()).toEqual([])
  expect(await flow.storedOne()).toMatchObject({
    state: 'failed',
    failure: { kind: 'notAcknowledged' },
    settlement: { counted: 0, spent: 0 },
  })
})
