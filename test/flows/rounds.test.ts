import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { formatRecipe } from '../../src/domain/recipe.ts'
import { createCustomId } from '../../src/interactions/customId.ts'
import { reasonField } from '../../src/views/reports.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { createPicture } from '../support/createPicture.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readGeneration } from '../support/readGenerations.ts'
import { readEverything, seeLabels } from '../support/readMessage.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { BUDGET_PERSON_DAY: 'unlimited', MAX_OPEN_PER_PERSON: '9' } })
const { rounds, userErrors } = en

async function answered({ time }: Flow, sending: Promise<SentInteraction>): Promise<SentInteraction> {
  const sent = await sending
  await time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await time.settle()
  return sent
}

function messageOf({ message }: SentInteraction): SandboxMessage {
  if (message === undefined) throw new Error('Nothing was answered')
  return message
}

/** More, as whoever presses it sees it. */
const openMore = async (flow: Flow, status: SandboxMessage, by = flow.member) =>
  messageOf(await flow.press(status, rounds.more, by))

async function askWithPicture(flow: Flow): Promise<SandboxMessage> {
  const image = await createPicture('boat.png', { width: 640, height: 480 })
  return flow.make({ prompt: 'a paper boat', image, duration: 4, sound: false, negative_prompt: 'fog' })
}

describe('Again', () => {
  test('makes another video of the same request and picture with one tap, once for every press that means it', async () => {
    const flow = await open()
    const status = await askWithPicture(flow)
    const presses = await Promise.all([
      flow.press(status, rounds.again),
      flow.press(status, rounds.again, flow.user.in(flow.channel)),
    ])
    const begun = presses.filter(({ acknowledgedAs }) => acknowledgedAs === 5)
    expect(begun).toHaveLength(1)
    const [first] = begun
    if (first === undefined) return
    await flow.time.until(() => listSubmits(flow).length === 2)
    await flow.time.settle()
    await flow.crashBot()
    await flow.startBot()
    first.redeliver()
    const late = await flow.press(status, rounds.again)
    expect(messageOf(late).text).toContain(`/${findStatus(first).id}`)
    await flow.untilTold(first)
    expect(findStatus(first).text).toContain(says.ready)
    expect(listSubmits(flow)).toHaveLength(2)

    // It has ended: the same button begins the next one.
    const second = await flow.press(status, rounds.again)
    await flow.untilTold(second)
    const [parent, ...children] = await flow.stored()
    expect(children).toHaveLength(2)
    for (const child of children) {
      const { startImage, ...asked } = parent?.request ?? { startImage: undefined }
      expect(child.request).toMatchObject(asked)
      expect(child.frames.start?.hash).toBe(parent?.frames.start?.hash)
      expect(child.retryOf).toBe(parent?.id)
    }
    expect(children.map(({ claim }) => claim)).toEqual([
      `again:${parent?.id}:first`,
      `again:${parent?.id}:${children[0]?.id}`,
    ])
  })

  test('asks for a picture that is kept no more', async () => {
    const flow = await open({ variables: { MEDIA_RETENTION_DAYS: '1' } })
    const status = await askWithPicture(flow)
    const early = await flow.press(status, rounds.change)
    await flow.time.advance(26 * 60 * 60_000)
    const pressed = await flow.press(status, rounds.again)
    expect(messageOf(pressed).text).toBe(rounds.pictureGone)
    expect(seeLabels(messageOf(pressed))).toEqual([rounds.change])
    expect(await flow.stored()).toHaveLength(1)

    const first = await flow.press(messageOf(pressed), rounds.change)
    // Whatever was wrong with the form, what was typed into it is there to copy.
    const paper = { name: 'paper.txt', bytes: Buffer.from('paper'), contentType: 'text/plain' }
    const wrong = await answered(
      flow,
      flow.member.submit(first, { prompt: 'a swan at dusk', pictures: [paper] }, { raw: true }),
    )
    expect(messageOf(wrong).text).toContain(headOf(en.pictures.notAPicture('image')))
    expect(messageOf(wrong).text).toContain('a swan at dusk')
    const late = await answered(flow, flow.member.submit(early, { prompt: 'a swan at dawn' }))
    expect(messageOf(late).text).toContain(headOf(en.pictures.notKept('image')))
    expect(messageOf(late).text).toContain('a swan at dawn')
    expect(seeLabels(messageOf(late))).toEqual(['Without image · $0.34'])
    expect(await flow.stored()).toHaveLength(1)
    const image = await createPicture('new.png', { width: 800, height: 450 })
    const opened = await flow.press(messageOf(pressed), rounds.change)
    const sent = await answered(flow, flow.member.submit(opened, { pictures: [image] }))
    await flow.untilTold(sent)
    const [parent, child] = await flow.stored()
    expect(child).toMatchObject({ state: 'succeeded', retryOf: parent?.id, frames: { start: { width: 800 } } })
  })
})

