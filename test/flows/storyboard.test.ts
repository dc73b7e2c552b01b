import { expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { ClientRefusal, type FieldValues } from '../../sandbox/discord/people/values.ts'
import { hours } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const { draft: words, storyboard, shotErrors } = en

async function settled(flow: Flow, sent: SentInteraction): Promise<SentInteraction> {
  await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await flow.time.settle()
  return sent
}

const run = async (flow: Flow, values: Parameters<Flow['member']['run']>[1] = {}) =>
  findStatus(await settled(flow, await flow.member.run('kling storyboard', values)))

async function fill(flow: Flow, card: SandboxMessage, label: string, values: FieldValues, how?: { raw: boolean }) {
  const opened = await flow.press(card, label)
  expect(opened.modal).toBeDefined()
  return settled(flow, await flow.member.submit(opened, values, how))
}

const add = (flow: Flow, card: SandboxMessage, text: string, seconds: string) =>
  fill(flow, card, storyboard.addShot, { text, seconds: [seconds] })

async function pick(flow: Flow, card: SandboxMessage, shot: number) {
  const [customId = ''] = /pickShot:[\w-]+:\d+/.exec(JSON.stringify(card.components)) ?? []
  return settled(flow, await flow.member.choose(card, customId, [String(shot - 1)]))
}

const labelsOf = (card: SandboxMessage) =>
  [...JSON.stringify(card.components).matchAll(/"style":\d,"label":"([^"]+)"|"label":"([^"]+)","style":\d/g)].map(
    ([, one, other]) => one ?? other,
  )

test('is put together shot by shot, over a restart and on another device, and begins once', async () => {
  const flow = await open()
  const card = await run(flow)
  expect(card.ephemeralFor).toBe(flow.user.id)
  expect(card.text).toContain(shotErrors.noShots)
  await add(flow, card, 'it runs', '4')
  await add(flow, card, 'a fox wakes up', '3')
  expect(card.text).toContain('**1** · 4 s · it runs\n**2** · 3 s · a fox wakes up')

  await pick(flow, card, 2)
  await flow.press(card, storyboard.moveUp)
  await fill(flow, card, storyboard.editShot, { text: 'a red fox wakes up', seconds: ['5'] })
  expect(card.text).toContain('**1** · 5 s · a red fox wakes up\n**2** · 4 s · it runs')
  await flow.stopBot()
  await flow.startBot()
  await flow.time.advance(hours(1))
  await add(flow, card, 'it sleeps', '3')
  await pick(flow, card, 3)
  await flow.press(card, storyboard.removeShot)

  const other = await run(flow)
  expect(other.id).not.toBe(card.id)
  expect(other.text).toBe(card.text)
  expect(await flow.stored()).toEqual([])
  const made = await flow.untilTold(await flow.press(other, words.generate('$1.14')))
  expect(listSubmits(flow)).toMatchObject([
    {
      path: '/runcomfy/v1/models/kling/kling-3.0/standard/text-to-video',
      body: {
        prompt: 'a red fox wakes up\nit runs',
        duration: 9,
        multi_prompt: [
          { prompt: 'a red fox wakes up', duration: 5 },
          { prompt: 'it runs', duration: 4 },
        ],
        shot_type: 'customize',
        aspect_ratio: '16:9',
        sound: true,
      },
    },
  ])
  const again = await flow.press(card, words.generate('$1.14'))
  expect(again.message?.text).toContain('You already started this one')
  expect(await flow.stored()).toHaveLength(1)

  expect((await run(flow)).text).toContain(shotErrors.noShots)
  const change = findStatus(await flow.press(made, en.rounds.change))
  expect(change.text).toContain('**1** · 5 s · a red fox wakes up\n**2** · 4 s · it runs')
})

test('that was refused is changed shot by shot: no button makes one text of it', async () => {
  const flow = await open({ variables: { BUDGET_PERSON_DAY: '2' } })
  const rows = '**1** · 3 s · a fox wakes up\n**2** · 4 s · it runs'
  const card = await run(flow, { shots: '[3s] a fox wakes up [4s] it runs' })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'contentRefused' } })
  const refused = await flow.untilTold(await flow.press(card, words.generate('$0.89')))
  flow.kling.faults.clear()
  const changed = findStatus(await settled(flow, await flow.press(refused, en.buttons.changePrompt)))
  expect(changed.ephemeralFor).toBe(flow.user.id)
  expect(changed.text).toContain(rows)
  await fill(flow, changed, storyboard.addShot, { text: 'it flies', seconds: ['15'] })
  await pick(flow, changed, 3)
  await flow.press(changed, storyboard.removeShot)

  // The same shots cost more than a whole day has.
  await fill(flow, changed, storyboard.settings, { quality: ['4k'] })
  const tooDear = findStatus(await settled(flow, await flow.press(changed, words.generate('$2.94'))))
  await settled(flow, await flow.press(tooDear, words.edit))
  expect(tooDear.text).toContain(rows)
  await fill(flow, tooDear, storyboard.settings, { quality: ['standard'] })
  await flow.untilTold(await flow.press(tooDear, words.generate('$0.89')))
  const shots = [
    { prompt: 'a fox wakes up', duration: 3 },
    { prompt: 'it runs', duration: 4 },
  ]
  expect(listSubmits(flow).map(({ body }) => body)).toMatchObject([{ multi_prompt: shots }, { multi_prompt: shots }])
})

