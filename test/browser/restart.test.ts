import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { findMessages, findNotice, findPublic } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { recordWords } from './support/recordWords.ts'
import { runCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'
import { killBot, startBot } from './support/usePanel.ts'

const demo = useDemo()

test('a bot that is killed while it renders goes on in the same message, and orders nothing twice', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A brave paper boat')
  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()
  await killBot(page)
  await page.getByRole('button', { name: 'Kling, offline' }).waitFor()
  await status.getByText(seen.rendering).waitFor()

  const words = await recordWords(page)
  await runCommand(page, 'kling usage')
  await status.getByRole('button', { name: 'Hide when done' }).click()
  const unanswered = findMessages(page).filter({ hasText: 'The application did not respond' })
  await unanswered.filter({ hasText: 'Only you can see this' }).waitFor()
  await status.getByText('This interaction failed').waitFor()
  await words.expectInOrder('Sending command…', 'The application did not respond')
  await unanswered.getByRole('button', { name: 'Dismiss message' }).click()
  await unanswered.waitFor({ state: 'detached' })

  await startBot(page)
  await page.getByRole('button', { name: 'Kling, online' }).waitFor()
  await finishRender(testbed, job)
  await status.getByText(seen.ready).waitFor()
  await findNotice(page, 'is ready.').waitFor()
  expect(await findPublic(page).count()).toBe(2)
  expect(testbed.kling.requests.filter(({ endpoint }) => endpoint === 'submit')).toHaveLength(1)
})

test('a video that got done while no bot was there is shown when it is back', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A brave paper boat')
  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  await killBot(page)
  await testbed.kling.finish(job.id)
  await startBot(page)
  await letBotLook(testbed)
  await status.getByText(seen.ready).waitFor()
  await findNotice(page, 'is ready.').waitFor()
  expect(await findPublic(page).count()).toBe(2)
})
