import { expect, test } from 'vitest'
import { de } from '../../src/views/text/de.ts'
import { en } from '../../src/views/text/en.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  variables: { LOG_LEVEL: 'info' },
})
const crowd = 100

/** The next midnight and the first of the next month in UTC: the houses' time begins on 2026-11-20. */
const tomorrow = Date.UTC(2026, 10, 21) / 1_000
const nextMonth = Date.UTC(2026, 11, 1) / 1_000
const formatRenewal = (at: number) => `<t:${at}:R> (<t:${at}:F>)`

const tooDear = (sentence: typeof en.userErrors.overPersonBudget, renewsAt: number) =>
  en.userErrors.withCheaper(
    sentence({ needed: '$0.63', left: '$0.37', budget: '$1.00', when: formatRenewal(renewsAt) }),
  )

/** A hundred commands before any of them is answered, of one person or of a hundred. */
async function askAtOnce(flow: Flow, people: 1 | typeof crowd) {
  const members = Array.from({ length: people }, (_, index) =>
    flow.discord.addUser({ name: `Person ${index}` }).in(flow.channel),
  )
  const sent = await Promise.all(
    Array.from({ length: crowd }, (_, index) =>
      (members[index % people] ?? flow.member).run('kling video', { prompt: `fox ${index}` }),
    ),
  )
  await flow.time.until(() => sent.every(({ acknowledgedAfter }) => acknowledgedAfter !== undefined), 3_000)
  await flow.time.settle()
  return sent
}

test.each([
  ['open videos of a person', { MAX_OPEN_PER_PERSON: '1' }, 1, en.userErrors.tooManyOpen(1)],
  [
    'videos of a person and day',
    { MAX_PER_PERSON_PER_DAY: '1' },
    1,
    en.userErrors.tooManyToday({ limit: 1, when: formatRenewal(tomorrow) }),
  ],
  ['money of a person and day', { BUDGET_PERSON_DAY: '1' }, 1, tooDear(en.userErrors.overPersonBudget, tomorrow)],
  [
    'money of a server and month',
    { BUDGET_SERVER_MONTH: '1' },
    crowd,
    tooDear(en.userErrors.overServerBudget, nextMonth),
  ],
  ['money of everybody and month', { BUDGET_MONTH: '1' }, crowd, tooDear(en.userErrors.overBudget, nextMonth)],
] as const)('of a hundred commands at once, one passes a cap of one: %s', async (_cap, variables, people, sentence) => {
  const flow = await open({ variables })
  const sent = await askAtOnce(flow, people)
  const refused = sent.filter(({ message }) => message?.ephemeralFor !== undefined)
  expect(refused).toHaveLength(crowd - 1)
  // Below it each has the prompt that was typed.
  expect(new Set(refused.map((each) => findStatus(each).text.split('\n```')[0]))).toEqual(
    new Set([`${sentence}\n${en.userErrors.nothingCharged}`]),
  )
  await flow.time.advance(60_000)
  expect(listSubmits(flow)).toHaveLength(1)
  expect(await flow.storedOne()).toMatchObject({ state: 'running', reserved: 630_000 })
})

test('what ends without a video is given back, and the next may come', async () => {
  const caps = { MAX_OPEN_PER_PERSON: '1', MAX_PER_PERSON_PER_DAY: '1', BUDGET_PERSON_DAY: '1' }
  const flow = await open({ variables: { ...caps, KLING_PROVIDERS: 'runcomfy', RUNCOMFY_MAX_CONCURRENT: '1' } })
  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  await other.run('kling video', { prompt: 'a blue whale' })
  await flow.time.advance(5_000)
  const first = findStatus(await flow.ask())
  expect(findStatus(await flow.ask()).text).toContain(en.userErrors.tooManyOpen(1))
  await flow.press(first, 'Cancel (free)')
  await flow.time.until(() => first.text.startsWith(says.cancelled))
  await flow.ask()
  await flow.time.advance(5_000)
  expect((await flow.stored()).map(({ state }) => state)).toEqual(['running', 'cancelled', 'queued'])
})

test.each(['BUDGET_PERSON_DAY', 'BUDGET_SERVER_MONTH', 'BUDGET_MONTH'])(
  '%s of zero closes, and says so',
  async (name) => {
    const flow = await open({ variables: { [name]: '0' } })
    expect(findStatus(await flow.ask()).text).toBe(`${en.userErrors.closed}\n${en.userErrors.nothingCharged}`)
    expect(await flow.stored()).toEqual([])
  },
)

test('what no day of a person has room for is said, in private, with what fits', async () => {
  const flow = await open({ variables: { BUDGET_PERSON_DAY: '3', BUDGET_SERVER_MONTH: '2.5' } })
  const german = flow.discord.addUser({ name: 'Jonas', locale: 'de' })
  const texts = { en, de }
  for (const [language, member] of [
    ['en', flow.member],
    ['de', german.in(flow.channel)],
  ] as const) {
    const sent = await member.run('kling video', { prompt: 'a fox', quality: '4k', duration: 15 })
    await flow.time.until(() => sent.message !== undefined)
    const { userErrors, qualityNames, writing } = texts[language]
    const length = (seconds: number) => userErrors.lengthAtQuality({ seconds, quality: qualityNames['4k'] })
    const [needed, budget, price] = [writing.money(6_300_000), writing.money(3_000_000), writing.money(2_100_000)]
    expect(sent.message?.text).toContain(
      `${userErrors.neverInPersonBudget({ video: length(15), needed, budget })} ${userErrors.fits({ video: length(5), price })}`,
    )
    expect(sent.message?.ephemeralFor).toBeDefined()
  }
  expect(await flow.stored()).toEqual([])
  expect(flow.kling.requests).toEqual([])
})
