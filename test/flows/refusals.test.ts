import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import { days } from '../../src/domain/clock.ts'
import { StoreFailure } from '../../src/domain/contracts/store.ts'
import { de } from '../../src/views/text/de.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { seeLabels } from '../support/readMessage.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const { userErrors, waysOut, buttons, draft: words } = en
const good = await createPicture('good.png', { width: 640, height: 360 })
const small = await createPicture('small.png', { width: 100, height: 100 })
const prompt = 'a paper boat, **very** slowly, for @everyone'
const block = `\`\`\`\n${prompt}\n\`\`\``

/** What its owner alone reads: the prompt to copy, and what can be pressed. */
async function refuse(flow: Flow, values: OptionValues, how: { raw?: boolean } = { raw: true }) {
  const card = findStatus(await flow.ask({ prompt, ...values }, how))
  expect(card.ephemeralFor).toBe(flow.user.id)
  expect(card.text).toContain(userErrors.nothingCharged)
  expect(card.pings).toEqual([])
  return card
}

async function makeBy(flow: Flow, card: SandboxMessage, label: string) {
  const status = await flow.untilTold(await flow.press(card, label))
  expect(status.text).toContain(says.ready)
  expect((await flow.press(card, label)).message?.text).toContain('You already started this one')
  return (await flow.stored()).at(-1)?.request
}

describe('a refusal quotes the prompt, and each way out begins it once', () => {
  test.each<[string, OptionValues, string, readonly string[], object]>([
    [
      'a start image that is too small',
      { image: small, duration: 7, sound: false },
      headOf(en.pictures.tooSmall({ option: 'image', width: 0, height: 0, shortestSide: 0 })),
      [`${waysOut.startFrame} · $0.59`],
      { duration: 7, sound: false },
    ],
    [
      'an end image that is too small',
      { image: good, end_image: small, quality: 'pro' },
      headOf(en.pictures.tooSmall({ option: 'end_image', width: 0, height: 0, shortestSide: 0 })),
      [`${waysOut.endFrame} · $0.84`],
      { quality: 'pro', startImage: {} },
    ],
    [
      'an end image without a start image',
      { end_image: good },
      headOf(userErrors.endImageWithoutStart),
      [`${waysOut.endFrame} · $0.63`],
      {},
    ],
    [
      'a duration of 2',
      { duration: 2 },
      headOf(userErrors.durationOutOfRange({ shortest: 3, longest: 15 })),
      [`${waysOut.seconds('3')} · $0.38`, words.edit],
      { duration: 3 },
    ],
    [
      'guidance beyond its range',
      { guidance: 2 },
      headOf(userErrors.guidanceOutOfRange),
      [`${waysOut.guidance} · $0.63`],
      {},
    ],
    [
      'an end image that this quality does not take',
      { image: good, end_image: good },
      headOf(userErrors.unsupportedOption('end_image')),
      [
        `${waysOut.quality('Pro')} · $0.84`,
        `${waysOut.quality('4K')} · $2.10`,
        `${waysOut.endFrame} · $0.63`,
        words.edit,
      ],
      { quality: 'pro', endImage: {} },
    ],
  ])('%s', async (_name, values, sentence, labels, made) => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
    const card = await refuse(flow, values)
    expect(card.text).toContain(sentence)
    expect(card.text).toContain(block)
    expect(seeLabels(card)).toEqual(labels)
    expect(await flow.stored()).toEqual([])
    const request = await makeBy(flow, card, labels[0] ?? '')
    expect(request).toMatchObject({ scene: { prompt }, ...made })
    expect(await flow.stored()).toHaveLength(1)
  })

  test('three wrong pictures in a row are three private words, and the last way out still works', async () => {
    const flow = await open()
    const cards = [
      await refuse(flow, { image: small }),
      await refuse(flow, { image: good, end_image: small, quality: 'pro' }),
      await refuse(flow, { image: { name: 'film.mp4', bytes: good.bytes } }),
    ]
    expect(flow.discord.messages).toHaveLength(3)
    expect(flow.kling.requests).toEqual([])
    for (const card of cards) expect(seeLabels(card)).toHaveLength(1)
    await makeBy(flow, cards[0] as SandboxMessage, `${waysOut.startFrame} · $0.63`)
  })
})

