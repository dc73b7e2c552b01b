import { expect } from 'vitest'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { seeGallery, seeVideoLink } from './readMessage.ts'
import { readVideo } from './readVideo.ts'
import { sayNotice } from './says.ts'
import { type Flow, findNotices, findStatus } from './useFlow.ts'

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url)
  if (response.status !== 200) throw new Error(`The file answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

export interface AskedVideo {
  /** Seconds. */
  readonly duration: number
  readonly hasSound: boolean
}

/**
 * The video stands in the status message under a name that tells nothing, byte for byte what the provider made, and plays; a
 * link leads to the provider's file; one reply pings the owner and nobody else; and the record is closed with the reported cost.
 */
export async function expectDelivered(flow: Flow, sent: SentInteraction, asked: AskedVideo): Promise<void> {
  const status = findStatus(sent)
  const job = flow.kling.jobs.at(-1)
  if (job === undefined) throw new Error('There is no job')
  const providerUrl = `${flow.kling.origin}/files/${job.provider}/results/${job.fileId}.mp4`

  const [attachment, ...others] = status.attachments
  if (attachment === undefined) throw new Error('There is no video in the message')
  expect(others).toEqual([])
  expect(attachment.filename).toBe('kling-video.mp4')
  expect(seeGallery(status)).toEqual([{ url: attachment.url, isSpoiler: false }])
  expect(seeVideoLink(status)).toBe(providerUrl)
  // What was uploaded stays, however long the provider's link works.
  expect(status.text).not.toContain('link')

  const uploaded = await download(attachment.url)
  expect(uploaded.equals(await download(providerUrl))).toBe(true)
  const played = await readVideo(uploaded)
  expect(played).toEqual({
    codec: 'avc',
    duration: expect.closeTo(asked.duration, 1),
    hasSound: asked.hasSound,
    pictures: asked.duration * 2,
  })

  const notices = findNotices(flow, sent)
  expect(notices.map(({ pings, text }) => ({ pings, text }))).toEqual([
    { pings: [flow.user.id], text: sayNotice(flow.user.id, job.prompt) },
  ])

  const generation = (await flow.stored()).find(({ origin }) => origin.messageId === status.id)
  expect(generation).toMatchObject({
    state: 'succeeded',
    submits: 1,
    settlement: { counted: job.charged, spent: job.charged, basis: 'reported' },
  })
  expect(generation?.delivery.deliveredAt).toBeDefined()
}
