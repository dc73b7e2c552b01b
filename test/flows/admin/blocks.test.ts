import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../../src/views/text/en.ts'
import { askPrivately } from '../../support/askPrivately.ts'
import { openRaw } from '../../support/openRaw.ts'
import { says } from '../../support/says.ts'
import { findStatus, useFlow } from '../../support/useFlow.ts'
import { openServer } from './support.ts'

const open = useFlow({ kling: { renderMilliseconds: 60_000 } })

test('a blocked person reads why and until when; what is in progress goes on; the end comes by itself', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const running = await server.answered(await server.member.run('kling video', { prompt: 'a red fox' }))
  const reason = 'posts **ads** @everyone'
  const blocked = await server.run('block', { person: server.ben, reason, for: 'day' })
  expect(blocked.text).toContain(`<@${server.ben.id}> can't make videos here, until`)
  expect(blocked.pings).toEqual([])

  const refused = await server.ask(server.member)
  expect(refused).toContain("You can't make videos in this server until")
  expect(refused).toContain('posts \\*\\*ads')
  // Everybody reads the answer to a mention: the reason is not in it.
  expect(await server.mention(server.member, 'a fox')).toBe(en.mentions.blocked)
  await flow.time.until(() => findStatus(running).text.includes(says.ready))
  const shown = await server.answered(await server.member.run('kling show'))
  expect(shown.message?.ephemeralFor).toBe(server.ben.id)
  expect(shown.message?.text).toContain("You can't make videos in this server until")

  // In other servers nobody is blocked by it.
  expect(await server.ask(server.ben.in(flow.channel))).toBeUndefined()

  await flow.stopBot()
  await flow.startBot()
  expect(await server.ask(server.member)).toContain("You can't make videos in this server until")
  await flow.time.advance(24 * 60 * 60_000)
  expect(await server.ask(server.member)).toBeUndefined()
})

test('blocks are listed, and lifted from the list or by command; each is in the log', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const carl = flow.discord.addUser({ name: 'Carl' })
  carl.in(server.channel)
  await server.run('block', { person: server.ben, reason: 'rude' })
  await flow.time.advance(1_000)
  await server.run('block', { person: carl, reason: 'spam', for: 'hour' })
  expect(await server.ask(server.member)).toContain("Ask an admin here if you think that's wrong.")

  const list = await server.run('blocks')
  expect(list.text).toContain(`<@${carl.id}> · until`)
  expect(list.text).toContain(`<@${server.ben.id}> · ${en.adminBlocks.forever} · by <@${server.boss.id}>`)
  await flow.press(list, en.adminButtons.unblock, server.admin)
  expect(list.text).not.toContain(`<@${carl.id}>`)

  const lifted = await server.run('unblock', { person: server.ben })
  expect(lifted.text).toBe(en.adminBlocks.unblocked(`<@${server.ben.id}>`))
  expect((await server.run('unblock', { person: server.ben })).text).toBe(
    en.adminBlocks.wasNotBlocked(`<@${server.ben.id}>`),
  )
  expect(await server.ask(server.member)).toBeUndefined()
  expect((await server.run('blocks')).text).toContain(en.adminBlocks.nobody)
  const log = await server.run('log')
  expect(log.text.match(/unblocked/g)).toHaveLength(2)
  expect(log.text).toContain(
    en.audit.blocked({ person: `<@${server.ben.id}>`, end: en.adminBlocks.forever, reason: 'rude' }),
  )
})

test('blocks that have ended hide no other one, and go; whom a block names is handed it without the names of others', async () => {
  const flow = await open({ variables: { RECORD_RETENTION_DAYS: '2' } })
  const server = await openServer(flow)
  await server.run('block', { person: server.ben, reason: 'rude' })
  for (let count = 1; count <= 8; count += 1) {
    const person = flow.discord.addUser({ name: `Guest ${count}` })
    person.in(server.channel)
    await server.run('block', { person, reason: 'spam', for: 'hour' })
  }
  await flow.time.advance(61 * 60_000)
  const list = await server.run('blocks')
  expect(list.text).toContain(`<@${server.ben.id}>`)
  expect(list.text).not.toContain('spam')

  const card = await askPrivately(flow, server.member, 'kling privacy')
  const exportOf = async () => {
    const sent = await flow.press(card, en.privacyButtons.export, server.member)
    await flow.time.advance(3_000)
    return JSON.parse(await (await fetch(String(sent.message?.attachments[0]?.url))).text())
  }
  const exported = await exportOf()
  expect(exported.server_blocks).toMatchObject([{ userId: server.ben.id, reason: 'rude' }])
  expect(exported.server_audit).toMatchObject([{ change: { kind: 'blocked', userId: server.ben.id } }])
  expect(JSON.stringify(exported)).not.toContain(server.boss.id)

  await flow.time.advance(3 * 24 * 60 * 60_000)
  const left = openRaw(join(flow.directory, 'kling.sqlite'))
  expect(await left.query('SELECT count(*) AS count FROM server_blocks')).toEqual([{ count: 1 }])
  expect(await left.query('SELECT count(*) AS count FROM server_audit')).toEqual([{ count: 0 }])
  await left.close()
})
