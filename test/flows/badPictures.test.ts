import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { ChosenFile } from '../../sandbox/discord/people/values.ts'
import { de } from '../../src/views/text/de.ts'
import { en } from '../../src/views/text/en.ts'
import { createClaimingPng } from '../services/media/support/createPng.ts'
import { createPicture } from '../support/createPicture.ts'
import { expectEnd, nothingPaid } from '../support/expectEnd.ts'
import { expectNextPasses } from '../support/expectTriedAgain.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '1' } })

const good = await createPicture('good.png', { width: 640, height: 360 })
const gif = await sharp(good.bytes).gif().toBuffer()

/** A small file that would take gigabytes as pixels. */
const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#000000' } })
  .png({ compressionLevel: 9 })
  .toBuffer()

const jpeg = await sharp(good.bytes).jpeg().toBuffer()

/** What an iPhone takes, under a name that it does not have there. */
const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic'),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from('mif1heic'),
  Buffer.alloc(2_000, 7),
])

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
  'an HEIC file named .png': {
    file: { name: 'IMG_0042.png', bytes: heic, contentType: 'image/png' },
    sentence: en.pictures.notAPicture('image'),
  },
  'a JPEG that was cut short': {
    file: { name: 'half.jpg', bytes: jpeg.subarray(0, Math.floor(jpeg.length / 2)) },
    sentence: en.pictures.broken('image'),
  },
  'a picture that was cut short': {
    file: { name: 'half.png', bytes: good.bytes.subarray(0, good.bytes.length - 300) },
    sentence: en.pictures.broken('image'),
  },
}

/** What Discord's own description of the file gives away. */
const knownAtOnce: Record<string, Row> = {
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
  'a file that claims to be too large': {
    file: { ...good, size: 20 * 1024 * 1024 + 1 },
    sentence: en.pictures.tooManyBytes({ option: 'image', megabytes: 20 }),
  },
  'a picture that no iPhone converted': {
    file: { ...good, contentType: 'image/heic' },
    sentence: en.pictures.notAPicture('image'),
  },
}

describe('a picture that Discord describes as one that cannot be used', () => {
  test.each(Object.entries(knownAtOnce))('is refused in private, before anything is public: %s', async (_name, row) => {
    const flow = await open()
    const { message } = await flow.ask({ image: row.file }, { raw: true })
    await expectRefusedPrivately(flow, message, row.sentence)
    await expectNextPasses(flow)
  })

  test('is refused in private as the end frame too, in German', async () => {
    const flow = await open()
    const small = await createPicture('small.png', { width: 640, height: 100 })
    const german = flow.discord.addUser({ name: 'Jonas', locale: 'de' })
    const values = { prompt: usualPrompt, image: good, end_image: small, quality: 'pro' }
    const sent = await german.in(flow.channel).run('kling video', values)
    await flow.time.until(() => sent.message !== undefined)
    const facts = { option: de.optionNames.end_image, width: 640, height: 100, shortestSide: 300 }
    await expectRefusedPrivately(flow, sent.message, de.pictures.tooSmall(facts), german.id)
  })
})

/** The person alone reads it, nobody is notified, nothing is begun. */
async function expectRefusedPrivately(
  flow: Flow,
  message: SandboxMessage | undefined,
  sentence: string,
  reader = flow.user.id,
) {
  expect(message?.text).toContain(sentence)
  expect(message?.ephemeralFor).toBe(reader)
  expect(flow.discord.messages.map(({ pings }) => pings)).toEqual([[]])
  expect(await flow.stored()).toEqual([])
  expect(flow.kling.requests).toEqual([])
}

describe('a picture whose bytes cannot be used', () => {
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

  test('that is too large whatever it claims', async () => {
    const flow = await open()
    const bytes = Buffer.concat([good.bytes, Buffer.alloc(20 * 1024 * 1024)])
    const sent = await flow.ask({ image: { name: 'fox.png', bytes, size: 5_000 } }, { raw: true })
    const status = await flow.untilTold(sent)
    expect(status.text).toContain(en.pictures.tooManyBytes({ option: 'image', megabytes: 20 }))
    expect(flow.kling.requests).toEqual([])
  })

  test('is left out by Change, at the price on its button, once and by its owner alone', async () => {
    const flow = await open()
    const sent = await flow.ask({ image: { ...good, url: 'https://pictures.example.net/fox.png' } }, { raw: true })
    const status = await flow.untilTold(sent)
    await flow.stopBot()
    await flow.startBot()
    const card = (await flow.press(status, en.rounds.change)).message
    expect(card?.ephemeralFor).toBe(flow.user.id)
    expect(card?.text).toContain(en.pictures.foreignOrigin('image'))
    if (card === undefined) return
    const made = await flow.untilTold(await flow.press(card, `${en.waysOut.startFrame} · $0.63`))
    expect(made.text).toContain(says.ready)
    expect((await flow.stored()).at(-1)?.request).not.toHaveProperty('startImage')
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
