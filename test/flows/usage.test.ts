import { expect, test } from 'vitest'
import { usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  variables: {
    KLING_PROVIDERS: 'runcomfy',
    MAX_OPEN_PER_PERSON: '3',
    MAX_PER_PERSON_PER_DAY: '10',
    BUDGET_PERSON_DAY: '3',
    BUDGET_SERVER_MONTH: '30',
  },
})

/** @see https://discord.com/developers/docs/topics/permissions */
const manageServer = 1n << 5n

/** The next midnight and the first of the next month in UTC: the houses' time begins on 2026-11-20. */
const tomorrow = Date.UTC(2026, 10, 21) / 1_000
const nextMonth = Date.UTC(2026, 11, 1) / 1_000
const renews = (at: number) => `Resets <t:${at}:R> (<t:${at}:F>).`

const notCertain = `-# ${en.usage.unknown('$0.63')}`

const more = (money: string) => Math.floor(Number(/([\d.]+) left/.exec(money)?.[1]) / 0.63)

const ofPerson = (videos: string, money: string, onTheirWay: string, reserved?: string, uncertain?: string) => [
  en.usage.personTitle,
  `**${en.allowance.moreToday(more(money))}** · limited by ${en.allowanceLimits.person}`,
  `- ${videos}`,
  `- ${money}`,
  `- ${onTheirWay} in progress`,
  `- ${videos.split(' ')[0]} of 50 requests, cancelled and failed ones included`,
  ...(reserved === undefined ? [] : [`-# ${en.usage.reserved(reserved)}`]),
  ...(uncertain === undefined ? [] : [uncertain]),
  `-# What costs nothing doesn't count. ${renews(tomorrow)}`,
  `-# 5 s with sound: ${en.qualityNames.standard} $0.63 · ${en.qualityNames.pro} $0.84 · ${en.qualityNames['4k']} $2.10`,
  `-# ${en.allowance.paidByOperator}`,
]

test('shows each their own, and the server’s only to those who may manage it', async () => {
  const flow = await open({
    kling: { renderMilliseconds: ({ duration }) => (duration === 10 ? Number.POSITIVE_INFINITY : 8_000) },
  })
  const read = async (member: typeof flow.member) => (await askPrivately(flow, member, 'kling usage')).text.split('\n')
  const ben = flow.discord.addUser({ name: 'Ben' })
  const admin = ben.in(flow.channel, { permissions: usualMemberPermissions | manageServer })
  const ofNothing = ofPerson('0 of 10 videos used · 10 left', '$0.00 of $3.00 used · $3.00 left', '0 of 3')
  expect(await read(flow.member)).toEqual(ofNothing)

  await flow.make()
  const running = findStatus(await flow.ask({ duration: 10, sound: false }))
  await flow.time.until(() => running.text.includes(says.rendering))
  expect(await read(flow.member)).toEqual(
    ofPerson('2 of 10 videos used · 8 left', '$1.47 of $3.00 used · $1.53 left', '1 of 3', '$0.84'),
  )
  expect(await read(ben.in(flow.channel))).toEqual(ofNothing)
  expect(await read(admin)).toEqual([
    ...ofNothing,
    '### This server this month',
    '- $1.47 of $30.00 used · $28.53 left',
    `-# ${en.usage.reserved('$0.84')}`,
    `-# ${renews(nextMonth)} Only members who can manage this server see this part.`,
  ])
})

test('marks what the server may have paid for, against the person as well, after a restart as before', async () => {
  const flow = await open()
  flow.kling.faults.add({
    endpoint: 'submit',
    effect: { kind: 'renderFails', failure: { kind: 'renderError', message: 'it did not work' } },
  })
  const admin = flow.user.in(flow.channel, { permissions: usualMemberPermissions | manageServer })
  await flow.make()
  const expected = [
    ...ofPerson('1 of 10 videos used · 9 left', '$0.63 of $3.00 used · $2.37 left', '0 of 3', undefined, notCertain),
    '### This server this month',
    '- $0.63 of $30.00 used · $29.37 left',
    notCertain,
    `-# ${renews(nextMonth)} Only members who can manage this server see this part.`,
  ]
  expect((await askPrivately(flow, admin, 'kling usage')).text.split('\n')).toEqual(expected)
  await flow.stopBot()
  await flow.startBot()
  expect((await askPrivately(flow, admin, 'kling usage')).text.split('\n')).toEqual(expected)
})

test('in a direct message shows the person’s own', async () => {
  const flow = await open({ variables: { ALLOW_USER_INSTALL: 'true' } })
  const member = flow.user.in(flow.user.directMessages())
  expect((await askPrivately(flow, member, 'kling usage')).text.split('\n')).toEqual([
    ...ofPerson('0 of 10 videos used · 10 left', '$0.00 of $3.00 used · $3.00 left', '0 of 3').slice(0, -1),
    `-# ${en.allowance.paidByOperator}`,
  ])
})
