import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { readEverything, seeGallery, seeLabels, seeVideoLink } from '../support/readMessage.ts'
import { sayNotice, says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow({ variables: { KLING_PROVIDERS: 'runware' } })

function flagNext(flow: Flow): void {
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { notSafeForWork: true } } })
}

const urlOf = (flow: Flow) => `${flow.kling.origin}/files/runware/results/${flow.kling.jobs[0]?.fileId}.mp4`

test('a sensitive video in an age-restricted channel is shown behind a spoiler', async () => {
  const flow = await open({ channel: { ageRestricted: true } })
  flagNext(flow)
  const status = await flow.make()
  expect(status.text).toContain(says.sensitive)
  expect(status.attachments).toHaveLength(1)
  expect(seeGallery(status)).toEqual([{ url: status.attachments[0]?.url, isSpoiler: true }])
  expect(seeVideoLink(status)).toBe(urlOf(flow))
})

test('in a thread of an age-restricted channel, too', async () => {
  const flow = await open({ channel: { ageRestricted: true } })
  const thread = flow.channel.addThread({ name: 'night' })
  await flow.time.settle()
  flagNext(flow)
  const member = flow.user.in(thread)
  const sent = await member.run('kling video', { prompt: 'a dancer in the dark' })
  const status = await flow.untilTold(sent)
  expect(seeGallery(status)).toEqual([{ url: status.attachments[0]?.url, isSpoiler: true }])
})

test('a sensitive video in an ordinary channel is for its owner alone', async () => {
  const flow = await open()
  flagNext(flow)
  const sent = await flow.ask()
  const status = await flow.untilTold(sent)
  expect(status.text).toContain(en.states.succeededWithheld)
  expect(status.attachments).toEqual([])
  expect(seeGallery(status)).toEqual([])
  expect(seeLabels(status)).toEqual([en.buttons.showPrivately, en.rounds.more])
  expect(findNotices(flow, sent)[0]?.text).toBe(sayNotice(flow.user.id, usualPrompt, en.notifications.withheld))
  // Not even its address stands in the channel.
  expect(readEverything(flow.discord.messages)).not.toContain('/results/')
  expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', settlement: { basis: 'reported' } })

  const stranger = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const refused = await flow.press(status, en.buttons.showPrivately, stranger)
  await flow.time.advance(1_000)
  expect(findStatus(refused).ephemeralFor).toBe(stranger.userId)
  expect(findStatus(refused).text).toContain(en.userErrors.notYours)
  expect(seeGallery(findStatus(refused))).toEqual([])

  for (const _time of ['at once', 'and once more']) {
    const shown = await flow.press(status, en.buttons.showPrivately)
    await flow.time.until(() => findStatus(shown).attachments.length > 0)
    const privately = findStatus(shown)
    expect(privately.ephemeralFor).toBe(flow.user.id)
    expect(privately.text).toContain(says.sensitive)
    expect(seeGallery(privately)).toEqual([{ url: privately.attachments[0]?.url, isSpoiler: true }])
    expect(seeVideoLink(privately)).toBe(urlOf(flow))
  }
  expect(stranger.sees().some((message) => seeGallery(message).length > 0)).toBe(false)
})

test('in a private answer it is covered', async () => {
  const flow = await open()
  flagNext(flow)
  const sent = await flow.ask({ private: true })
  await flow.time.until(() => findStatus(sent).attachments.length > 0)
  const status = findStatus(sent)
  expect(status.ephemeralFor).toBe(flow.user.id)
  expect(seeGallery(status)).toEqual([{ url: status.attachments[0]?.url, isSpoiler: true }])
})

test('in the direct messages with the bot it is covered', async () => {
  const flow = await open({ variables: { ALLOW_USER_INSTALL: 'true' } })
  flagNext(flow)
  const member = flow.user.in(flow.user.directMessages())
  const sent = await member.run('kling video', { prompt: 'a dancer in the dark' })
  const status = await flow.untilTold(sent)
  expect(seeGallery(status)).toEqual([{ url: status.attachments[0]?.url, isSpoiler: true }])
})
