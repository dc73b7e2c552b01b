import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { findMessages, findNotice } from './support/findMessages.ts'
import { letBotLook } from './support/letBotLook.ts'
import { letBotShow } from './support/letBotShow.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'
import { passFifteenMinutes, turnSwitch } from './support/usePanel.ts'

const demo = useDemo()
const ready = seen.ready

test('a slow video is overdue, and comes after the answer to the command can no longer be edited', async () => {
  const { page, testbed } = await demo.open()
  await turnSwitch(page, 'Slow', true)
  const status = await askForVideo(page, 'A slow paper boat')
  await untilOrdered(testbed)
  await passFifteenMinutes(page)
  await page.getByText('15 minutes ahead.').waitFor()
  await letBotShow(testbed)
  await status.getByText(seen.overdue).waitFor()
  await status.filter({ hasText: "I'll keep checking for 24 hours and post it here." }).waitFor()
  await passFifteenMinutes(page)
  await page.getByText('30 minutes ahead.').waitFor()
  // Once overdue it is looked at half as often.
  for (let round = 0; round < 2; round += 1) await letBotLook(testbed)
  await status.getByText(ready).waitFor()
  await status.getByLabel('Video from the prompt: A slow paper boat').waitFor()
  await findNotice(page, 'is ready.').waitFor()
  expect(await findMessages(page).count()).toBe(2)
  expect(testbed.discord.messages[0]?.history.at(-1)?.route).toBe('channel')
})

test('a private video waits behind Check, since only a press brings a way to show it', async () => {
  const { page, testbed } = await demo.open()
  await turnSwitch(page, 'Slow', true)
  const status = await askForVideo(page, 'A secret paper boat', { private: 'True' })
  await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.filter({ hasText: 'Only you can see this' }).waitFor()
  await status.filter({ hasText: seen.pressCheck }).waitFor()
  await passFifteenMinutes(page)
  await passFifteenMinutes(page)
  await letBotLook(testbed)
  await letBotLook(testbed)
  expect(testbed.kling.jobs.map(({ state }) => state)).toEqual(['succeeded'])
  expect(await status.getByText(ready).count()).toBe(0)

  await status.getByRole('button', { name: en.buttons.check }).click()
  await status.getByText(ready).waitFor()
  await status.getByLabel('Video from the prompt: A secret paper boat').waitFor()
  await status.filter({ hasText: 'Only you can see this' }).waitFor()
  await letBotLook(testbed)
  expect(await findMessages(page).count()).toBe(1)
})