test('whatever would use a picture that is kept no more says so before anything is shown with a price or begun', async () => {
  const flow = await open({ variables: { MEDIA_RETENTION_DAYS: '1' } })
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const settings = await askPrivately(flow, flow.member, 'kling settings')
  await flow.press(settings, en.settingsCard.off({ option: en.settingsCard.allowsRemix }))
  const status = await askWithPicture(flow)
  const { id, recipe = '' } = await flow.storedOne()
  await flow.time.advance(26 * 60 * 60_000)
  const reply = async (by = flow.member) => {
    const said = await by.say('at night', { replyTo: status })
    await flow.time.settle()
    const [card] = flow.discord.messages.filter(({ reference }) => reference?.messageId === said.id)
    return card
  }
  const run = (by = flow.member) => answered(flow, by.run('kling run', { recipe: formatRecipe(recipe) }))

  const more = await openMore(flow, status)
  const varied = await flow.press(more, rounds.vary)
  const chosen = await answered(flow, flow.member.click(more, { forged: createCustomId('vary', id) }))
  for (const message of [varied.message, chosen.message, (await run()).message, await reply()]) {
    expect(message?.text).toBe(rounds.pictureGone)
    expect(message && seeLabels(message)).toEqual([rounds.change])
  }

  const theirs = await openMore(flow, status, ben)
  const remixed = await flow.press(theirs, rounds.remix, ben)
  for (const message of [remixed.message, (await run(ben)).message, await reply(ben)]) {
    expect(message?.text).toContain(headOf(en.pictures.notKept('image')))
    expect(message?.text).toContain('a paper boat')
    expect(message && seeLabels(message)).toEqual(['Without image · $0.34'])
  }
  expect(await flow.stored()).toHaveLength(1)
})

test('Change begins what was sent, with the pictures kept, once for each form that was opened', async () => {
  const flow = await open()
  const status = await askWithPicture(flow)
  const opened = await answered(flow, flow.member.click(status, { label: rounds.change }))
  const values = { prompt: 'a paper boat at night', duration: ['6'] }
  const sent = await answered(flow, flow.member.submit(opened, values))
  sent.redeliver()
  await flow.untilTold(sent)
  const [parent, child, ...others] = await flow.stored()
  expect(others).toEqual([])
  expect(child?.request).toMatchObject({
    ...parent?.request,
    scene: { kind: 'prompt', prompt: values.prompt },
    duration: 6,
  })
  expect(child?.frames.start?.hash).toBe(parent?.frames.start?.hash)
})

test('In Pro makes the final at the price on the button, and asks where it rose', async () => {
  const flow = await open()
  const status = await flow.make()
  const more = await openMore(flow, status)
  const label = rounds.upgrade({ quality: en.shortQualityNames.pro, price: '$0.84' })
  expect(seeLabels(more)).toEqual([
    rounds.vary,
    label,
    'In 4K · $2.10',
    rounds.details,
    en.threads.start,
    rounds.remove,
  ])
  const { id } = await flow.storedOne()
  const old = await answered(flow, flow.member.click(more, { forged: createCustomId('upgrade', id, 'pro.800000') }))
  expect(messageOf(old).text).toContain(en.draft.priceRose({ before: '$0.80', price: '$0.84' }))
  expect(await flow.stored()).toHaveLength(1)

  const again = await openMore(flow, status)
  const sent = await flow.press(again, label)
  expect(findStatus(sent).ephemeralFor).toBeUndefined()
  await flow.untilTold(sent)
  expect((await flow.stored()).map(({ request }) => request.quality)).toEqual(['standard', 'pro'])
  const forged = await answered(flow, flow.member.click(again, { forged: createCustomId('upgrade', id, 'gold.1') }))
  expect(messageOf(forged).text).toBe(userErrors.outdated)
})

