import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { SandboxEvent } from '../../sandbox/discord/sandboxEvents.ts'
import { en } from '../../src/views/text/en.ts'
import { readEverything, seeButtons, seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findNotices, findPrivateWord, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow({
  kling: { queueMilliseconds: Number.POSITIVE_INFINITY, renderMilliseconds: Number.POSITIVE_INFINITY },
})
const notAPicture = { name: 'notes.png', bytes: Buffer.from('Dear diary, today I saw a fox.') }

async function askAndRefuse(flow: Flow, { after = 0, isHeard = true } = {}): Promise<SentInteraction> {
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length > 0)
  await flow.time.advance(5_000 + after)
  flow.kling.faults.clear()
  await flow.kling.fail(flow.kling.jobs[0]?.id ?? '', { kind: 'contentRefused' })
  if (isHeard) await flow.time.until(() => findStatus(sent).isDeleted)
  return sent
}
const afterTheToken = 16 * 60_000

const listDirect = ({ discord, user }: Flow): SandboxMessage[] =>
  discord.messages.filter(({ channelId }) => channelId === user.directMessages().id)
const listFollowUps = ({ discord, user, channel }: Flow, sent: SentInteraction): SandboxMessage[] =>
  discord.messages.filter(
    ({ ephemeralFor, channelId, reference }) =>
      ephemeralFor === user.id && channelId === channel.id && reference?.messageId === sent.message?.id,
  )

/** Nobody but the owner ever read of it, and nobody was pinged. */
function expectNothingPublic(flow: Flow, sent: SentInteraction): void {
  expect(findStatus(sent).isDeleted).toBe(true)
  expect(readEverything([findStatus(sent)])).not.toContain(says.contentRefused)
  expect(findNotices(flow, sent)).toEqual([])
}

describe('after the token', () => {
  test('the owner is told in a direct message, with the prompt, the cost and the way back', async () => {
    const flow = await open()
    const sent = await askAndRefuse(flow, { after: afterTheToken })
    const [word, ...others] = listDirect(flow)
    if (word === undefined) throw new Error('Nobody was told')
    expect(others).toEqual([])
    expect(word.text).toContain(says.contentRefused)
    expect(word.text).toContain(`\`\`\`\n${usualPrompt}\n\`\`\``)
    expect(word.text).toContain('of your allowance')
    expect(word.text).toContain(en.privateEnd.askAgainIn(`<#${flow.channel.id}>`))
    // Nothing may be begun in direct messages here.
    expect(seeButtons(word)).toEqual([
      { label: 'Open channel', url: expect.stringMatching(new RegExp(`/\\d+/${flow.channel.id}$`)) },
    ])
    expectNothingPublic(flow, sent)
    expect((await flow.storedOne()).delivery.deliveredAt).toBeDefined()
  })

  test('Change prompt works there, where videos may be asked for, after a restart too', async () => {
    const flow = await open({ variables: { ALLOW_USER_INSTALL: 'true' } })
    await askAndRefuse(flow, { after: afterTheToken })
    const [word] = listDirect(flow)
    if (word === undefined) throw new Error('Nobody was told')
    expect(seeLabels(word)).toEqual(['Change prompt', 'Open channel'])
    await flow.stopBot()
    await flow.startBot()
    const there = flow.user.in(flow.user.directMessages())
    const opened = await flow.press(word, 'Change prompt', there)
    await flow.time.until(() => opened.modal !== undefined)
    const again = await there.submit(opened, { prompt: 'a boat at sea' })
    await flow.time.until(() => flow.kling.jobs.length === 2)
    await flow.kling.finish(flow.kling.jobs[1]?.id ?? '')
    await flow.time.until(() => again.message?.text.includes(says.ready) === true)
    expect(again.message?.channelId).toBe(word.channelId)
  })

  test('what Discord lets nobody say in private stays in the channel, and its button is for the owner', async () => {
    const flow = await open({ user: { acceptsDirectMessages: false } })
    const sent = await askAndRefuse(flow, { after: afterTheToken, isHeard: false })
    const status = await flow.untilTold(sent)
    expect(status.id).toBe(sent.message?.id)
    expect(status.isDeleted).toBe(false)
    expect(status.text).toContain(says.contentRefused)
    expect(status.text).toContain(en.card.countedPerhaps)
    expect(findNotices(flow, sent)).toHaveLength(1)
    const stranger = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const pressed = await flow.press(status, 'Change prompt', stranger)
    await flow.time.until(() => pressed.message !== undefined)
    expect(pressed.modal).toBeUndefined()
    expect(pressed.message?.text).toContain(en.userErrors.notYours)
    expect(pressed.message?.ephemeralFor).toBe(stranger.userId)
  })
})

