import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { findMessages, findNotice, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { recordWords } from './support/recordWords.ts'
import { findOption, openOption, sendCommand, typeCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()

test('a member types /kling, sees the options, and gets a video', async () => {
  const { page, testbed } = await demo.open()
  await page.getByRole('textbox', { name: 'Message #videos' }).fill('/kling')
  const commands = page.getByRole('listbox', { name: 'Commands' }).getByRole('option')
  const subcommands = ['video', 'storyboard', 'run', 'queue', 'history', 'show', 'usage', 'settings', 'privacy', 'help']
  expect(await commands.allInnerTexts()).toEqual(subcommands.map((name) => expect.stringMatching(`^/kling ${name}\\s`)))
  await page.keyboard.press('Enter')
  await findOption(page, 'prompt').fill('A red fox in the snow')
  await page.keyboard.press('Enter')

  const status = findStatus(page, 'A red fox in the snow')
  await status.filter({ hasText: /Ana\s+used\s+kling video/ }).waitFor()
  const job = await untilOrdered(testbed)
  expect(job).toMatchObject({ prompt: 'A red fox in the snow', duration: 5, sound: true })
  await finishRender(testbed, job)
  await status.getByText(seen.ready).waitFor()
  await status.getByLabel('Video from the prompt: A red fox in the snow').waitFor()
})

test('every option that is chosen or typed reaches the provider, and a wrong one is refused by the client', async () => {
  const { page, testbed } = await demo.open()
  await typeCommand(page, 'kling video', {})
  await sendCommand(page)
  await page.getByText('This option is required. Specify a value.').waitFor()
  await findOption(page, 'prompt').fill('A paper boat')

  const duration = await openOption(page, 'duration')
  await duration.fill('20')
  await sendCommand(page)
  await page.getByText('Must be between 3 and 15').waitFor()
  expect(await duration.getAttribute('aria-invalid')).toBe('true')
  await duration.fill('four')
  await sendCommand(page)
  await page.getByText('Not a valid integer').waitFor()
  expect(testbed.describe().sent).toEqual([])
  await duration.fill('4')

  for (const [option, choice] of [
    ['aspect_ratio', '9:16'],
    ['quality', 'Pro 1080p'],
    ['sound', 'False'],
  ] as const) {
    await openOption(page, option)
    await page.getByRole('listbox', { name: option }).getByRole('option', { name: choice }).click()
  }
  await sendCommand(page)

  const job = await untilOrdered(testbed)
  expect(job).toMatchObject({ prompt: 'A paper boat', duration: 4, sound: false, aspectRatio: 9 / 16 })
  expect(job.model).toContain('pro')
  await findStatus(page, 'A paper boat').getByText('Pro · 4 s · 9:16 · no sound').waitFor()
  expect(testbed.describe().sent).toHaveLength(1)
})

test('one message shows all of the way, a reply mentions the person, and a button opens the video', async () => {
  const { page, testbed } = await demo.open({ queueMilliseconds: Number.POSITIVE_INFINITY })
  const words = await recordWords(page)
  const status = await askForVideo(page, 'A paper boat')
  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.waitingAtKling).waitFor()
  testbed.kling.start(job.id)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()
  await finishRender(testbed, job)
  await status.getByText(seen.ready).waitFor()
  expect(await status.getByRole('button', { name: 'Cancel' }).count()).toBe(0)

  const notice = findNotice(page, 'is ready.')
  await notice.waitFor()
  await words.expectInOrder('Kling is thinking…', seen.waitingAtKling, seen.rendering, seen.ready, 'is ready.')
  expect(await findMessages(page).count()).toBe(2)
  await notice.getByRole('link', { name: /A paper boat/ }).click()
  expect(await status.evaluate((message) => message.matches(':focus-within'))).toBe(true)

  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    status.getByRole('link', { name: 'Open video' }).click(),
  ])
  expect(opened.url()).toContain(testbed.kling.origin)
  await opened.locator('video').waitFor()
})
