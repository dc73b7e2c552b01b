import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { finishRender } from './support/finishRender.ts'
import { findOption, sendCommand, typeCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()

test('a page whose demo has ended says so, keeps what was typed, and begins anew when it is started again', async () => {
  const { page, complaints, address, stop } = await demo.open()
  await typeCommand(page, 'kling video', { prompt: 'A paper boat' })
  await stop()
  const words = page.getByRole('alert').filter({ hasText: 'The demo has ended. Start it again with npm run demo.' })
  const banner = words.filter({ has: page.getByRole('code') })
  await banner.waitFor()
  await page.getByRole('button', { name: 'Kling, offline' }).waitFor()
  await sendCommand(page)
  await words.filter({ hasNot: page.getByRole('code') }).waitFor()
  expect(await findOption(page, 'prompt').inputValue()).toBe('A paper boat')

  const { testbed } = await demo.open({ port: Number(new URL(address).port) })
  await banner.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Kling, online' }).waitFor()
  const status = await askForVideo(page, 'Another boat')
  await finishRender(testbed, await untilOrdered(testbed))
  await status.getByText(seen.ready).waitFor()
  const video = status.getByLabel('Video from the prompt: Another boat')
  await expect.poll(() => video.evaluate(({ videoWidth }) => videoWidth)).toBe(480)
  await page.close()
  // Chromium itself says that nobody answered.
  const others = complaints.splice(0).filter((complaint) => !complaint.includes('net::ERR_'))
  expect(others).toEqual([])
})
