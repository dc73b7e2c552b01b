import { expect, test } from 'vitest'
import { minutes, seconds } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  // Where a job that waits can be cancelled free of charge.
  kling: { queueMilliseconds: Number.POSITIVE_INFINITY },
  variables: {
    KLING_PROVIDERS: 'runcomfy',
    MAX_OPEN_PER_PERSON: undefined,
    MAX_PER_PERSON_PER_DAY: undefined,
    BUDGET_PERSON_DAY: undefined,
  },
})

const isRefused = ({ text }: { text: string }) => text.includes(' requests ')

/** Asks and cancels until the bot has had enough. */
async function storm(flow: Flow, longest: number): Promise<string> {
  for (let count = 0; count < longest; count += 1) {
    const status = findStatus(await flow.ask())
    if (isRefused(status)) return status.text
    await flow.time.until(() => status.text.includes(says.waitingAtKling), minutes(1))
    await flow.press(status, 'Cancel (free)')
    await flow.time.until(() => status.text.startsWith(says.cancelled), minutes(1))
  }
  return 'never refused'
}

test('whoever asks and cancels is stopped within the minute, and other people go on', async () => {
  const flow = await open({ variables: { MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '3' } })
  expect(await storm(flow, 20)).toMatch(
    /^\*\*You've made 3 requests within a minute\.\*\* You can ask again <t:\d+:R>\.\n-# Not counted against your allowance\.\n```\n.*\n```$/,
  )
  expect(listSubmits(flow)).toHaveLength(3)
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  await ben.run('kling video', { prompt: 'a blue whale' })
  await flow.time.until(() => listSubmits(flow).length === 4, minutes(1))

  await flow.stopBot()
  await flow.startBot()
  expect(isRefused(findStatus(await flow.ask()))).toBe(true)
  await flow.time.advance(minutes(1))
  expect(isRefused(findStatus(await flow.ask()))).toBe(false)
})

test('a day has room for fifty attempts, however they end, and says when the next day begins', async () => {
  const flow = await open({ variables: { MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '1000' } })
  const refusal = await storm(flow, 60)
  const tomorrow = Date.UTC(2026, 10, 21) / 1_000
  expect(refusal.split('\n')[0]).toBe(
    `${en.userErrors.tooManyAttemptsToday({ limit: 50, when: `<t:${tomorrow}:R> (<t:${tomorrow}:F>)` })}`,
  )
  expect(listSubmits(flow)).toHaveLength(50)
  const usage = (await askPrivately(flow, flow.member, 'kling usage')).text
  expect(usage).toContain('- 0 of 10 videos used · 10 left\n- $0.00 of $3.00 used · $3.00 left')
  expect(usage).toContain(`- ${en.usage.attempts({ used: 50, limit: 50 })}`)

  await flow.stopBot()
  await flow.startBot()
  expect(isRefused(findStatus(await flow.ask()))).toBe(true)
})

test('Try again is an attempt as well', async () => {
  const flow = await open({
    kling: { queueMilliseconds: 0 },
    variables: { MAX_ATTEMPTS_PER_PERSON_PER_DAY: '2', KLING_PROVIDERS: 'runware' },
  })
  flow.kling.faults.add({
    endpoint: 'submit',
    times: 'untilCleared',
    effect: { kind: 'renderFails', failure: { kind: 'renderError' } },
  })
  const first = await flow.make()
  const second = await flow.untilTold(await flow.press(first, 'Try again'))
  const third = await flow.press(second, 'Try again')
  expect(third.message?.text).toContain(headOf(en.userErrors.tooManyAttemptsToday({ limit: 2, when: '' })))
  expect(listSubmits(flow)).toHaveLength(2)
})

test('a hundred commands at once are as many attempts as the cap allows', async () => {
  const flow = await open({
    variables: {
      MAX_OPEN_PER_PERSON: '1000',
      BUDGET_PERSON_DAY: 'unlimited',
      MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '7',
    },
  })
  const sent = await Promise.all(
    Array.from({ length: 100 }, (_, index) => flow.member.run('kling video', { prompt: `fox ${index}` })),
  )
  await flow.time.until(() => sent.every(({ acknowledgedAfter }) => acknowledgedAfter !== undefined), seconds(3))
  await flow.time.settle()
  expect(sent.filter(({ message }) => message?.ephemeralFor === undefined)).toHaveLength(7)
})
