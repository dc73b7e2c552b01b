import { expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../../sandbox/discord/people/member.ts'
import { en } from '../../../src/views/text/en.ts'
import { askPrivately } from '../../support/askPrivately.ts'
import { says } from '../../support/says.ts'
import { type Flow, findStatus, useFlow } from '../../support/useFlow.ts'
import { openServer } from './support.ts'

const open = useFlow()
const { reports } = en

/** A server with a channel for reports, a finished video of Ben's, and Carl, who sees it. */
async function openReported(flow: Flow) {
  const server = await openServer(flow)
  const desk = server.guild.addChannel({ name: 'reports' })
  const carl = flow.discord.addUser({ name: 'Carl' }).in(server.channel)
  await flow.time.settle()
  const card = await server.run('settings')
  await server.choose(card, 'reportChannel', [desk.id])
  const sent = await server.answered(await server.member.run('kling video', { prompt: 'a red fox' }))
  await flow.time.until(() => findStatus(sent).text.includes(says.ready))
  await flow.time.advance(5_000)
  const video = findStatus(sent)

  async function report(by: Member, reason = 'it shows @everyone **my** face', target: SandboxMessage = video) {
    const opened = await server.answered(await by.runOnMessage(reports.command, target))
    if (opened.modal === undefined) return opened.message?.text
    const told = await server.answered(await by.submit(opened, { reason }))
    await flow.time.advance(1_000)
    return told.message?.text
  }
  const listPosted = () =>
    flow.discord.messages.filter(({ channelId, text }) => channelId === desk.id && text.includes('Reported:'))
  const moderator = flow.discord
    .addUser({ name: 'Mo' })
    .in(desk, { permissions: usualMemberPermissions | permissions.manageMessages })
  return { ...server, desk, carl, video, report, listPosted, moderator }
}

test('a report reaches the moderators once for each person, who remove the video after a restart; its owner hears nothing', async () => {
  const flow = await open()
  const { report, carl, listPosted, moderator, video, ben, run, desk } = await openReported(flow)
  expect(await report(carl)).toBe(reports.thanks)
  expect(await report(carl)).toBe(reports.already)
  const [posted, ...others] = listPosted()
  expect(others).toEqual([])
  if (posted === undefined) throw new Error('Nothing was posted')
  expect(posted.text).toContain(`by <@${ben.id}>`)
  expect(posted.pings).toEqual([])
  const seenByBen = flow.discord.messages.filter(
    ({ text, channelId }) => channelId !== desk.id && text.includes('eport'),
  )
  expect(seenByBen.filter(({ ephemeralFor }) => ephemeralFor === ben.id || ephemeralFor === undefined)).toEqual([])

  await flow.stopBot()
  await flow.startBot()
  const member = flow.discord.addUser({ name: 'Nosy' }).in(desk)
  expect((await flow.press(posted, reports.remove, member)).message?.text).toBe(reports.notModerator)
  expect(video.isDeleted).toBe(false)
  await flow.press(posted, reports.remove, moderator)
  expect(posted.text).toContain(reports.removed(`<@${moderator.userId}>`))
  await flow.time.advance(5_000)
  expect(video.isDeleted).toBe(true)
  expect((await run('log')).text).toContain(en.audit.videoRemoved(`<@${ben.id}>`))
  expect((await run('reports')).text).toContain(reports.removed(`<@${moderator.userId}>`))
})

test('a report is dismissed, or its person blocked, from the list as well', async () => {
  const flow = await open()
  const { carl, video, run, admin, ben, ask, member, answered } = await openReported(flow)
  // By the button behind More, which its owner does not have.
  const own = await flow.press(video, en.rounds.more, member)
  expect(JSON.stringify(own.message?.components)).not.toContain('"report:')
  const more = await flow.press(video, en.rounds.more, carl)
  if (more.message === undefined) throw new Error('There is nothing behind More')
  const form = await flow.press(more.message, reports.report, carl)
  expect((await answered(await carl.submit(form, { reason: 'rude' }))).message?.text).toBe(reports.thanks)
  const list = await run('reports')
  const opened = await flow.press(list, reports.block, admin)
  await answered(await admin.submit(opened, { reason: 'not here', length: ['day'] }))
  const refused = await ask(member)
  expect(refused).toContain('Reason: not here')
  expect(refused).toMatch(/You can't make videos in this server until <t:\d+:R>/)
  await flow.press(list, reports.dismiss, admin)
  expect(list.text).toContain(reports.dismissed(`<@${admin.userId}>`))
  expect((await run('log')).text).toContain(en.audit.reportDismissed(`<@${ben.id}>`))
})

test('a press in the list leaves the list, on the page where it was made, also after a restart', async () => {
  const flow = await open({ variables: { MAX_OPEN_PER_PERSON: '9', BUDGET_PERSON_DAY: 'unlimited' } })
  const { report, run, admin, video, answered, channel, boss } = await openReported(flow)
  for (let count = 1; count <= 6; count += 1) {
    const member = flow.discord.addUser({ name: `Member ${count}` }).in(channel)
    await flow.time.settle()
    expect(await report(member, `reason ${count}`)).toBe(reports.thanks)
  }
  const list = await run('reports')
  await flow.press(list, en.buttons.nextPage, admin)
  expect(list.text).toContain('reason 1')
  expect(list.text).not.toContain('reason 6')
  await flow.stopBot()
  await flow.startBot()
  await flow.press(list, reports.dismiss, admin)
  expect(list.text).toContain(reports.title)
  expect(list.text).toContain(reports.dismissed(`<@${boss.id}>`))
  expect(list.text).not.toContain('reason 6')
  await flow.press(list, en.buttons.previousPage, admin)
  expect(list.text).toContain('reason 6')
  expect(list.text).toContain('reason 2')
  await flow.press(list, reports.remove, admin)
  await flow.time.advance(5_000)
  expect(list.text).toContain(reports.title)
  expect(list.text).toContain('reason 2')
  expect(list.text).toContain(reports.removed(`<@${boss.id}>`))
  expect(video.isDeleted).toBe(true)
  await answered(await admin.run('kling help'))
})

test('what is no video that everybody sees cannot be reported', async () => {
  const flow = await open()
  const { report, carl } = await openReported(flow)
  const said = await carl.say('hello')
  expect(await report(carl, 'rude', said)).toBe(reports.notReportable)
})

test('a copy that was shown again is reported like the video, and goes with it', async () => {
  const flow = await open()
  const { report, carl, ben, other, answered, listPosted, moderator, video } = await openReported(flow)
  const shown = await answered(await ben.in(other).run('kling show'))
  await flow.time.advance(5_000)
  const copy = findStatus(shown)
  expect(copy.ephemeralFor).toBeUndefined()
  await flow.stopBot()
  await flow.startBot()
  const dora = flow.discord.addUser({ name: 'Dora' }).in(other)
  expect(await report(dora, 'rude', copy)).toBe(reports.thanks)
  expect(await report(dora, 'rude', copy)).toBe(reports.already)
  expect(await report(carl)).toBe(reports.thanks)
  const [posted] = listPosted()
  if (posted === undefined) throw new Error('Nothing was posted')
  expect(posted.text).toContain(`/${copy.id}`)
  await flow.press(posted, reports.remove, moderator)
  await flow.time.advance(5_000)
  expect([copy.isDeleted, video.isDeleted]).toEqual([true, true])
})

test('a copy in another server is removed from there alone, later where Discord refuses at first', async () => {
  const flow = await open()
  const { ben, answered, video } = await openReported(flow)
  const there = await openServer(flow)
  const shown = await answered(await ben.in(there.other).run('kling show'))
  await flow.time.advance(5_000)
  const copy = findStatus(shown)
  const dora = flow.discord.addUser({ name: 'Dora' }).in(there.other)
  const opened = await answered(await dora.runOnMessage(reports.command, copy))
  expect((await answered(await dora.submit(opened, { reason: 'rude' }))).message?.text).toBe(reports.thanks)
  const route = 'DELETE /channels/:channel/messages/:message'
  flow.discord.faults.script({
    route,
    effect: { kind: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } },
  })
  const list = await there.run('reports')
  await flow.press(list, reports.remove, there.admin)
  expect(list.text).toContain(reports.removed(`<@${there.boss.id}>`))
  await flow.time.advance(5_000)
  expect(copy.isDeleted).toBe(false)
  await flow.crashBot()
  await flow.startBot()
  await flow.time.advance(2 * 60_000)
  expect([copy.isDeleted, video.isDeleted]).toEqual([true, false])
})

test('who reported is handed the report, whom it is about as well without who it was, and a handled one goes with its reporter', async () => {
  const flow = await open()
  const { report, carl, listPosted, moderator, member, ben } = await openReported(flow)
  await report(carl, 'it shows my face')
  const exportOf = async (by: Member) => {
    const card = await askPrivately(flow, by, 'kling privacy')
    const sent = await flow.press(card, en.privacyButtons.export, by)
    await flow.time.advance(3_000)
    return JSON.parse(await (await fetch(String(sent.message?.attachments[0]?.url))).text()).reports
  }
  expect(await exportOf(carl)).toMatchObject([{ reporterId: carl.userId, reason: 'it shows my face' }])
  const about = await exportOf(member)
  expect(about).toMatchObject([{ ownerId: ben.id, reason: 'it shows my face' }])
  expect(JSON.stringify(about)).not.toContain(carl.userId)

  const erase = async () => {
    const card = await askPrivately(flow, carl, 'kling privacy')
    await flow.press(card, en.privacyButtons.delete, carl)
    await flow.press(card, en.privacyButtons.confirm, carl)
    await flow.time.advance(3_000)
    return exportOf(carl)
  }
  expect(await erase()).toHaveLength(1)
  const [posted] = listPosted()
  if (posted === undefined) throw new Error('Nothing was posted')
  await flow.press(posted, reports.dismiss, moderator)
  await flow.time.advance(1_000)
  expect(await erase()).toEqual([])
})