test('is read in a prompt, asked about, and made as one shot where it was meant so', async () => {
  const flow = await open()
  const prompt = '[3s] a fox wakes up [4s] it runs'
  const card = findStatus(await flow.ask({ prompt, duration: 10 }))
  expect(card.text).toContain(storyboard.asked)
  expect(card.text).toContain(storyboard.durationIgnored({ asked: 10, seconds: 7 }))
  expect(labelsOf(card).slice(0, 2)).toEqual([words.generate('$0.89'), storyboard.oneShot('$0.89')])
  expect(await flow.stored()).toEqual([])
  await flow.untilTold(await flow.press(card, storyboard.oneShot('$0.89')))
  await flow.make({ prompt, cuts: 'one' })
  expect(listSubmits(flow).map(({ body }) => body)).toEqual([
    { prompt: 'a fox wakes up\nit runs', duration: 7, shot_type: 'customize', aspect_ratio: '16:9', sound: true },
    { prompt, duration: 5, shot_type: 'customize', aspect_ratio: '16:9', sound: true },
  ])
  const mine = findStatus(await flow.ask({ prompt: 'a fox', cuts: 'mine', duration: 4 }))
  expect(mine.text).toContain('**1** · 4 s · a fox')
})

test('has images and settings of its own, and goes to the other provider as that takes it', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  const images = [
    await createPicture('start.png', { width: 640, height: 360 }),
    await createPicture('end.png', { width: 640, height: 360 }),
  ]
  const card = await run(flow, { shots: '[3s] a fox wakes up [4s] it runs' })
  await fill(flow, card, storyboard.settings, { quality: ['pro'], sound: ['off'], negativePrompt: 'people', images })
  expect(card.text).toContain('Pro 1080p · 7 s · no sound · end image · 2 shots')
  expect(JSON.stringify(card.components)).toContain('start.png')
  await flow.untilTold(await flow.press(card, words.generate('$0.79')))
  expect(listSubmits(flow)).toMatchObject([
    {
      body: [
        {
          taskType: 'videoInference',
          model: 'klingai:kling-video@3-pro',
          negativePrompt: 'people',
          inputs: { frameImages: [{ frame: 'first' }, { frame: 'last' }] },
          duration: 7,
          providerSettings: {
            klingai: {
              sound: false,
              multiPrompt: [
                { prompt: 'a fox wakes up', duration: 3 },
                { prompt: 'it runs', duration: 4 },
              ],
            },
          },
        },
      ],
    },
  ])
  expect(listSubmits(flow)[0]?.body).not.toHaveProperty('0.positivePrompt')
})

test('says what is missing, and never mistakes one shot for another', async () => {
  const flow = await open()
  const six = await run(flow, { shots: '[3s] a [3s] b [3s] c [3s] d [3s] e [3s] f' })
  expect(six.text).toContain(shotErrors.tooManyShots({ count: 6, limit: 5 }))
  expect(labelsOf(six)).not.toContain(words.generate('$2.27'))
  await pick(flow, six, 6)
  await flow.press(six, storyboard.removeShot)
  expect(labelsOf(six)[0]).toBe(words.generate('$1.89'))
  const full = await flow.press(six, storyboard.addShot)
  expect(full.message?.text).toContain(shotErrors.tooManyShots({ count: 6, limit: 5 }))
  await expect(
    flow.discord.addUser({ name: 'Ben' }).in(flow.channel).click(six, { label: storyboard.settings }),
  ).rejects.toThrow(ClientRefusal)

  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const his = findStatus(await settled(flow, await ben.run('kling storyboard')))
  const [id = ''] = /(?<=addShot:)[\w-]+/.exec(JSON.stringify(six.components)) ?? []
  const forged = await settled(flow, await ben.click(his, { forged: `addShot:${id}` }))
  expect(forged.message?.text).toContain(en.userErrors.notYours)

  const short = await run(flow, { shots: '[2s] a [4s] b' })
  expect(short.text).toContain(shotErrors.shotOutOfRange({ shot: 1, seconds: 2, shortest: 3, longest: 15 }))
  const long = await run(flow, { shots: '[10s] a [8s] b' })
  expect(long.text).toContain(shotErrors.shotsTooLong({ seconds: 18, longest: 15 }))

  await pick(flow, long, 1)
  const opened = await flow.press(long, storyboard.editShot)
  await add(flow, long, 'c', '3')
  await settled(flow, await flow.member.submit(opened, { text: 'a bear', seconds: ['4'] }))
  expect(long.text).toContain(words.changed)
  expect(long.text).toContain('a bear')
  expect(long.text).toContain('**1** · 10 s · a\n**2** · 8 s · b\n**3** · 3 s · c')

  const many = findStatus(await flow.ask({ prompt: '[3s] a '.repeat(30) }))
  expect(many.text).toContain(shotErrors.tooManyShots({ count: 30, limit: 5 }))
  expect(await flow.stored()).toEqual([])
})
