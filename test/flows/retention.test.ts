import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { days } from '../../src/domain/clock.ts'
import { useFlow } from '../support/useFlow.ts'

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
