import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { openRaw } from '../support/openRaw.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const refusal = says.storeUnavailable
const refused = 'A command was refused because the store could not be written'

/** A second connection to the store, as another program would have it. */
const connect = (flow: Flow) => openRaw(join(flow.directory, 'kling.sqlite'))

test('a bot that was frozen while another took the store over refuses, and submits nothing', async () => {
  const flow = await open({ errors: ['Another process has taken the lease', refused] })
  const leases = connect(flow)
  // Frozen: the time passes, and nothing of the bot runs meanwhile.
  vi.setSystemTime(Date.now() + 60_000)
  await leases.query(
    `UPDATE leases SET value = json_object('fencing', json_extract(value, '$.fencing') + 1, 'expiresAt', ?1)`,
    Date.now() + 60_000,
  )
  const sent = await flow.ask()
  expect(sent.message?.text).toContain(refusal)
  await flow.time.advance(120_000)
  expect(flow.kling.jobs).toEqual([])
  expect(await flow.stored()).toEqual([])
})

test('while another program locks the store, commands are refused in time and nothing is submitted', async () => {
  const flow = await open({ errors: [refused] })
  const other = connect(flow)
  await other.query('BEGIN IMMEDIATE')
  const sent = await flow.ask()
  await other.query('ROLLBACK')
  expect(await sent.outcome).toBe('acknowledged')
  expect(sent.message?.text).toContain(refusal)
  expect(flow.kling.jobs).toEqual([])

  await flow.untilTold(await flow.ask())
  expect(flow.kling.jobs).toHaveLength(1)
})

test('a record that cannot be read is set aside and reported, and the others go on', async () => {
  const flow = await open({
    kling: { renderMilliseconds: 120_000 },
    errors: ['Unreadable record'],
  })
  const broken = await flow.ask({ prompt: 'the first of two foxes' })
  const whole = await flow.ask({ prompt: 'the second of two foxes' })
  await flow.time.until(() => flow.kling.jobs.length === 2)
  await flow.crashBot()
  const raw = connect(flow)
  await raw.query(`UPDATE generations SET value = '{"half a rec' WHERE value LIKE '%the first of two foxes%'`)
  await flow.startBot()
  await flow.untilTold(whole)
  expect(whole.message?.text).toContain(says.ready)
  expect(broken.message?.text).not.toContain(says.ready)
  const [unreadable] = await raw.query('SELECT value FROM unreadable_records')
  expect(JSON.stringify(unreadable)).toContain('half a rec')
})

test('a command of which Discord leaves fields out is stored and outlives a restart', async () => {
  const leftOut = ['locale', 'attachment_size_limit', 'app_permissions', 'context', 'guild_locale', 'version']
  const flow = await open({ user: { leftOut }, kling: { renderMilliseconds: 120_000 } })
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length === 1)
  await flow.crashBot()
  await flow.startBot()
  await flow.untilTold(sent)
  expect(sent.message?.text).toContain(says.ready)
  expect((await flow.storedOne()).origin).toMatchObject({ locale: 'en-US', uploadLimit: 10_485_760 })
})

test('one that a newer bot has written counts on while this bot cannot read it, and goes on when it can be read', async () => {
  const flow = await open({
    kling: { renderMilliseconds: 120_000 },
    variables: { MAX_PER_PERSON_PER_DAY: '1' },
    errors: ['Unreadable record'],
  })
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length === 1)
  await flow.crashBot()
  const records = connect(flow)
  await records.query(`UPDATE generations SET value = replace(value, '"state":"running"', '"state":"imagining"')`)
  await flow.startBot()
  expect((await flow.ask()).message?.text).toContain(headOf(en.userErrors.tooManyToday({ limit: 1, when: '' })))
  await flow.crashBot()
  await records.query(`UPDATE unreadable_records SET value = replace(value, 'imagining', 'running')`)
  await flow.startBot()
  await flow.untilTold(sent)
  expect(sent.message?.text).toContain(says.ready)
  expect(flow.kling.jobs).toHaveLength(1)
})

test.each([
  ['forwards', 60 * 60_000],
  ['backwards', -60 * 60_000],
] as const)('a clock that jumps %s by an hour loses nothing and pays nothing twice', async (_direction, jump) => {
  const flow = await open({ kling: { renderMilliseconds: 90_000 } })
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length === 1)
  vi.setSystemTime(Date.now() + jump)
  await flow.time.until(() => flow.discord.messages.some(({ pings }) => pings.length > 0), 4 * 60 * 60_000)
  expect(sent.message?.text).toContain(says.ready)
  expect(flow.kling.jobs).toHaveLength(1)
})
