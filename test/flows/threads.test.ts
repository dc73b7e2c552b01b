import { describe, expect, test } from 'vitest'
import {
  permissions,
  usualAdminPermissions,
  usualBotPermissions,
  usualMemberPermissions,
} from '../../sandbox/discord/flags.ts'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Channel } from '../../sandbox/discord/world/createWorldEditor.ts'
import { createCustomId } from '../../src/interactions/customId.ts'
import { en } from '../../src/views/text/en.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { BUDGET_PERSON_DAY: 'unlimited', MAX_OPEN_PER_PERSON: '9' } })
const { rounds, threads } = en

function expectMessage(message: SandboxMessage | undefined): SandboxMessage {
  if (message === undefined) throw new Error('There is no such message')
  return message
}

const openMore = async (flow: Flow, status: SandboxMessage, by = flow.member) =>
  expectMessage((await flow.press(status, rounds.more, by)).message)

/** What the bot said to somebody alone last. */
const lastWord = ({ discord, user }: Flow, to = user) =>
  discord.messages.filter(({ ephemeralFor }) => ephemeralFor === to.id).at(-1)?.text ?? ''

/** Presses Make a thread below More. */
async function startThread(flow: Flow, status: SandboxMessage): Promise<Channel> {
  await flow.press(await openMore(flow, status), threads.start)
  const [thread] = flow.channel.threads
  if (thread === undefined) throw new Error(`No thread was started: ${lastWord(flow)}`)
  return thread
}

/** What everybody sees there of the bot, without the words that mention an owner. */
const cardsIn = ({ discord }: Flow, { id }: Pick<Channel, 'id'>) =>
  discord.messages.filter(
    ({ channelId, authorId, isDeleted, ephemeralFor, pings }) =>
      channelId === id &&
      authorId === discord.botUserId &&
      !isDeleted &&
      ephemeralFor === undefined &&
      pings.length === 0,
  )

/** Waits for the video of the newest card there. */
async function untilReady(flow: Flow, thread: Channel): Promise<SandboxMessage> {
  await flow.time.until(() => cardsIn(flow, thread).at(-1)?.text.includes(says.ready) === true, 10 * 60_000)
  await flow.time.settle()
  return expectMessage(cardsIn(flow, thread).at(-1))
}

describe('Make a thread', () => {
  test('starts one from the message of the video, once, and only its owner may, in a channel', async () => {
    const flow = await open()
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const status = await flow.make({ prompt: 'a @everyone **fox** in the snow' })
    const { id } = await flow.storedOne()
    const theirs = await openMore(flow, status, ben)
    expect(seeLabels(theirs)).not.toContain(threads.start)
    await ben.click(theirs, { forged: createCustomId('startThread', id) })
    await flow.time.settle()
    expect(flow.channel.threads).toEqual([])

    const more = await openMore(flow, status)
    await flow.crashBot()
    await flow.startBot()
    await Promise.all([flow.press(more, threads.start), flow.press(more, threads.start)])
    const [thread, ...others] = flow.channel.threads
    expect(others).toEqual([])
    expect(thread).toMatchObject({ id: status.id, name: 'a @everyone **fox** in the snow' })
    const words = flow.discord.messages
      .filter(({ ephemeralFor }) => ephemeralFor === flow.user.id)
      .map(({ text }) => text)
    expect(words).toContain(threads.started(`<#${status.id}>`))
    expect(words).toContain(threads.exists(`<#${status.id}>`))

    if (thread === undefined) return
    const inThread = await flow.user.in(thread).run('kling video', { prompt: 'a swan' })
    await flow.time.settle()
    await untilReady(flow, thread)
    const below = await flow.press(expectMessage(inThread.message), rounds.more, flow.user.in(thread))
    expect(seeLabels(expectMessage(below.message))).not.toContain(threads.start)
  })

  test('says what is missing, and that the message is gone', async () => {
    const flow = await open()
    const status = await flow.make()
    // Through the bot nobody starts one who may not.
    const quiet = { permissions: usualMemberPermissions & ~permissions.createPublicThreads }
    expect(seeLabels(await openMore(flow, status, flow.user.in(flow.channel, quiet)))).not.toContain(threads.start)
    flow.channel.setBotPermissions(usualBotPermissions & ~permissions.createPublicThreads)
    const more = await openMore(flow, status)
    await flow.press(more, threads.start)
    expect(lastWord(flow)).toBe(threads.forbidden)
    flow.channel.setBotPermissions(usualBotPermissions)
    flow.user.in(flow.channel, { permissions: usualAdminPermissions }).remove(status)
    await flow.time.settle()
    await flow.press(more, threads.start)
    expect(lastWord(flow)).toBe(threads.messageGone)
    expect(flow.channel.threads).toEqual([])
  })
})

