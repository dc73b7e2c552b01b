import { expect, test } from 'vitest'
import { en } from '../../../src/views/text/en.ts'
import { askPrivately } from '../../support/askPrivately.ts'
import { useFlow } from '../../support/useFlow.ts'
import { openServer } from './support.ts'

const open = useFlow({
  kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  variables: { BUDGET_SERVER_MONTH: '50', BUDGET_PERSON_DAY: '10', QUOTE_ABOVE: '2' },
})
const buttons = en.adminButtons

test('limits of a server bind at once, also of two at the same time, and usage and help agree', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const card = await server.run('limits')
  expect(card.text).toContain(en.adminLimits.operator({ month: '$50.00', day: '$10.00' }))
  await server.fill(card, buttons.memberDay, { amount: '5' })
  const quoted = await server.answered(await server.member.run('kling video', { prompt: 'a fox', quality: '4k' }))
  expect(quoted.message?.text).toContain(en.draft.left({ left: '$5.00', budget: '$5.00' }))
  await server.fill(card, buttons.memberDay, { amount: '$1,00' })
  expect(card.text).toContain(en.adminLimits.memberDay('$1.00'))

  // Two at once: one has room.
  const both = await Promise.all([server.ask(server.member), server.ask(server.member)])
  const refused = both.filter((each) => each !== undefined)
  expect(refused).toHaveLength(1)
  expect(refused[0]).toContain('you have $0.37 of $1.00 left in this server today')
  expect(await flow.stored()).toHaveLength(1)

  const usage = await askPrivately(flow, server.member, 'kling usage')
  expect(usage.text).toContain(`**${en.allowance.noMore}** · limited by ${en.allowanceLimits.member}`)
  expect(usage.text).toContain(en.usage.inServer('$0.63 of $1.00 used · $0.37 left'))
  const help = await askPrivately(flow, server.member, 'kling help')
  expect(help.text).toContain(en.help.memberBudget('$1.00'))
  // Elsewhere the limit of this server is nobody's business.
  const elsewhere = server.ben.in(flow.channel)
  expect(await server.ask(elsewhere)).toBeUndefined()

  // A role replaces it, the highest of several counts.
  const role = server.guild.addRole('Supporters')
  const small = server.guild.addRole('Guests')
  await flow.time.settle()
  await server.fill(card, buttons.roleDay, { role: [role.id], amount: '2' })
  await server.fill(card, buttons.roleDay, { role: [small.id], amount: '0' })
  expect(card.text).toContain(en.adminLimits.roleDay({ role: `<@&${role.id}>`, amount: '$2.00' }))
  server.guild.giveRoles(server.ben, [small, role])
  expect(await server.ask(server.member)).toBeUndefined()
  server.guild.giveRoles(server.ben, [small])
  expect(await server.ask(server.member)).toContain(en.adminErrors.closedHere)

  // The month of all.
  server.guild.giveRoles(server.ben, [])
  await server.fill(card, buttons.memberDay, { amount: '' })
  expect(card.text).toContain(en.adminLimits.byDefault(en.adminLimits.memberDay('$10.00')))
  await server.fill(card, buttons.month, { amount: '1.5' })
  expect(await server.ask(server.member)).toContain('this server has $0.24 of $1.50 left this month')
  const spending = await server.run('usage')
  expect(spending.text).toContain('$1.26 of $1.50 used')

  // After a restart it still binds.
  await flow.stopBot()
  await flow.startBot()
  expect(await server.ask(server.member)).toContain('$1.50')
})

test('what is no amount, or more than the operator allows, is refused with a sentence, and the log has the rest', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const card = await server.run('limits')
  const tooMuch = await server.fill(card, buttons.month, { amount: '500' })
  expect(tooMuch.message?.text).toContain(en.adminErrors.aboveOperator('$50.00'))
  const unclear = await server.fill(card, buttons.memberDay, { amount: 'much' })
  expect(unclear.message?.text).toContain(en.adminErrors.amountUnclear)
  const everyone = await server.fill(card, buttons.roleDay, { role: [server.guild.id], amount: '1' })
  expect(everyone.message?.text).toContain(en.adminErrors.isEveryone)
  const empty = await server.run('log')
  expect(empty.text).toContain(en.audit.nothing)

  await server.fill(card, buttons.month, { amount: '20' })
  await server.fill(card, buttons.month, { amount: '20' })
  await flow.time.advance(1_000)
  await server.fill(card, buttons.month, { amount: '5' })
  const log = await server.run('log')
  const lines = log.text.split('\n').filter((line) => line.startsWith('- '))
  expect(lines.map((line) => line.split(' · ').slice(1).join(' · '))).toEqual([
    `<@${server.boss.id}> · ${en.audit.changed({ what: en.auditNames.month, before: '$20.00', after: '$5.00' })}`,
    `<@${server.boss.id}> · ${en.audit.changed({ what: en.auditNames.month, before: en.adminLimits.none, after: '$20.00' })}`,
  ])
})
