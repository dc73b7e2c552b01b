import { expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import { en } from '../../../src/views/text/en.ts'
import { askPrivately } from '../../support/askPrivately.ts'
import { useFlow } from '../../support/useFlow.ts'

const open = useFlow({ variables: { BUDGET_SERVER_MONTH: '100' } })
const managing = usualMemberPermissions | permissions.manageGuild

const linesOf = (text: string) => text.split('\n').filter((line) => line.startsWith('- <@'))

test('/kling-admin usage lists who spent what, a page at a time, for who may manage the server alone', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  const eve = flow.discord.addUser({ name: 'Eve' })
  const admin = eve.in(flow.channel, { permissions: managing })
  const empty = await askPrivately(flow, admin, 'kling-admin usage')
  expect(empty.text).toContain(en.admin.nobodySpent)
  expect(empty.text).toContain('$0.00 of $100.00 used')

  await flow.ask({ duration: 10 })
  for (let index = 0; index < 11; index += 1) {
    const member = flow.discord.addUser({ name: `Person ${index}` }).in(flow.channel)
    const sent = await member.run('kling video', { prompt: `fox ${index}` })
    await flow.time.until(() => sent.acknowledgedAfter !== undefined)
  }
  await flow.time.settle()

  const first = await askPrivately(flow, admin, 'kling-admin usage')
  expect(linesOf(first.text)).toHaveLength(10)
  expect(linesOf(first.text)[0]).toBe(`- <@${flow.user.id}> · $1.26 · 1 video · $1.26 of it in progress`)
  await flow.press(first, en.buttons.nextPage, admin)
  expect(linesOf(first.text)).toHaveLength(2)
  // A restart later, and with the permission gone.
  await flow.stopBot()
  await flow.startBot()
  await flow.press(first, en.buttons.previousPage, admin)
  expect(linesOf(first.text)).toHaveLength(10)
  const demoted = eve.in(flow.channel)
  const refused = await flow.press(first, en.buttons.nextPage, demoted)
  expect(refused.message?.text).toBe(en.adminErrors.notManager)
  expect(linesOf(first.text)).toHaveLength(10)
  await expect(demoted.run('kling-admin usage')).rejects.toThrow('missing permissions')
})

test('whom the server lets in by its own rules turns pages too, for a quarter of an hour', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  for (let index = 0; index < 11; index += 1) {
    const member = flow.discord.addUser({ name: `Person ${index}` }).in(flow.channel)
    await member.run('kling video', { prompt: `fox ${index}` })
  }
  await flow.time.settle()
  // Not by the client's own check, which such rules replace.
  const sent = await flow.member.run('kling-admin usage', {}, { raw: true })
  await flow.time.until(() => sent.message !== undefined)
  const list = sent.message
  if (list === undefined) throw new Error('There is no answer')
  await flow.press(list, en.buttons.nextPage)
  expect(linesOf(list.text)).toHaveLength(1)
  await flow.time.advance(15 * 60_000)
  const late = await flow.press(list, en.buttons.previousPage)
  expect(late.message?.text).toBe(en.adminErrors.notManager)
})
