import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { ClientRefusal } from '../../sandbox/discord/people/values.ts'
import { days } from '../../src/domain/clock.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { says } from '../support/says.ts'
import { createThirdModel, createThirdProvider, startThirdApi, type ThirdApi } from '../support/startThirdProvider.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { QUOTE_ABOVE: '1' } })
const { draft: words, userErrors, repeated } = en

const dear = { prompt: 'a paper boat', duration: 10 }
const generate = words.generate('$1.26')

/** The private card of a request that did not begin. */
async function quote(flow: Flow, values: Parameters<Flow['ask']>[0] = dear): Promise<SandboxMessage> {
  const card = findStatus(await flow.ask(values))
  expect(card.ephemeralFor).toBe(flow.user.id)
  expect(card.text).toContain(words.title)
  return card
}

async function pressed(flow: Flow, ...press: Parameters<Flow['press']>) {
  const sent = await flow.press(...press)
  await flow.time.settle()
  return sent
}

describe('a dear video', () => {
  test('is shown with its price, what is left and how long it takes, and begins once by Generate', async () => {
    const flow = await open({ variables: { BUDGET_PERSON_DAY: '3' } })
    const image = await createPicture('boat.png', { width: 640, height: 360 })
    const card = await quote(flow, { ...dear, image })
    expect(card.text).toContain('a paper boat')
    expect(card.text).toContain(words.left({ left: '$3.00', budget: '$3.00' }))
    expect(JSON.stringify(card.components)).toContain('boat.png')
    expect(await flow.stored()).toEqual([])

    await flow.stopBot()
    await flow.startBot()
    await flow.time.advance(days(1))
    const [sent, twice] = await Promise.all([pressed(flow, card, generate), pressed(flow, card, generate)])
    const [made, told] = sent.message?.ephemeralFor === undefined ? [sent, twice] : [twice, sent]
    expect(told.message?.text).toContain(repeated.withoutLink.slice(0, 30))
    const status = await flow.untilTold(made)
    expect(status.ephemeralFor).toBeUndefined()
    expect(status.text).toContain(says.ready)
    expect((await pressed(flow, card, generate)).message?.text).toContain('You already started this one')
    expect(await flow.stored()).toHaveLength(1)
    expect(flow.kling.jobs).toHaveLength(1)
  })

  test('says that its image is gone before anything begins', async () => {
    const flow = await open()
    const image = await createPicture('boat.png', { width: 640, height: 360 })
    const card = await quote(flow, { ...dear, image })
    await rm(join(flow.directory, 'media'), { recursive: true })
    const { message } = await pressed(flow, card, generate)
    expect(message?.ephemeralFor).toBe(flow.user.id)
    expect(message?.text).toContain('I no longer have the image in `image`.')
    expect(message?.text).toContain(dear.prompt)
    expect(await flow.stored()).toEqual([])
  })

  test("is nobody else's, private where it was asked for so, and gone after Not now", async () => {
    const flow = await open()
    const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const card = await quote(flow, { ...dear, private: true })
    await expect(other.click(card, { label: generate })).rejects.toThrow(ClientRefusal)
    const sent = await pressed(flow, card, generate)
    await flow.time.until(() => sent.message?.text.includes(says.ready) === true)
    expect(sent.message?.ephemeralFor).toBe(flow.user.id)

    const unwanted = await quote(flow, { ...dear, prompt: 'a paper plane' })
    await pressed(flow, unwanted, words.dismiss)
    expect(unwanted.text).toContain(words.dismissed)
    expect(await flow.stored()).toHaveLength(1)
  })

  test('is changed in a form that is filled in, and begins as it was shown last', async () => {
    const flow = await open()
    const card = await quote(flow, { ...dear, quality: '4k', aspect_ratio: '9:16' })
    const opened = await pressed(flow, card, words.edit)
    await flow.time.until(() => opened.modal !== undefined)
    const sent = await flow.member.submit(opened, { prompt: 'a paper plane', duration: ['7'] })
    await flow.time.until(() => card.text.includes('a paper plane'))
    await flow.time.settle()
    expect(sent.message?.id).toBe(card.id)
    await flow.untilTold(await pressed(flow, card, words.generate('$2.94')))
    expect(flow.kling.jobs).toMatchObject([{ prompt: 'a paper plane' }])
    const [made] = await flow.stored()
    expect(made?.request).toMatchObject({ duration: 7, quality: '4k', aspectRatio: '9:16', sound: true })
  })

  test('has a cheaper draft, and one below the amount just begins', async () => {
    const flow = await open()
    const card = await quote(flow, { ...dear, quality: 'pro' })
    await flow.untilTold(await pressed(flow, card, words.cheaper('$1.26')))
    await flow.make({ prompt: 'a cheap fox' })
    expect((await flow.stored()).map(({ request }) => [request.quality, request.duration])).toEqual([
      ['standard', 10],
      ['standard', 5],
    ])
  })

  test('that no allowance is enough for is refused at once, with what fits', async () => {
    const flow = await open({ variables: { BUDGET_PERSON_DAY: '3' } })
    const { message } = await flow.ask({ prompt: 'a fox', quality: '4k', duration: 15 })
    expect(message?.text).toContain('15 s in 4K uses')
    const sent = await pressed(flow, findStatus({ message } as never), `${en.waysOut.seconds('7')} · $2.94`)
    await flow.untilTold(sent)
    expect(flow.kling.jobs).toMatchObject([{ prompt: 'a fox' }])
    expect((await flow.stored())[0]?.request).toMatchObject({ quality: '4k', duration: 7 })
  })
})