describe('a round of a video that has a thread', () => {
  test('is posted there from the channel as from the thread, after a restart as well, and paid once', async () => {
    const flow = await open()
    const status = await flow.make()
    const thread = await startThread(flow, status)
    const inThread = flow.user.in(thread)
    await flow.crashBot()
    await flow.startBot()
    await Promise.all([flow.press(status, rounds.again), flow.press(status, rounds.again)])
    expect(cardsIn(flow, thread)).toHaveLength(1)
    const card = await untilReady(flow, thread)
    expect(card.attachments).toHaveLength(1)
    expect(listSubmits(flow)).toHaveLength(2)
    expect(cardsIn(flow, flow.channel)).toEqual([status])

    // A reply to the video in the channel, and one to the video in the thread.
    const said = await flow.member.say('at night', { replyTo: status })
    await flow.time.settle()
    const draft = expectMessage(flow.discord.messages.find(({ reference }) => reference?.messageId === said.id))
    await flow.press(draft, en.draft.generate('$0.63'))
    const third = await untilReady(flow, thread)
    expect(third.id).not.toBe(card.id)
    await flow.press(third, rounds.again, inThread)
    await untilReady(flow, thread)
    const stored = await flow.stored()
    expect(stored.map(({ origin }) => origin.channelId)).toEqual([flow.channel.id, thread.id, thread.id, thread.id])
    expect(stored.map(({ state }) => state)).toEqual(Array(4).fill('succeeded'))
  })

  test('goes on where its message was posted before the end of the process', async () => {
    const flow = await open()
    const status = await flow.make()
    const thread = await startThread(flow, status)
    flow.discord.faults.script({ route: 'POST /channels/:channel/messages', times: 2, effect: { kind: 'loseAnswer' } })
    await flow.member.click(status, { label: rounds.again })
    await flow.time.until(() => cardsIn(flow, thread).length > 0, 5_000)
    await flow.crashBot()
    await flow.startBot()
    await untilReady(flow, thread)
    expect(cardsIn(flow, thread)).toHaveLength(1)
    expect(listSubmits(flow)).toHaveLength(2)
  })

  test('is not begun where nobody may write, and stands in the channel once the thread is gone', async () => {
    const flow = await open()
    const status = await flow.make()
    const thread = await startThread(flow, status)
    thread.archive({ locked: true })
    await flow.press(status, rounds.again)
    expect(lastWord(flow)).toBe(threads.roundClosed(`<#${thread.id}>`))
    // One that closed itself is opened by the message.
    thread.archive()
    await flow.press(status, rounds.again)
    expect(lastWord(flow)).toBe(threads.roundThere(`<#${thread.id}>`))
    await untilReady(flow, thread)
    thread.delete()
    await flow.press(status, rounds.again)
    expect(lastWord(flow)).toBe(threads.roundGone)
    const sent = await flow.press(status, rounds.again)
    await flow.untilTold(sent)
    expect(sent.message?.channelId).toBe(flow.channel.id)
    expect(listSubmits(flow)).toHaveLength(3)
  })
})

test('Report video finds a card that was posted in a thread', async () => {
  const flow = await open()
  const status = await flow.make()
  const thread = await startThread(flow, status)
  await flow.press(status, rounds.again)
  const card = await untilReady(flow, thread)
  await flow.crashBot()
  await flow.startBot()
  const ben = flow.discord.addUser({ name: 'Ben' }).in(thread)
  const opened = await ben.runOnMessage(en.reports.command, card)
  await flow.time.settle()
  const told = await ben.submit(opened, { reason: 'rude' })
  await flow.time.settle()
  expect(told.message?.text).toBe(en.reports.thanks)
})

