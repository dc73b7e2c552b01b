import { expect, test } from 'vitest'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow()
const dropped = 'discord.js could not handle what Discord sent; it is dropped'
const id = '1300000000000000009'
const event = (t: string, d: unknown) => ({ op: 0, t, d })

test.each<[string, unknown]>([
  ['a command without anything in it', event('INTERACTION_CREATE', null)],
  ['a command without its data', event('INTERACTION_CREATE', { id, type: 2, token: 'x' })],
  ['a click by nobody', event('INTERACTION_CREATE', { id, type: 3, token: 'x', data: { component_type: 2 } })],
  ['a server without anything in it', event('GUILD_CREATE', null)],
  ['a server whose channels are none', event('GUILD_CREATE', { id, channels: 1 })],
  ['a channel without anything in it', event('CHANNEL_UPDATE', null)],
  ['a thread list without threads', event('THREAD_LIST_SYNC', null)],
  ['an event of the kind of an error', event('error', 'what')],
  ['a welcome without anything in it', event('READY', null)],
  ['a lost session without a word', { op: 9 }],
  ['a greeting without a rhythm', { op: 10, d: null }],
])('%s is dropped with an error line, and the bot goes on', async (_what, message) => {
  const flow = await open({ errors: [dropped] })
  flow.discord.faults.sendToBot(message)
  await flow.time.settle()
  await flow.untilTold(await flow.ask())
  expect(flow.logLines.filter((line) => line.includes(dropped))).toHaveLength(1)
})

test.each<[string, unknown]>([
  ['an event of a kind that is not known', event('SOMETHING_NEW', { guilds: null })],
  ['an event that is named like a method', event('toString', {})],
  ['a command of a kind that is not known', event('INTERACTION_CREATE', { id, type: 99, token: 'x' })],
  ['eight megabytes', event('SOMETHING_LONG', 'x'.repeat(8_000_000))],
  ['what is no JSON', 'hello?'],
  ['nothing', 'null'],
  ['a list', []],
  ['an operation that is not known', { op: 99, d: {} }],
])('%s changes nothing', async (_what, message) => {
  const flow = await open()
  flow.discord.faults.sendToBot(message)
  await flow.time.settle()
  await flow.untilTold(await flow.ask())
})