describe('the price since the quote', () => {
  let api: ThirdApi
  beforeAll(async () => {
    api = await startThirdApi()
  })
  afterAll(() => api.close())
  const standard = createThirdModel('standard', 'clip-1')
  const at = (price: number, ...more: ReturnType<typeof createThirdModel>[]) => [
    ...providerDefinitions,
    createThirdProvider([{ ...standard, price: { silent: price, withSound: price } }, ...more]),
  ]

  test('rose: nothing begins, the card asks again, and then it does', async () => {
    const flow = await open({
      providers: at(200_000),
      variables: { ...api.variables, RUNCOMFY_API_KEY: undefined, RUNWARE_API_KEY: undefined },
    })
    const card = await quote(flow)
    await flow.stopBot()
    await flow.startBot({}, at(300_000))
    await pressed(flow, card, words.generate('$2.00'))
    expect(card.text).toContain(words.priceRose({ before: '$2.00', price: '$3.00' }))
    expect(await flow.stored()).toEqual([])
    const sent = await pressed(flow, card, words.generate('$3.00'))
    await flow.time.until(() => api.jobs.length === 1)
    for (const job of api.jobs) job.state = 'done'
    await flow.untilTold(sent)
    expect(await flow.stored()).toHaveLength(1)
  })

  test('has no meaning where the quality is offered no longer: a sentence, and what is offered', async () => {
    api.reset()
    const flow = await open({
      providers: at(200_000, createThirdModel('pro', 'clip-1-pro')),
      variables: { ...api.variables, RUNCOMFY_API_KEY: undefined, RUNWARE_API_KEY: undefined, QUOTE_ABOVE: '0' },
    })
    const card = await quote(flow, { prompt: 'a fox', quality: 'pro' })
    await flow.stopBot()
    await flow.startBot({}, at(200_000))
    const { message } = await pressed(flow, card, words.generate('$0.50'))
    expect(message?.text).toContain(userErrors.unsupportedCombination)
    const sent = await pressed(flow, findStatus({ message } as never), `${en.waysOut.quality('Standard')} · $1.00`)
    await flow.time.until(() => api.jobs.length === 1)
    for (const job of api.jobs) job.state = 'done'
    await flow.untilTold(sent)
    expect((await flow.stored()).map(({ request }) => request.quality)).toEqual(['standard'])
  })
})
