import { expect, test, vi } from 'vitest'
import { findPeak } from '../support/findPeak.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { useFlow } from '../support/useFlow.ts'

// Real time, for a machine that has other things to do.
vi.setConfig({ testTimeout: 180_000 })

const open = useFlow({ variables: { LOG_LEVEL: 'warn' } })
const crowd = 200

test('two hundred commands at once are all acknowledged in time, and each gets one status message', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  const channels = Array.from({ length: 10 }, (_, index) =>
    flow.discord.addGuild({ name: `Server ${index}` }).addChannel(),
  )
  const people = Array.from({ length: crowd }, (_, index) => flow.discord.addUser({ name: `Person ${index}` }))
  await flow.time.settle()
  const sent = await Promise.all(
    people.map((person, index) =>
      person.in(channels[index % channels.length] ?? flow.channel).run('kling video', { prompt: `fox ${index}` }),
    ),
  )
  await flow.time.until(() => sent.every(({ acknowledgedAfter }) => acknowledgedAfter !== undefined), 3_000)
  await flow.time.advance(5_000)

  expect(await Promise.all(sent.map(({ outcome }) => outcome))).toEqual(sent.map(() => 'acknowledged'))
  expect(Math.max(...sent.map(({ acknowledgedAfter = Number.POSITIVE_INFINITY }) => acknowledgedAfter))).toBeLessThan(
    3_000,
  )
  expect(flow.discord.messages).toHaveLength(crowd)
  expect(new Set(sent.map(({ message }) => message?.id)).size).toBe(crowd)
  await flow.time.until(() => flow.discord.messages.every(({ isLoading }) => !isLoading), 60_000)
  expect(listSubmits(flow)).toHaveLength(5)
  expect(findPeak(flow.discord.requests, 1_000)).toBeLessThanOrEqual(crowd + 50)
  expect(await flow.stored()).toHaveLength(crowd)
})
