import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { days } from '../../src/domain/clock.ts'
import { openRaw } from '../support/openRaw.ts'
import { useFlow } from '../support/useFlow.ts'
import { openServer } from './admin/support.ts'

const open = useFlow({ variables: { RECORD_RETENTION_DAYS: '30', KLING_PROVIDERS: 'runware' } })
const prompt = 'a heron that nobody is to read of'

test('a month later the database knows what a video cost, and nothing of who asked for what', async () => {
  const flow = await open()
  flow.kling.faults.add({
    endpoint: 'submit',
    effect: { kind: 'renderFails', failure: { kind: 'renderError', message: 'it did not work' } },
  })
  const status = await flow.untilTold(await flow.ask({ prompt }))
  await flow.crashBot()
  vi.setSystemTime(Date.now() + days(31))
  await flow.startBot()
  await flow.time.until(async () => (await flow.storedOne()).forgottenAt !== undefined)

  expect(await flow.storedOne()).toMatchObject({ state: 'failed', reserved: 630_000, settlement: { spent: 0 } })
  const names = (await readdir(flow.directory)).filter((name) => name.startsWith('kling.sqlite'))
  const files = await Promise.all(names.map((name) => readFile(join(flow.directory, name), 'latin1')))
  for (const secret of [prompt, flow.user.id, status.id]) expect(files.join()).not.toContain(secret)
  const pressed = await flow.press(status, 'Try again')
  expect(pressed.message?.text).toContain('I no longer know this video')
  expect(flow.kling.jobs).toHaveLength(1)
})

test('what was shown, opened and not begun goes by its own age', async () => {
  const flow = await open({ kling: { renderMilliseconds: 8_000 }, variables: { QUOTE_ABOVE: '1' } })
  const { member, answered, ask, run } = await openServer(flow)
  await answered(await member.run('kling video', { prompt: 'a red fox' }))
  await flow.time.advance(60_000)
  await answered(await member.run('kling show'))
  await flow.time.advance(5_000)
  expect(await ask(member, { quality: '4k' })).toBeDefined()
  await run('log')
  const { query } = openRaw(join(flow.directory, 'kling.sqlite'))
  const count = async () => {
    const tables = ['shown_copies', 'drafts', 'admin_panels'].map((name) =>
      query(`SELECT count(*) AS count FROM ${name}`),
    )
    return (await Promise.all(tables)).map(([row]) => row?.count)
  }
  expect(await count()).toEqual([1, 1, 1])
  await flow.crashBot()
  vi.setSystemTime(Date.now() + days(29))
  await flow.startBot()
  await flow.time.until(async () => (await count()).join() === '1,0,1')
  await flow.crashBot()
  vi.setSystemTime(Date.now() + days(2))
  await flow.startBot()
  await flow.time.until(async () => (await count()).join() === '0,0,0')
})
