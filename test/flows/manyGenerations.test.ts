import { expect, test, vi } from 'vitest'
import { findPeak } from '../support/findPeak.ts'
import { says } from '../support/says.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

/** More than Discord takes requests in a second, and twelve times what it takes edits of a channel in five. */
const crowd = 60
// Real time, for a machine that has other things to do.
vi.setConfig({ testTimeout: 180_000 })

const open = useFlow({ variables: { LOG_LEVEL: 'warn' } })

/** All of them ask in the same channel, a quarter of a second apart. */
async function askAll(flow: Flow) {
  const people = Array.from({ length: crowd }, (_, index) => flow.discord.addUser({ name: `Person ${index + 1}` }))
  const asked = []
  for (const person of people) {
    asked.push({
      person,
      sent: await person.in(flow.channel).run('kling video', { prompt: `a fox, seen by ${person.name}` }),
    })
    await flow.time.advance(250)
  }
  return asked
}

async function expectAllDelivered(flow: Flow, asked: Awaited<ReturnType<typeof askAll>>) {
  for (const { person, sent } of asked) {
    const status = sent.message
    expect(status?.text).toContain(says.ready)
    expect(status?.attachments).toHaveLength(1)
    const notices = flow.discord.messages.filter(({ reference }) => reference?.messageId === status?.id)
    expect(notices.map(({ pings }) => pings)).toEqual([[person.id]])
  }
  expect(flow.kling.jobs).toHaveLength(crowd)
  expect(flow.discord.messages).toHaveLength(2 * crowd)
  expect(flow.discord.rateLimited).toBe(0)
  expect(flow.discord.invalidRequests).toBe(0)
}

const isNotice = ({ pings }: { readonly pings: readonly string[] }) => pings.length > 0
const countNotices = ({ discord }: Flow) => discord.messages.filter(isNotice).length

test('sixty in one channel while their tokens live: all delivered, nobody limited', async () => {
  const flow = await open({
    variables: { RUNCOMFY_MAX_CONCURRENT: '20' },
    kling: { renderMilliseconds: 60_000 },
  })
  const asked = await askAll(flow)
  await flow.time.until(() => countNotices(flow) === crowd, 14 * 60_000)
  await flow.time.advance(30_000)
  await expectAllDelivered(flow, asked)

  const edits = flow.discord.requests.filter(({ route }) => route?.startsWith('PATCH'))
  expect(new Set(edits.map(({ route }) => route))).toEqual(
    new Set(['PATCH /webhooks/:application/:token/messages/:message']),
  )
  const paths = [...new Set(edits.map(({ path }) => path))]
  const peaks = paths.map((path) =>
    findPeak(
      edits.filter((edit) => edit.path === path),
      2_000,
    ),
  )
  expect(Math.max(...peaks)).toBeLessThanOrEqual(5)
  expect(findPeak(flow.discord.requests, 1_000)).toBeLessThanOrEqual(50)
  // Changes of place alone would be sixty edits for each video that starts.
  expect(edits.length).toBeLessThan(crowd * 40)
})

test('sixty in one channel after their tokens: all delivered, at most one edit a second', async () => {
  const early = 20
  let begun = 0
  const chooseSpan = () => {
    begun += 1
    return begun > early ? 30_000 : Number.POSITIVE_INFINITY
  }
  const flow = await open({
    // Where one request asks for all that render: it's about Discord, and each look of an hour would be a request.
    variables: { KLING_PROVIDERS: 'runware', RUNWARE_MAX_CONCURRENT: String(early) },
    kling: { renderMilliseconds: chooseSpan },
  })
  const asked = await askAll(flow)
  await flow.time.advance(16 * 60_000)
  const since = Date.now()
  for (const { id } of flow.kling.jobs) await flow.kling.finish(id)
  await flow.time.until(() => countNotices(flow) === crowd, 60 * 60_000)
  const tookMilliseconds = Date.now() - since
  await flow.time.advance(60_000)
  await expectAllDelivered(flow, asked)

  const later = flow.discord.requests.filter(({ at }) => at >= since)
  const edits = later.filter(({ route }) => route === 'PATCH /channels/:channel/messages/:message')
  const posts = later.filter(({ route }) => route === 'POST /channels/:channel/messages')
  // Whether the owner wrote last, once for each.
  const looks = later.filter(({ route }) => route === 'GET /channels/:channel/messages')
  expect(edits.length + posts.length + looks.length).toBe(later.length)
  expect([looks, posts].map(({ length }) => length)).toEqual([crowd, crowd])
  for (const each of [edits, posts]) {
    expect(findPeak(each, 1_000)).toBe(1)
    expect(findPeak(each, 5_000)).toBeLessThanOrEqual(5)
  }
  // Three rounds of renders, their checks and one edit for each; changes of place wait behind those.
  expect(tookMilliseconds).toBeLessThan(crowd * 1_100 + 5 * 60_000)
})
