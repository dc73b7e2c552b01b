import { expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import { walkComponents } from '../../sandbox/discord/validation/checkComponents.ts'
import { de } from '../../src/views/text/de.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { createPicture } from '../support/createPicture.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow()
const { mentions, changes, userErrors, draft } = en
const minute = 60_000

/** What the bot has answered to a message. */
const answersTo = ({ discord }: Pick<Flow, 'discord'>, { id }: SandboxMessage) =>
  discord.messages.filter((each) => each.authorId === discord.botUserId && each.reference?.messageId === id)

async function say(flow: Flow, words: string, how: Parameters<Member['say']>[1] = {}, by = flow.member) {
  const said = await by.say(words, how)
  await flow.time.settle()
  return said
}

/** The one card that answers. */
async function askBy(flow: Flow, words: string, how: Parameters<Member['say']>[1] = {}, by = flow.member) {
  const [card, ...others] = answersTo(flow, await say(flow, words, how, by))
  expect(others).toEqual([])
  if (card === undefined) throw new Error('There is no answer')
  expect(card.pings).toEqual([])
  return card
}

const labelsOf = ({ components }: SandboxMessage) =>
  walkComponents(components).flatMap(({ component: { label } }) => (typeof label === 'string' ? [label] : []))

function press(flow: Flow, card: SandboxMessage, begin: string, by = flow.member) {
  const label = labelsOf(card).find((each) => each.startsWith(begin))
  if (label === undefined) throw new Error(`There is no ${begin}`)
  return flow.press(card, label, by)
}

const generate = draft.generate('').trim()

test('a reply to a video says what should change, its card what it costs, and Generate makes it', async () => {
  const flow = await open()
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const video = await flow.make({ aspect_ratio: '9:16' })
  const card = await askBy(flow, 'at night, 10 seconds, wider', { replyTo: video })
  expect(card.text).toContain(`${usualPrompt}, at night`)
  for (const change of [changes.added('at night'), '5 s → **10 s**', '9:16 → **16:9**']) {
    expect(card.text).toContain(change)
  }
  // Everybody reads it: what Ana has left is nobody's business.
  expect(card.text).not.toContain('left')
  expect(labelsOf(card)).toEqual(['Generate · $1.26', draft.edit, draft.dismiss])
  expect((await press(flow, card, generate, ben)).message?.text).toBe(userErrors.notYours)

  await flow.crashBot()
  await flow.startBot()
  const [begun, again] = await Promise.all([press(flow, card, generate), press(flow, card, generate)])
  await flow.untilTold([begun, again].find(({ acknowledgedAs }) => acknowledgedAs === 5) ?? begun)
  const [first, second, ...others] = await flow.stored()
  expect(others).toEqual([])
  expect(second).toMatchObject({
    state: 'succeeded',
    retryOf: first?.id,
    request: { scene: { prompt: `${usualPrompt}, at night` }, duration: 10, aspectRatio: '16:9' },
  })
})

test('a reply to what notifies of a video, shows it again, or is a card of it means the video', async () => {
  const flow = await open()
  const video = await flow.make()
  const shown = await flow.member.run('kling show')
  await flow.time.advance(5_000)
  const copy = findStatus(shown)
  expect((await askBy(flow, 'at night', { replyTo: copy })).text).toContain(`${usualPrompt}, at night`)
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  expect((await askBy(flow, 'at night', { replyTo: copy }, ben)).text).toBe(mentions.noRemix)
  const notice = flow.discord.messages.find(({ reference }) => reference?.messageId === video.id)
  if (notice === undefined) throw new Error('There is no notice')
  const card = await askBy(flow, 'silent', { replyTo: notice })
  expect(card.text).toContain(usualPrompt)
  expect(card.text).toContain(changes.soundOff)
  const next = await askBy(flow, 'instead a blue whale', { replyTo: card })
  expect(next.text).toContain('a blue whale')
  expect(next.text).not.toContain(usualPrompt)
  expect(next.text).not.toContain(changes.soundOff)
  const form = await press(flow, next, draft.edit)
  await flow.member.submit(form, { prompt: 'a green whale' })
  await flow.time.settle()
  expect(next.text).toContain('a green whale')
  expect(next.text).not.toContain('left')
  await press(flow, next, draft.dismiss)
  expect(next.text).toBe(draft.dismissed)
})

test('a mention with a sentence and an image is a card, and then a video', async () => {
  const flow = await open()
  const picture = await createPicture('boat.png', { width: 640, height: 360 })
  const bot = `<@${flow.discord.botUserId}>`
  const card = await askBy(flow, `${bot} it sails away, 8 s, in pro`, { files: [picture] })
  expect(card.text).toContain('it sails away')
  const begun = await press(flow, card, generate)
  await flow.untilTold(begun)
  expect(await flow.storedOne()).toMatchObject({
    state: 'succeeded',
    request: { scene: { prompt: 'it sails away' }, duration: 8, quality: 'pro', startImage: { fileName: 'boat.png' } },
    frames: { start: { width: 640 } },
  })
  if (begun.message === undefined) throw new Error('There is no video')
  const words = await askBy(flow, 'faster, wider', { replyTo: begun.message })
  expect(words.text).toContain('it sails away, faster, wider')
  await flow.untilTold(await press(flow, words, generate))
  const [first, second] = await flow.stored()
  expect(second?.frames.start?.hash).toBe(first?.frames.start?.hash)
})

test('each case has its sentence, or silence where that is right', async () => {
  const flow = await open({ variables: { MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '1000' } })
  const { discord, channel } = flow
  const bot = `<@${discord.botUserId}>`
  const video = await flow.make()
  const replyTo = video
  const ben = discord.addUser({ name: 'Ben' })
  const other = ben.in(channel)
  const answer = async (words: string, how: Parameters<Member['say']>[1] = {}, by = flow.member) => {
    await flow.time.advance(minute)
    const texts = answersTo(flow, await say(flow, words, how, by)).map(({ text }) => text)
    expect(texts.length).toBeLessThan(2)
    return texts[0]
  }

  expect(await answer(bot)).toBe(mentions.hint)
  expect(await answer(`${bot} 🦊`)).toBe(mentions.hint)
  expect(await answer(`${bot} 10 s`)).toBe(mentions.hint)
  expect(await answer('please', { replyTo })).toBe(mentions.hintForReply)
  for (const words of ['😍', 'thanks!']) expect(await answer(words, { replyTo })).toBeUndefined()
  expect(await answer('at night', { replyTo, mentions: false })).toBeUndefined()
  expect(await answer('at night')).toBeUndefined()

  const picture = await createPicture('boat.png', { width: 640, height: 360 })
  expect(await answer(bot, { files: [picture] })).toBe(mentions.needsWords)
  expect(await answer(`${bot} sail`, { files: [picture, picture, picture] })).toBe(mentions.tooManyImages)
  const paper = { name: 'paper.txt', bytes: Buffer.from('paper'), contentType: 'text/plain' }
  const refused = await answer(`${bot} sail`, { files: [paper] })
  expect(refused).toContain(headOf(en.pictures.notAPicture('image')))
  expect(refused).toContain(en.card.notCounted)
  expect(refused).not.toContain(userErrors.nothingCharged)
  expect(await answer(`${bot} ${'a'.repeat(3_900)}`)).toContain('2500')
  const tooLong = answersTo(flow, await say(flow, 'at night, 90 seconds', { replyTo }))[0]
  expect(tooLong?.text).toContain('3–15')
  expect(tooLong?.text).toContain(`${usualPrompt}, at night`)
  // Nothing has to be typed again.
  expect(tooLong && labelsOf(tooLong)).toEqual(['15 s instead · $1.89', draft.edit])

  const people = Array.from({ length: 10 }, (_each, index) => discord.addUser({ name: `Person ${index}` }))
  const crowd = await answer(`with ${people.map(({ id }) => `<@${id}>`).join(' ')}`, { replyTo })
  expect(crowd).toContain('with Person 0 Person 1')

  expect(await answer('at night', { replyTo }, other)).toBe(mentions.noRemix)
  const foreign = await other.say('look')
  expect(await answer(`${bot} a fox`, { replyTo: foreign })).toContain('a fox')
  const moderator = discord.addUser({ name: 'Cleo' }).in(channel, { permissions: (1n << 40n) - 1n })
  const gone = await say(flow, `${bot} at night`, { replyTo })
  moderator.remove(video)
  await flow.time.settle()
  const packet = { op: 0, t: 'MESSAGE_CREATE', d: { ...discord.describe(gone), id: '1', guild_id: '1' } }
  const before = discord.messages.length
  await flow.time.advance(minute)
  discord.faults.sendToBot(packet)
  await flow.time.settle()
  expect(discord.messages.slice(before).map(({ text }) => text)).toEqual([mentions.gone])
  expect(await flow.stored()).toHaveLength(1)
})

test('a redelivery is one card, two replies are two, and a flood ends in one hint a minute', async () => {
  const flow = await open()
  const { discord } = flow
  const bot = `<@${discord.botUserId}>`
  const cards = () => discord.messages.filter(({ authorId }) => authorId === discord.botUserId)
  const said = await say(flow, `${bot} a fox`)
  const packet = { op: 0, t: 'MESSAGE_CREATE', d: { ...discord.describe(said), guild_id: '1' } }
  discord.faults.sendToBot(packet)
  await flow.time.settle()
  await flow.crashBot()
  await flow.startBot()
  discord.faults.sendToBot(packet)
  await flow.time.settle()
  expect(cards()).toHaveLength(1)

  await flow.time.advance(minute)
  await Promise.all([flow.member.say(`${bot} a wolf`), flow.member.say(`${bot} a whale`)])
  await flow.time.settle()
  expect(cards()).toHaveLength(3)
  await flow.time.advance(minute)
  for (let index = 0; index < 12; index += 1) await flow.member.say(`${bot} number ${index}`)
  await flow.time.until(() => cards().length >= 9, minute / 2)
  await flow.time.settle()
  const flooded = cards().slice(3)
  expect(flooded).toHaveLength(6)
  expect(flooded.filter(({ text }) => text === mentions.tooMany)).toHaveLength(1)
  await flow.time.advance(minute)
  expect((await askBy(flow, `${bot} a fox`)).text).toContain('a fox')
})

test('where the bot may not write, or nobody wants it to listen, it is silent', async () => {
  const flow = await open({ variables: { LISTEN_TO_MENTIONS: 'false' } })
  const words = `<@${flow.discord.botUserId}> a fox`
  expect(answersTo(flow, await say(flow, words))).toEqual([])
  await flow.stopBot()
  await flow.startBot({ LISTEN_TO_MENTIONS: 'true' })
  expect(answersTo(flow, await say(flow, words))).toHaveLength(1)
  flow.channel.setBotPermissions(1n << 10n)
  await flow.time.settle()
  expect(answersTo(flow, await say(flow, words))).toEqual([])
})

test('a server reads its own language, and a filter is told of', async () => {
  const flow = await open({ guild: { locale: 'de' } })
  const bot = `<@${flow.discord.botUserId}>`
  expect((await askBy(flow, bot)).text).toBe(de.mentions.hint)
  expect(labelsOf(await askBy(flow, `${bot} ein Fuchs, zehn Sekunden`))).toContain(de.draft.edit)
  flow.discord.faults.blockWord('wolf')
  expect((await askBy(flow, `${bot} ein Wolf`)).text).toBe(de.mentions.filtered)
})

test("somebody else's video is changed where its owner allows remixes", async () => {
  const flow = await open()
  const ben = flow.discord.addUser({ name: 'Ben' })
  const video = await flow.make()
  const settings = await askPrivately(flow, flow.member, 'kling settings')
  await flow.press(settings, en.settingsCard.off({ option: en.settingsCard.allowsRemix }))
  const other = ben.in(flow.channel)
  const card = await askBy(flow, 'at night', { replyTo: video }, other)
  expect((await press(flow, card, generate)).message?.text).toBe(userErrors.notYours)
  // Taken back, and given once more: the card stays.
  await flow.press(settings, en.settingsCard.on({ option: en.settingsCard.allowsRemix }))
  expect((await press(flow, card, generate, other)).message?.text).toBe(userErrors.remixTakenBack)
  await flow.press(settings, en.settingsCard.off({ option: en.settingsCard.allowsRemix }))
  const late = await askBy(flow, 'at dawn', { replyTo: video }, other)
  await flow.untilTold(await press(flow, card, generate, other))
  const [first, second] = await flow.stored()
  expect(second).toMatchObject({ state: 'succeeded', retryOf: first?.id, origin: { userId: ben.id } })

  const more = await flow.press(video, en.rounds.more)
  for (const label of [en.rounds.remove, en.rounds.removeNow]) await flow.press(findStatus(more), label)
  expect((await press(flow, late, generate, other)).message?.text).toBe(userErrors.remixTakenBack)
})

test('what was asked for in private stays so, however often a reply changes it, and is nobody else’s to change', async () => {
  const flow = await open()
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const settings = await askPrivately(flow, flow.member, 'kling settings')
  for (const option of [en.settingsCard.isPrivate, en.settingsCard.allowsRemix]) {
    await flow.press(settings, en.settingsCard.off({ option }))
  }
  const card = await askBy(flow, `<@${flow.discord.botUserId}> a fox`)
  expect((await askBy(flow, 'at night', { replyTo: card }, ben)).text).toBe(mentions.noRemix)
  const next = await askBy(flow, 'at night', { replyTo: card })
  const begun = await press(flow, next, generate)
  expect(begun.message?.ephemeralFor).toBe(flow.user.id)
  await flow.time.until(() => findStatus(begun).text.includes(says.ready))
  expect((await flow.storedOne()).origin.ephemeral).toBe(true)
})

test('in a thread below a video each round goes on from the one before, and stays there', async () => {
  const flow = await open()
  const bot = `<@${flow.discord.botUserId}>`
  const video = await flow.make()
  const thread = flow.channel.addThread({ from: video })
  await flow.time.settle()
  const inside = flow.user.in(thread)
  const first = await askBy(flow, `${bot} at night`, {}, inside)
  expect(first.text).toContain(`${usualPrompt}, at night`)
  await flow.untilTold(await press(flow, first, generate, inside))
  await flow.crashBot()
  await flow.startBot()
  const second = await askBy(flow, `${bot} silent`, {}, inside)
  expect(second.text).toContain(`${usualPrompt}, at night`)
  expect(second.text).toContain(changes.soundOff)
  expect((await flow.stored()).map(({ origin }) => origin.channelId)).toEqual([flow.channel.id, thread.id])

  // The newest is hers alone, and everybody in the thread would read it.
  const secret = await inside.run('kling video', { prompt: 'a surprise party', private: true })
  await flow.time.until(() => findStatus(secret).text.includes(says.ready))
  await flow.time.advance(minute)
  const third = await askBy(flow, `${bot} silent`, {}, inside)
  expect(third.text).toContain(`${usualPrompt}, at night`)
  expect(third.text).not.toContain('party')

  const ben = flow.discord.addUser({ name: 'Ben' }).in(thread)
  expect((await askBy(flow, `${bot} a whale`, {}, ben)).text).not.toContain(usualPrompt)
  const other = flow.channel.addThread()
  await flow.time.settle()
  expect((await askBy(flow, `${bot} a whale`, {}, flow.user.in(other))).text).not.toContain(usualPrompt)
})
