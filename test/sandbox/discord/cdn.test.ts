import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../support/createManualClock.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start } = useSandbox()

async function upload(lifetime?: number) {
  const clock = createManualClock()
  const sandbox = await start({
    clock,
    ...(lifetime === undefined ? {} : { attachmentLifetimeMilliseconds: lifetime }),
  })
  const { member } = await playScene(sandbox)
  const bytes = await sharp({ create: { width: 4, height: 3, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const sent = await member.run('kling video', { prompt: 'a cat', image: { name: 'my cat.png', bytes } })
  const data = sent.event.data as { resolved: { attachments: Record<string, { url: string }> } }
  const [attachment] = Object.values(data.resolved.attachments)
  if (attachment === undefined) throw new Error('There is no attachment')
  return { clock, sandbox, bytes, attachment, url: attachment.url }
}

describe('an uploaded option', () => {
  test('is described and served under a signed address', async () => {
    const { sandbox, bytes, attachment, url } = await upload()
    expect(attachment).toMatchObject({
      filename: 'my_cat.png',
      content_type: 'image/png',
      size: bytes.length,
      width: 4,
      height: 3,
      ephemeral: true,
    })
    const { origin, pathname } = new URL(url)
    expect(origin).toBe(sandbox.cdnUrl)
    expect(pathname).toMatch(/^\/ephemeral-attachments\/\d{17,19}\/\d{17,19}\/my_cat\.png$/)
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await response.arrayBuffer())).toStrictEqual(bytes)
  })

  test('is gone when the address has expired', async () => {
    const { clock, url } = await upload(60_000)
    await clock.advance(59_000)
    expect((await fetch(url)).status).toBe(200)
    await clock.advance(1_000)
    expect((await fetch(url)).status).toBe(404)
  })

  test.each([
    ['without a signature', (url: URL) => `${url.origin}${url.pathname}`],
    ['with a later expiry', (url: URL) => url.href.replace(/ex=[0-9a-f]+/, 'ex=ffffffff')],
    ['under another name', (url: URL) => url.href.replace('my_cat', 'your_cat')],
  ])('is not served %s', async (_name, change) => {
    const { url } = await upload()
    expect((await fetch(change(new URL(url)))).status).toBe(404)
  })

  test.each([
    ['bytes=0-3', 206, 0, 4],
    ['bytes=4-', 206, 4, undefined],
    ['bytes=-5', 206, -5, undefined],
    ['bytes=100000-', 416, 0, 0],
  ])('is served in parts for %s', async (range, status, from, to) => {
    const { url, bytes } = await upload()
    const response = await fetch(url, { headers: { range } })
    expect(response.status).toBe(status)
    expect(Buffer.from(await response.arrayBuffer())).toStrictEqual(bytes.subarray(from, to))
  })
})
