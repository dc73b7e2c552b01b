import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { ChosenFile } from '../../sandbox/discord/people/values.ts'
import { en } from '../../src/views/text/en.ts'
import { createClaimingPng } from '../services/media/support/createPng.ts'
import { createPicture } from '../support/createPicture.ts'
import { expectEnd, nothingPaid } from '../support/expectEnd.ts'
import { expectNextPasses } from '../support/expectTriedAgain.ts'
import { headOf, says } from '../support/says.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '1' } })

const good = await createPicture('good.png', { width: 640, height: 360 })
const gif = await sharp(good.bytes).gif().toBuffer()

/** A small file that would take gigabytes as pixels. */
const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#000000' } })
  .png({ compressionLevel: 9 })
  .toBuffer()

interface Row {
  readonly file: ChosenFile
  readonly sentence: string
}

const rows: Record<string, Row> = {
  'a text named .png': {
    file: { name: 'notes.png', bytes: Buffer.from('Dear diary, today I saw a fox.') },
    sentence: en.pictures.notAPicture('image'),
  },
  'a page named .jpg': {
    file: { name: 'page.jpg', bytes: Buffer.from('<!doctype html><title>Fox</title>') },
    sentence: en.pictures.notAPicture('image'),
  },
  'an empty file': {
    file: { name: 'nothing.png', bytes: Buffer.alloc(0) },
    sentence: en.pictures.notAPicture('image'),
  },
  'a picture that was cut short': {
    file: { name: 'half.png', bytes: good.bytes.subarray(0, good.bytes.length - 300) },
    sentence: en.pictures.broken('image'),
  },
  '100×100 pixels': {
    file: await createPicture('small.png', { width: 100, height: 100 }),
    sentence: headOf(en.pictures.tooSmall({ option: 'image', width: 0, height: 0, shortestSide: 0 })),
  },
  'a ratio of 1:5': {
    file: await createPicture('tower.png', { width: 400, height: 2_000 }),
    sentence: headOf(en.pictures.badRatio({ option: 'image', width: 0, height: 0 })),
  },
  'a ratio of 5:1': {
    file: await createPicture('panorama.png', { width: 2_000, height: 400 }),
    sentence: headOf(en.pictures.badRatio({ option: 'image', width: 0, height: 0 })),
  },
  'a decompression bomb': {
    file: { name: 'bomb.png', bytes: bomb },
    sentence: headOf(en.pictures.tooManyPixels({ option: 'image', megapixels: 0 })),
  },
  'a header that claims a giant': {
    file: { name: 'giant.png', bytes: createClaimingPng(60_000, 60_000) },
    sentence: headOf(en.pictures.tooManyPixels({ option: 'image', megapixels: 0 })),
  },
}

describe('a picture that cannot be used', () => {
  test.each(Object.entries(rows))('%s', async (_name, { file, sentence }) => {
    const flow = await open()
    const sent = await flow.ask({ image: file })
    await flow.untilTold(sent)
    await expectEnd(flow, sent, {
      sentence,
      state: 'failed',
      failure: 'pictureRefused',
      settlement: nothingPaid,
      canRetry: false,
    })
    expect(flow.kling.requests).toEqual([])
    await expectNextPasses(flow)
  })

  test('as the end frame, beside a good start frame', async () => {
    const flow = await open()
    const small = await createPicture('small.png', { width: 640, height: 100 })
    const sent = await flow.ask({ image: good, end_image: small, quality: 'pro' })
    const status = await flow.untilTold(sent)
    expect(status.text).toContain(
      en.pictures.tooSmall({ option: 'end_image', width: 640, height: 100, shortestSide: 300 }),
    )
    expect(flow.kling.requests).toEqual([])
  })

  test.each([
    ['at a foreign host', 'https://pictures.example.net/fox.png'],
    ['at a host with Discord in its name', 'https://cdn.discordapp.com.example.net/attachments/1/2/fox.png'],
    ['with a name before the host', 'https://cdn.discordapp.com@pictures.example.net/fox.png'],
    ['on this very machine', 'http://127.0.0.1:KLING/files/runcomfy/fox.png'],
    ['of no network at all', 'file:///etc/passwd'],
    ['that is none', 'no-address'],
  ])('at an address %s', async (_name, pattern) => {
    const flow = await open()
    // A server that would notice if it were asked.
    const url = pattern.replace('127.0.0.1:KLING', new URL(flow.kling.origin).host)
    const sent = await flow.ask({ image: { ...good, url } }, { raw: true })
    const status = await flow.untilTold(sent)
    await expectEnd(flow, sent, {
      sentence: en.pictures.foreignOrigin('image'),
      state: 'failed',
      failure: 'pictureRefused',
      settlement: nothingPaid,
      canRetry: false,
    })
    expect(JSON.stringify(status.history)).not.toContain(url)
    expect(flow.kling.requests).toEqual([])
  })

  test('that claims to be too large', async () => {
    const flow = await open()
    const sent = await flow.ask({ image: { ...good, size: 20 * 1024 * 1024 + 1 } }, { raw: true })
    const status = await flow.untilTold(sent)
    expect(status.text).toContain(en.pictures.tooManyBytes({ option: 'image', megabytes: 20 }))
    expect(flow.kling.requests).toEqual([])
  })

  test('that is too large whatever it claims', async () => {
    const flow = await open()
    const bytes = Buffer.concat([good.bytes, Buffer.alloc(20 * 1024 * 1024)])
    const sent = await flow.ask({ image: { name: 'fox.png', bytes, size: 5_000 } }, { raw: true })
    const status = await flow.untilTold(sent)
    expect(status.text).toContain(en.pictures.tooManyBytes({ option: 'image', megabytes: 20 }))
    expect(flow.kling.requests).toEqual([])
  })

  test('that is gone from Discord may be tried again', async () => {
    const flow = await open()
    const url = `${flow.discord.cdnUrl}/ephemeral-attachments/1/2/fox.png?ex=7fffffff&is=1&hm=00`
    const sent = await flow.ask({ image: { ...good, url } }, { raw: true })
    const status = await flow.untilTold(sent)
    await expectEnd(flow, sent, {
      sentence: en.pictures.unreachable('image'),
      state: 'failed',
      failure: 'pictureRefused',
      settlement: nothingPaid,
      canRetry: true,
    })
    expect(status.text).toContain('Try again, or attach it once more.')
  })
})

test.each([
  ['RunComfy', 'runcomfy', 'image/jpeg'],
  ['Runware', 'runware', 'image/png'],
])('a picture of another kind is converted for %s', async (_name, provider, type) => {
  const flow = await open({ variables: { KLING_PROVIDERS: provider } })
  const status = await flow.make({ image: { name: 'fox.gif', bytes: gif } })
  expect(status.text).toContain(says.ready)
  expect(JSON.stringify(flow.kling.jobs[0]?.body)).toContain(`"data:${type};base64,`)
})