test('a prompt in too many parts is changed in a form that holds it', async () => {
  const flow = await open()
  const families = '👨‍👩‍👧‍👦'.repeat(400)
  const card = await refuse(flow, { prompt: families })
  expect(seeLabels(card)).toEqual([buttons.changePrompt])
  const opened = await flow.press(card, buttons.changePrompt)
  await flow.time.until(() => opened.modal !== undefined)
  expect(JSON.stringify(opened.modal)).toContain('👨‍👩‍👧‍👦')
  await flow.member.submit(opened, { prompt: 'one family' })
  await flow.time.until(() => card.text.includes('one family'))
  await flow.time.settle()
  await flow.untilTold(await flow.press(card, words.generate('$0.63')))
  expect(flow.kling.jobs).toMatchObject([{ prompt: 'one family' }])
})

test('what an edit makes impossible is said on the card, with what would work', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  const card = await refuse(flow, { image: good, end_image: good })
  const edit = async (values: Record<string, string | string[]>, label = words.edit) => {
    const opened = await flow.press(card, label)
    await flow.time.until(() => opened.modal !== undefined)
    await flow.member.submit(opened, values, { raw: true })
    await flow.time.settle()
  }
  await edit({ duration: ['9'] })
  expect(card.text).toContain(headOf(userErrors.unsupportedOption('end_image')))
  expect(seeLabels(card)[0]).toBe(`${waysOut.quality('Pro')} · $1.52`)
  await edit({ prompt: '👨‍👩‍👧‍👦'.repeat(400) })
  expect(card.text).toContain(headOf(userErrors.promptInTooManyParts({ length: 2_800, limit: 2_500 })))
  expect(seeLabels(card)).toEqual([buttons.changePrompt])
  await edit({ prompt: 'a calm sea', quality: ['pro'] }, buttons.changePrompt)
  await flow.untilTold(await flow.press(card, words.generate('$1.52')))
  expect((await flow.stored())[0]?.request).toMatchObject({
    scene: { prompt: 'a calm sea' },
    duration: 9,
    quality: 'pro',
  })
})

test('over the money of today: what fits now, and the whole of it tomorrow, after a restart, in German too', async () => {
  const flow = await open({ variables: { BUDGET_PERSON_DAY: '1' } })
  const german = flow.discord.addUser({ name: 'Jonas', locale: 'de' }).in(flow.channel)
  const own = await german.run('kling video', { prompt: 'ein Fuchs', duration: 10 })
  await flow.time.until(() => own.message !== undefined)
  expect(seeLabels(findStatus(own))[0]).toBe(`${de.waysOut.seconds('7')} · 0,89\u00A0$`)

  await flow.make({ prompt: 'the first one' })
  const card = await refuse(flow, {})
  // 3 s without sound fit.
  expect(seeLabels(card)).toEqual([buttons.retry, words.edit])
  await flow.stopBot()
  await flow.startBot()
  expect((await flow.press(card, buttons.retry)).message?.text).toContain('and you have $0.37 of $1.00 left')
  await flow.time.advance(days(1))
  await makeBy(flow, card, buttons.retry)
})

test('where nothing can be kept, the prompt is quoted all the same, without buttons', async () => {
  let isBroken = false
  const fail =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      if (isBroken) throw new StoreFailure('No room')
      return work(...given)
    }
  const flow = await open({
    errors: ['A command was refused because the store could not be written'],
    decorateStore: ({ generations, ...store }) => ({
      ...store,
      collection: async (definition) => {
        const collection = await store.collection(definition)
        return { ...collection, put: fail(collection.put) }
      },
      generations: { ...generations, insert: fail(generations.insert) },
    }),
  })
  isBroken = true
  for (const values of [{}, { image: small }]) {
    const card = await refuse(flow, values)
    expect(card.text).toContain(block)
    expect(seeLabels(card)).toEqual([])
  }
  isBroken = false
  expect(await flow.stored()).toEqual([])
})