test('Again asks first where the video is a dear one', async () => {
  const flow = await open({ variables: { QUOTE_ABOVE: '0.50' } })
  const asked = await flow.ask()
  const generate = en.draft.generate('$0.63')
  const first = await flow.press(messageOf(asked), generate)
  await flow.untilTold(first)
  const again = await flow.press(findStatus(first), rounds.again)
  expect(seeLabels(messageOf(again))).toContain(generate)
  expect(await flow.stored()).toHaveLength(1)
  const second = await flow.press(messageOf(again), generate)
  await flow.untilTold(second)
  const [parent, child] = await flow.stored()
  expect(child?.retryOf).toBe(parent?.id)
})

test('Vary shows the changed prompt before anything begins', async () => {
  const flow = await open()
  const status = await flow.make({ prompt: 'a paper boat.' })
  const { id } = await flow.storedOne()
  const more = await openMore(flow, status)
  await flow.press(more, rounds.vary)
  await flow.crashBot()
  await flow.startBot()
  await answered(flow, flow.member.choose(more, createCustomId('variation', id), ['night', 'orbit']))
  expect(more.text).toContain('> a paper boat, at night, in moonlight, the camera orbits around the subject')
  expect(more.text).toContain(rounds.varied('neon light').replace('neon light', 'at night, in moonlight'))
  expect(await flow.stored()).toHaveLength(1)
  const sent = await flow.press(more, en.draft.generate('$0.63'))
  await flow.untilTold(sent)
  expect((await flow.stored())[1]).toMatchObject({ retryOf: id, state: 'succeeded' })
})

test('Details say what is known, and the cost to the owner alone', async () => {
  const flow = await open()
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const status = await askWithPicture(flow)
  const child = await flow.press(status, rounds.again)
  await flow.untilTold(child)
  const mine = await openMore(flow, findStatus(child))
  await flow.press(mine, rounds.details)
  for (const words of [
    '> a paper boat',
    '> fog',
    'Standard · ',
    'no sound',
    'ready in',
    'Recipe',
    `/${status.id})`,
    'Cost: $',
  ]) {
    expect(mine.text).toContain(words)
  }
  const theirs = await openMore(flow, findStatus(child), ben)
  expect(seeLabels(theirs)).toEqual([rounds.details, en.reports.report])
  await flow.press(theirs, rounds.details, ben)
  expect(theirs.text).toContain('> a paper boat')
  expect(theirs.text).not.toContain('$')
  await flow.press(theirs, rounds.back, ben)
  expect(seeLabels(theirs)).toEqual([rounds.details, en.reports.report])
})

