import { describe, expect, test } from 'vitest'
import { ClientRefusal, type OptionValues } from '../../sandbox/discord/people/values.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { seeLabels } from '../support/readMessage.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow()
const picture = await createPicture('fox.png', { width: 640, height: 360 })

/** A private word, and nothing else happened. */
async function expectRefused(flow: Flow, answer: { text: string; ephemeralFor?: string } | undefined, words: string) {
  await flow.time.advance(5_000)
  expect(answer?.text).toContain(words)
  expect(answer?.text).toContain(en.userErrors.nothingCharged)
  expect(answer?.ephemeralFor).toBe(flow.user.id)
  expect(flow.kling.requests).toEqual([])
  expect(await flow.stored()).toEqual([])
  expect(flow.discord.messages).toHaveLength(1)
}

interface Row {
  readonly values: OptionValues
  readonly sentence: string
}

const durationOutOfRange = en.userErrors.durationOutOfRange({ shortest: 3, longest: 15 })
const tooLong = (length: number) => en.userErrors.promptTooLong({ length, limit: 2_500 })

const rows: Record<string, Row> = {
  'a duration of 2': { values: { duration: 2 }, sentence: durationOutOfRange },
  'a duration of 16': { values: { duration: 16 }, sentence: durationOutOfRange },
  'a duration of 5.5': { values: { duration: 5.5 }, sentence: durationOutOfRange },
  'a duration in words': { values: { duration: 'five' }, sentence: durationOutOfRange },
  '20,000 characters': {
    values: { prompt: 'a fox jumps over it; '.repeat(1_000).slice(0, 20_000) },
    sentence: tooLong(20_000),
  },
  'one character too many': {
    values: { prompt: 'x'.repeat(2_501) },
    sentence: tooLong(2_501),
  },
  'a prompt of spaces': { values: { prompt: '  \n ' }, sentence: en.userErrors.promptEmpty },
  'an invisible prompt': { values: { prompt: '\u200B\u2060\uFEFF' }, sentence: en.userErrors.promptEmpty },
  'a prompt of one blank letter': { values: { prompt: '\u3164' }, sentence: en.userErrors.promptEmpty },
  'a prompt of braille blanks': {
    values: { prompt: '\u2800 \u2800' },
    sentence: en.userErrors.promptEmpty,
  },
  'a prompt of a mark without a letter': {
    values: { prompt: '\u0301\uFE0F' },
    sentence: en.userErrors.promptEmpty,
  },
  'families that people count as one, and the video service does not': {
    values: { prompt: '👨‍👩‍👧‍👦'.repeat(400) },
    sentence: en.userErrors.promptInTooManyParts({ length: 2_800, limit: 2_500 }),
  },
  'families in the negative prompt': {
    values: { negative_prompt: '👨‍👩‍👧‍👦'.repeat(400) },
    sentence: headOf(en.userErrors.negativePromptInTooManyParts({ length: 0, limit: 0 })),
  },
  'one fox too many': {
    values: { prompt: '🦊'.repeat(2_501) },
    sentence: tooLong(2_501),
  },
  'no prompt at all': { values: { prompt: undefined }, sentence: en.userErrors.promptEmpty },
  'a number as a prompt': { values: { prompt: 42 }, sentence: en.userErrors.promptEmpty },
  'a negative prompt that is too long': {
    values: { negative_prompt: 'rain, '.repeat(500) },
    sentence: headOf(en.userErrors.negativePromptTooLong({ length: 0, limit: 0 })),
  },
  'a number as a negative prompt': {
    values: { negative_prompt: 7 },
    sentence: en.userErrors.unknownChoice('negative_prompt'),
  },
  'an unknown quality': { values: { quality: '8k' }, sentence: en.userErrors.unknownChoice('quality') },
  'a quality that is a number': { values: { quality: 4 }, sentence: en.userErrors.unknownChoice('quality') },
  'an unknown aspect ratio': {
    values: { aspect_ratio: '21:9' },
    sentence: en.userErrors.unknownChoice('aspect_ratio'),
  },
  'sound in words': { values: { sound: 'yes' }, sentence: en.userErrors.unknownChoice('sound') },
  'privacy in words': { values: { private: 'yes' }, sentence: en.userErrors.unknownChoice('private') },
  'too much guidance': { values: { guidance: 1.5 }, sentence: en.userErrors.guidanceOutOfRange },
  'negative guidance': { values: { guidance: -0.1 }, sentence: en.userErrors.guidanceOutOfRange },
  'guidance in words': { values: { guidance: 'much' }, sentence: en.userErrors.guidanceOutOfRange },
  'a text as an image': { values: { image: 'fox.png' }, sentence: en.userErrors.unknownChoice('image') },
  'an end frame without a start frame': {
    values: { end_image: picture },
    sentence: en.userErrors.endImageWithoutStart,
  },
}

describe('is refused with a word, and nothing is submitted or saved', () => {
  test.each(Object.entries(rows))('%s', async (_name, { values, sentence }) => {
    const flow = await open()
    const sent = await flow.ask(values, { raw: true })
    await expectRefused(flow, sent.message, sentence)
  })

  test('an unknown subcommand', async () => {
    const flow = await open()
    const sent = await flow.member.run('kling film', { prompt: usualPrompt }, { raw: true })
    await flow.time.until(() => sent.message !== undefined)
    expect(sent.message?.text).toContain(headOf(en.userErrors.outdated))
    expect(await flow.stored()).toEqual([])
  })

  test('no subcommand', async () => {
    const flow = await open()
    const sent = await flow.member.run('kling', {}, { raw: true })
    await flow.time.until(() => sent.message !== undefined)
    expect(sent.message?.text).toContain(headOf(en.userErrors.outdated))
  })

  test('an unknown command', async () => {
    const flow = await open()
    const sent = await flow.member.run('sora video', { prompt: usualPrompt }, { raw: true })
    await flow.time.until(() => sent.message !== undefined)
    expect(sent.message?.text).toContain(headOf(en.userErrors.outdated))
  })
})

