import { expect, test } from 'vitest'
import type { FaultEffect } from '../../sandbox/discord/faults.ts'
import { minutes } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { seeGallery, seeVideoLink } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { KLING_PROVIDERS: 'runcomfy' } })

/** What Discord takes from everybody. */
const usualLimit = 10 * 1024 * 1024
const tokenRoute = 'PATCH /webhooks/:application/:token/messages/:message'

const listUploads = (flow: Flow) => flow.discord.requests.filter(({ files }) => files.length > 0)

/** The video plays from the provider's address, and says so. */
function expectLinked(flow: Flow, sent: Parameters<typeof findStatus>[0]): void {
  const status = findStatus(sent)
  const url = `${flow.kling.origin}/files/runcomfy/results/${flow.kling.jobs[0]?.fileId}.mp4`
  expect(status.text).toContain(says.ready)
  expect(status.text).toContain(en.result.linkLimited)
  expect(status.attachments).toEqual([])
  expect(seeGallery(status)).toEqual([{ url, isSpoiler: false }])
  expect(seeVideoLink(status)).toBe(url)
  expect(findNotices(flow, sent)).toHaveLength(1)
}

test('a video of exactly the upload limit is uploaded', async () => {
  const flow = await open({ kling: { padVideoTo: usualLimit } })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  expect(findStatus(sent).attachments[0]?.size).toBe(usualLimit)
  expect(listUploads(flow)).toHaveLength(1)
})

test('a video of one byte more is shown from its address, without an attempt to upload it', async () => {
  const flow = await open({ kling: { padVideoTo: usualLimit + 1 } })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expectLinked(flow, sent)
  expect(listUploads(flow)).toEqual([])
  expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', result: { size: usualLimit + 1 } })
})

test('where more may be uploaded, more is', async () => {
  const flow = await open({ user: { uploadLimit: 50 * 1024 * 1024 }, kling: { padVideoTo: usualLimit + 1 } })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  await expectDelivered(flow, sent, { duration: 5, hasSound: true })
})

test.each([
  ['is linked when it is larger than every bot may upload', usualLimit + 1, false],
  ['is uploaded when every bot may', usualLimit, true],
])('a video that comes after the token has ended %s', async (_name, padVideoTo, isUploaded) => {
  const flow = await open({
    user: { uploadLimit: 50 * 1024 * 1024 },
    kling: { padVideoTo, renderMilliseconds: minutes(16) },
  })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expect(findStatus(sent).history.at(-1)?.route).toBe('channel')
  if (isUploaded) await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  else expectLinked(flow, sent)
})

const refusals: Record<string, FaultEffect> = {
  'with its usual code': { kind: 'answer', status: 413, body: { code: 40005, message: 'Request entity too large' } },
  'with another code': { kind: 'answer', status: 400, body: { code: 50045, message: 'File exceeds maximum size' } },
  'with a page': { kind: 'answer', status: 413, body: '<html><h1>413 Payload Too Large</h1></html>' },
}

test.each(Object.entries(refusals))('Discord refuses an upload that it allowed, %s', async (_name, effect) => {
  const flow = await open()
  flow.discord.faults.script({ route: tokenRoute, when: ({ files }) => files.length > 0, effect })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expectLinked(flow, sent)
  expect(listUploads(flow)).toHaveLength(1)
})

test('an upload that breaks off goes once more, and then as a link', async () => {
  const flow = await open()
  flow.discord.faults.script({
    route: tokenRoute,
    when: ({ files }) => files.length > 0,
    times: Number.POSITIVE_INFINITY,
    effect: { kind: 'reset' },
  })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expectLinked(flow, sent)
})