describe('Delete', () => {
  const listMedia = ({ directory }: Flow) =>
    existsSync(join(directory, 'media')) ? readdirSync(join(directory, 'media')) : []

  async function remove(flow: Flow, status: SandboxMessage, by = flow.member) {
    const more = await openMore(flow, status, by)
    await flow.press(more, rounds.remove, by)
    await flow.press(more, rounds.removeNow, by)
    await flow.time.settle()
    return more
  }

  test('takes message, file and words away after one question; the sums stay, and its buttons say that it is gone', async () => {
    const flow = await open()
    const status = await flow.make({ prompt: 'a lighthouse that nobody remembers' })
    const child = await flow.press(status, rounds.again)
    await flow.untilTold(child)
    const before = await flow.stored()
    const stale = await openMore(flow, status)
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const form = await flow.press(await openMore(flow, status, ben), en.reports.report, ben)
    const more = await remove(flow, status)
    expect(more.text).toBe(rounds.removed)
    expect(status.isDeleted).toBe(true)
    const [kept] = await flow.stored()
    const deleted = await readGeneration(flow.directory, before[0]?.id ?? '')
    expect(deleted).toMatchObject({ state: 'succeeded', settlement: before[0]?.settlement, frames: {} })
    expect(deleted?.deletedAt).toBeDefined()
    expect(deleted?.deletedBy).toBeUndefined()
    expect(JSON.stringify(deleted)).not.toMatch(/lighthouse|http/)
    // What somebody was writing into a form meanwhile is not lost.
    const report = await answered(flow, ben.submit(form, { [reasonField]: 'it shows my house' }))
    expect(messageOf(report).text).toContain(userErrors.notFound)
    expect(messageOf(report).text).toContain('it shows my house')
    // The other one has the very same bytes, and still needs them.
    expect(listMedia(flow)).toContain(before[0]?.result?.hash)
    expect(kept).toEqual(before[1])

    for (const label of [rounds.details, rounds.vary]) {
      expect(messageOf(await flow.press(stale, label)).text).toBe(userErrors.notFound)
    }
    const childMore = await openMore(flow, findStatus(child))
    await flow.press(childMore, rounds.details)
    expect(childMore.text).toContain(rounds.madeFromDeleted)
  })

  test('gives nothing back: what begins one video begins no second one in place of a deleted one', async () => {
    const flow = await open({ variables: { QUOTE_ABOVE: '0.50' } })
    const card = messageOf(await flow.ask())
    const generate = en.draft.generate('$0.63')
    const first = await flow.press(card, generate)
    await flow.untilTold(first)
    await remove(flow, findStatus(first))
    expect(messageOf(await flow.press(card, generate)).text).toBe(userErrors.notFound)
    expect(listSubmits(flow)).toHaveLength(1)
  })

  test('of what Again has made leaves it free to make the next', async () => {
    const flow = await open()
    const status = await flow.make()
    const { id } = await flow.storedOne()
    const begun = await flow.press(status, rounds.again)
    await flow.untilTold(begun)
    const child = (await flow.stored())[1]
    await remove(flow, findStatus(begun))
    await flow.untilTold(await flow.press(status, rounds.again))
    expect((await flow.stored())[1]).toMatchObject({ retryOf: id, claim: `again:${id}:${child?.id}` })
  })

  test('is for the owner and for moderators of the channel, and the record says who it was', async () => {
    const flow = await open()
    const ben = flow.discord.addUser({ name: 'Ben' })
    const mod = ben.in(flow.channel, { permissions: usualMemberPermissions | permissions.manageMessages })
    const cleo = flow.discord.addUser({ name: 'Cleo' }).in(flow.channel)
    const status = await flow.make()
    const { id, result } = await flow.storedOne()
    expect(listMedia(flow)).toContain(result?.hash)
    for (const name of ['again', 'change', 'vary', 'remove', 'removeNow', 'remix', `upgrade:${id}:pro.840000`]) {
      const forged = name.includes(':') ? name : createCustomId(name, id)
      const sent = await answered(flow, cleo.click(status, { forged }))
      expect([userErrors.notYours, userErrors.wrongPlace]).toContain(messageOf(sent).text)
    }
    const more = await remove(flow, status, mod)
    expect(more.text).toBe(rounds.removedByModerator)
    expect(status.isDeleted).toBe(true)
    expect(await flow.stored()).toEqual([])
    expect(listMedia(flow)).not.toContain(result?.hash)
    expect((await readGeneration(flow.directory, id))?.deletedBy).toBe(ben.id)
  })

  test('goes on after the end of the process, and when the channel opens again', async () => {
    const flow = await open()
    const status = await flow.make()
    flow.discord.faults.script({
      route: 'DELETE /channels/:channel/messages/:message',
      times: 2,
      effect: { kind: 'answer', status: 500 },
    })
    await remove(flow, status)
    expect(status.isDeleted).toBe(false)
    await flow.crashBot()
    await flow.startBot()
    await flow.time.until(() => status.isDeleted, 24 * 60 * 60_000)
    expect(readEverything(flow.member.sees())).not.toContain('kling-video.mp4')
  })
})