describe('what is not certain', () => {
  const isFollowUp = (event: SandboxEvent) =>
    event.kind === 'messageCreated' && event.message.text.includes(says.contentRefused)

  test('a private message of which nobody knows whether it stands is followed by a direct one', async () => {
    const flow = await open()
    flow.discord.faults.script({ route: 'POST /webhooks/:application/:token', effect: { kind: 'loseAnswer' } })
    const sent = await askAndRefuse(flow)
    expect(listFollowUps(flow, sent)).toHaveLength(1)
    expect(listDirect(flow)).toHaveLength(1)
    expectNothingPublic(flow, sent)
  })

  test('nothing is posted in private while "thinking…" stands there, since everybody would read it', async () => {
    const flow = await open()
    const route = 'PATCH /webhooks/:application/:token/messages/:message'
    flow.discord.faults.script({ route, times: Number.POSITIVE_INFINITY, effect: { kind: 'reset' } })
    const sent = await flow.ask({ image: notAPicture })
    await flow.time.until(() => findStatus(sent).isDeleted, 30 * 60_000)
    expect(readEverything([findStatus(sent)])).not.toContain(en.pictures.notAPicture('image'))
    expect(listFollowUps(flow, sent)).toEqual([])
    expect(listDirect(flow)[0]?.text).toContain(en.pictures.notAPicture('image'))
  })

  test.each([
    ['soon', 30_000],
    ['late, after the token', 30 * 60_000],
  ])('a crash after the follow-up brings a direct message besides: started again %s', async (_, away) => {
    const flow = await open()
    const crashed = flow.crashBotAt(isFollowUp)
    const sent = await askAndRefuse(flow, { isHeard: false })
    await flow.time.until(() => listFollowUps(flow, sent).length === 1)
    await crashed
    expect(findStatus(sent).isDeleted).toBe(false)
    await flow.time.advance(away)
    await flow.startBot()
    await flow.time.until(() => findStatus(sent).isDeleted)
    expect(listFollowUps(flow, sent)).toHaveLength(1)
    expect(listDirect(flow)).toHaveLength(1)
    expectNothingPublic(flow, sent)
  })

  test.each([
    ['soon, when Discord still knows the nonce', 30_000],
    ['late, when the conversation is searched', 30 * 60_000],
  ])('a crash after the direct message repeats nothing: started again %s', async (_, away) => {
    const flow = await open()
    const crashed = flow.crashBotAt(isFollowUp)
    const sent = await askAndRefuse(flow, { after: afterTheToken, isHeard: false })
    await flow.time.until(() => listDirect(flow).length === 1)
    await crashed
    expect(findStatus(sent).isDeleted).toBe(false)
    await flow.time.advance(away)
    await flow.startBot()
    await flow.time.until(() => findStatus(sent).isDeleted)
    expect(listDirect(flow)).toHaveLength(1)
    expectNothingPublic(flow, sent)
  })

  test('a crash after the deletion tells nobody a second time', async () => {
    const flow = await open()
    const crashed = flow.crashBotAt(({ kind }) => kind === 'messageDeleted')
    const sent = await askAndRefuse(flow)
    await crashed
    expect((await flow.storedOne()).delivery.deliveredAt).toBeUndefined()
    await flow.startBot()
    await flow.time.advance(60_000)
    expect((await flow.storedOne()).delivery.deliveredAt).toBeDefined()
    expect(listFollowUps(flow, sent)).toHaveLength(1)
    expect(listDirect(flow)).toEqual([])
    expectNothingPublic(flow, sent)
  })

  test('a message that cannot be taken away now is taken away later, and nobody is told twice', async () => {
    const flow = await open()
    const route = /^DELETE /
    const stop = flow.discord.faults.script({ route, times: Number.POSITIVE_INFINITY, effect: { kind: 'reset' } })
    const sent = await askAndRefuse(flow, { isHeard: false })
    await flow.time.until(() => findPrivateWord(flow, sent, flow.user) !== undefined)
    await flow.time.advance(20 * 60_000)
    expect(findStatus(sent).isDeleted).toBe(false)
    stop()
    await flow.time.until(() => findStatus(sent).isDeleted)
    expect(listFollowUps(flow, sent)).toHaveLength(1)
    expect(listDirect(flow)).toEqual([])
    expectNothingPublic(flow, sent)
  })
})
