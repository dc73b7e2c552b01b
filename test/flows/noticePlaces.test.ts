import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { says } from '../support/says.ts'
import { type Flow, type FlowOptions, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

/** Long enough that nobody is taken to look on. */
const open = useFlow({ kling: { renderMilliseconds: 5 * 60_000 } })

/** Somebody who has chosen where to hear of videos, and whose video is done. */
async function makeWith(place: 'direct' | 'none', options: FlowOptions = {}, isPrivate = false) {
  const flow = await open(options)
  const card = await askPrivately(flow, flow.member, 'kling settings')
  const chosen = await flow.member.choose(card, `chooseSetting:${flow.user.id}:notice`, [place])
  await flow.time.until(() => chosen.acknowledgedAfter !== undefined, 3_000)
  const sent = await flow.ask({ private: isPrivate })
  // No later change of mind surprises.
  await flow.member.choose(card, `chooseSetting:${flow.user.id}:notice`, ['here'])
  await flow.time.until(() => findStatus(sent).text.includes(says.ready))
  await flow.time.advance(60_000)
  return { flow, sent }
}

const inDirectMessages = (flow: Flow) => {
  const { id } = flow.user.directMessages()
  return flow.discord.messages.filter(({ channelId }) => channelId === id)
}

test('a direct message names and links the video, and nothing is said in the channel', async () => {
  const { flow, sent } = await makeWith('direct')
  const [told, ...others] = inDirectMessages(flow)
  expect(others).toEqual([])
  expect(told?.text).toContain('red fox')
  expect(told?.text).toContain(`/${findStatus(sent).id})`)
  expect(findNotices(flow, sent)).toEqual([])
  expect((await flow.storedOne()).delivery).toMatchObject({
    noticedAt: expect.any(Number),
    deliveredAt: expect.any(Number),
  })
})

test('a private video is told of there as well, without a link', async () => {
  const { flow } = await makeWith('direct', {}, true)
  const [told, ...others] = inDirectMessages(flow)
  expect(others).toEqual([])
  expect(told?.text).toMatch(/red fox.* is ready\.$/)
})

test('where direct messages are closed it is said in the channel, once, and in the settings', async () => {
  const { flow, sent } = await makeWith('direct', { user: { acceptsDirectMessages: false } })
  expect(inDirectMessages(flow)).toEqual([])
  expect(findNotices(flow, sent)).toHaveLength(1)
  const card = await askPrivately(flow, flow.member, 'kling settings')
  await flow.member.choose(card, `chooseSetting:${flow.user.id}:notice`, ['direct'])
  await flow.time.advance(1_000)
  expect(card.text).toContain(en.settingsCard.closedToMessages)
})

test('whoever wants no word gets none: the video itself is the answer', async () => {
  const { flow, sent } = await makeWith('none')
  expect(inDirectMessages(flow)).toEqual([])
  expect(findNotices(flow, sent)).toEqual([])
  expect(findStatus(sent).attachments).toHaveLength(1)
  expect((await flow.storedOne()).delivery.deliveredAt).toBeDefined()
})

test('after a crash between the word and its note nobody is told twice', async () => {
  const flow = await open()
  const card = await askPrivately(flow, flow.member, 'kling settings')
  await flow.member.choose(card, `chooseSetting:${flow.user.id}:notice`, ['direct'])
  await flow.time.settle()
  const sent = await flow.ask()
  await flow.crashBotWhen(({ delivery }) => delivery.noticeIntendedAt !== undefined)
  await flow.startBot()
  await flow.time.advance(5 * 60_000)
  expect(inDirectMessages(flow)).toHaveLength(1)
  expect(findNotices(flow, sent)).toEqual([])
})