describe.each(['runcomfy', 'runware'])('what people count as characters, at %s', (provider) => {
  test('is what is taken: 1,300 foxes, and 2,500', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    for (const count of [1_300, 2_500]) {
      const status = await flow.make({ prompt: '🦊'.repeat(count), negative_prompt: '🐔'.repeat(count) })
      expect(status.text).toContain(says.ready)
      expect(JSON.stringify(flow.kling.jobs.at(-1)?.body)).toContain('🦊'.repeat(count))
    }
  })

  test('may be one where the service takes one', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    const status = findStatus(await flow.ask({ prompt: '狐' }))
    await flow.time.advance(120_000)
    const isTaken = provider === 'runcomfy'
    expect(status.text).toContain(isTaken ? says.ready : headOf(en.userErrors.promptTooShort(2)))
    expect(await flow.stored()).toHaveLength(isTaken ? 1 : 0)
  })

  test('does not hold what cannot be seen: a negative prompt of it is left out', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    await flow.make({ negative_prompt: '\u3164' })
    expect(JSON.stringify(flow.kling.jobs[0]?.body)).not.toMatch(/negative/i)
  })
})

test('one letter goes to the provider that takes it', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware,runcomfy' } })
  await flow.make({ prompt: '狐' })
  expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', provider: 'runcomfy', passedOver: [] })
})

test('an unknown option changes nothing', async () => {
  const flow = await open()
  const sent = await flow.ask({ speed: 'fast', seed: 7 }, { raw: true })
  expect((await flow.untilTold(sent)).text).toContain(says.ready)
  expect(JSON.stringify(flow.kling.jobs[0]?.body)).not.toMatch(/fast|seed/)
})

test('the client itself refuses most of it', async () => {
  const flow = await open()
  for (const values of [
    { duration: 2 },
    { duration: 16 },
    { quality: '8k' },
    { prompt: 'x'.repeat(2_501) },
    { speed: 1 },
  ]) {
    await expect(flow.member.run('kling video', { prompt: usualPrompt, ...values })).rejects.toThrow(ClientRefusal)
  }
  const text = { name: 'notes.txt', bytes: Buffer.from('a fox') }
  await expect(flow.member.run('kling video', { prompt: usualPrompt, image: text })).rejects.toThrow(ClientRefusal)
})

describe('what no configured provider can do is refused with the nearest that works', () => {
  test('an end frame in standard at RunComfy', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
    const sent = await flow.ask({ image: picture, end_image: picture })
    await expectRefused(flow, sent.message, en.userErrors.unsupportedOption('end_image'))
    // The buttons say what works.
    expect(seeLabels(findStatus(sent))).toEqual([
      'In Pro · $0.84',
      'In 4K · $2.10',
      'Without end image · $0.63',
      'Edit',
    ])
    expect(sent.message?.text).not.toContain('It works')
  })

  test('guidance at Runware, from an outdated client', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
    const sent = await flow.ask({ guidance: 0.5 }, { raw: true })
    await expectRefused(flow, sent.message, en.userErrors.unsupportedOption('guidance'))
    expect(seeLabels(findStatus(sent))).toContain('Without guidance · $0.63')
  })

  test('an end frame in standard goes to Runware where there are both', async () => {
    const flow = await open()
    const status = await flow.make({ image: picture, end_image: picture })
    expect(status.text).toContain(says.ready)
    expect(flow.kling.jobs.map(({ provider }) => provider)).toEqual(['runware'])
  })

  test('guidance and an end frame in standard together', async () => {
    const flow = await open()
    const sent = await flow.ask({ image: picture, end_image: picture, guidance: 0.5 })
    await expectRefused(flow, sent.message, en.userErrors.unsupportedOption('end_image'))
    expect(sent.message?.text).toContain(en.userErrors.unsupportedOption('guidance'))
    expect(seeLabels(findStatus(sent))).toContain('Without guidance · $0.63')
  })
})

test('a mention of everyone is shown as it was typed and pings nobody', async () => {
  const flow = await open()
  const other = flow.discord.addUser({ name: 'Ben' })
  other.in(flow.channel)
  const prompt = `@everyone @here <@${other.id}> **look** ||at|| this # fox [link](https://example.com)`
  const sent = await flow.ask({ prompt })
  // The finished card shows the beginning alone.
  const quoted = sent.message?.text ?? ''
  const status = await flow.untilTold(sent)

  for (const text of [quoted, status.text]) expect(text).toContain('@\u200Beveryone @\u200Bhere')
  expect(quoted).toContain(`\\<@${other.id}>`)
  expect(quoted).toContain('\\*\\*look\\*\\* \\|\\|at\\|\\| this # fox \\[link\\](https\\://example.com)')
  for (const { text } of flow.discord.messages) expect(text).not.toMatch(/@(everyone|here)/)
  expect(flow.discord.messages.flatMap(({ pings }) => pings)).toEqual([flow.user.id])
  // The provider gets it as it was typed.
  expect(flow.kling.jobs[0]?.prompt).toBe(prompt)
})

test('the longest prompt that fits is made, and shown in part', async () => {
  const flow = await open()
  const prompt = 'ein Fuchs läuft über den Schnee 🦊 '.repeat(100).slice(0, 2_490).trim()
  const status = await flow.make({ prompt })
  expect(status.text).toContain(says.ready)
  expect(flow.kling.jobs[0]?.prompt).toBe(prompt)
  expect(status.text.length).toBeLessThan(2_000)
  expect(status.text).toContain('…')
})