test('Post shows a video of the thread in the channel once, and Delete takes both away', async () => {
  const flow = await open()
  const ben = flow.discord.addUser({ name: 'Ben' })
  const status = await flow.make()
  const thread = await startThread(flow, status)
  await flow.press(status, rounds.again)
  const card = await untilReady(flow, thread)
  const inThread = flow.user.in(thread)
  const theirs = await openMore(flow, card, ben.in(thread))
  expect(seeLabels(theirs)).not.toContain(threads.post)
  expect(seeLabels(await openMore(flow, status))).not.toContain(threads.post)

  const more = await openMore(flow, card, inThread)
  // Through the bot nobody writes where they may not.
  const silent = flow.user.in(thread, { permissions: usualMemberPermissions & ~permissions.sendMessages })
  expect(seeLabels(await openMore(flow, card, silent))).not.toContain(threads.post)
  await flow.press(more, threads.post, silent)
  expect(lastWord(flow)).toBe(threads.postNotAllowed)
  const close = flow.discord.faults.script({
    route: 'POST /channels/:channel/messages',
    effect: { kind: 'answer', status: 403, body: { code: 50_013, message: 'Missing Permissions' } },
  })
  await flow.press(more, threads.post, inThread)
  close()
  expect(lastWord(flow)).toBe(threads.postClosed)
  // Whether it stands nobody knows, until it is looked for by the next press.
  flow.discord.faults.script({ route: 'POST /channels/:channel/messages', times: 2, effect: { kind: 'loseAnswer' } })
  await flow.press(more, threads.post, inThread)
  await flow.time.advance(10_000)
  await flow.time.settle()
  expect(lastWord(flow)).toBe(threads.postUnclear)
  await flow.crashBot()
  await flow.startBot()
  await Promise.all([flow.press(more, threads.post, inThread), flow.press(more, threads.post, inThread)])
  await flow.time.settle()
  const posts = cardsIn(flow, flow.channel).filter(({ id }) => id !== status.id)
  expect(posts).toHaveLength(1)
  const [post] = posts
  expect(post?.attachments).toHaveLength(1)
  expect(post?.text).toContain(says.ready)
  expect(lastWord(flow)).toContain(`/${post?.id}`)
  expect(listSubmits(flow)).toHaveLength(2)

  const cleo = flow.discord.addUser({ name: 'Cleo' })
  const moderator = cleo.in(thread, { permissions: usualAdminPermissions })
  const asked = await openMore(flow, card, moderator)
  await flow.press(asked, rounds.remove, moderator)
  await flow.press(asked, rounds.removeNow, moderator)
  await flow.time.settle()
  expect(post?.isDeleted).toBe(true)
  expect(card.isDeleted).toBe(true)
  // Its owner is told by whom, alone.
  const direct = flow.discord.messages.filter(({ channelId }) => channelId === flow.user.directMessages().id)
  expect(direct.map(({ text }) => text)).toEqual([
    rounds.removedOfYours({
      name: 'a red fox walks through deep snow',
      channel: `<#${thread.id}>`,
      by: `<@${cleo.id}>`,
    }),
  ])
})

test.each([
  ['Delete looks for it', 0],
  ['the next process has found it', 7 * 60_000],
])('a post over which the process ended goes with its video: %s', async (_, pause) => {
  const flow = await open()
  const status = await flow.make()
  const thread = await startThread(flow, status)
  await flow.press(status, rounds.again)
  const card = await untilReady(flow, thread)
  const inThread = flow.user.in(thread)
  const more = await openMore(flow, card, inThread)
  flow.discord.faults.script({ route: 'POST /channels/:channel/messages', effect: { kind: 'loseAnswer' } })
  const findPosts = () => cardsIn(flow, flow.channel).filter(({ id }) => id !== status.id)
  await inThread.click(more, { label: threads.post })
  await flow.time.until(() => findPosts().length > 0, 5_000)
  const [post] = findPosts()
  await flow.crashBot()
  await flow.startBot()
  await flow.time.advance(pause)
  await flow.time.settle()
  if (pause > 0) {
    const effect = { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } } as const
    flow.discord.faults.script({ route: 'GET /channels/:channel/messages', effect })
  }
  const asked = await openMore(flow, card, inThread)
  await flow.press(asked, rounds.remove, inThread)
  await flow.press(asked, rounds.removeNow, inThread)
  await flow.time.settle()
  expect([card.isDeleted, post?.isDeleted]).toEqual([true, true])
})
