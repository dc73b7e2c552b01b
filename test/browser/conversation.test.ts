import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { chooseFile } from './support/carryFile.ts'
import { findMessages } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { phone, useDemo } from './support/useDemo.ts'

const demo = useDemo()

async function write(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message ' }).fill(words)
  await page.getByRole('button', { name: 'Send Message' }).tap()
}

async function reply(page: Page, message: Locator, words: string): Promise<void> {
  await message.getByRole('button', { name: 'More', exact: true }).first().tap()
  await page.getByRole('menuitem', { name: 'Reply' }).tap()
  await page.getByText('Replying to Kling').waitFor()
  await write(page, words)
}

/** Presses Generate, and ends the render that comes of it. */
async function generate(page: Page, card: Locator, testbed: Parameters<typeof untilOrdered>[0], count: number) {
  await card.getByRole('button', { name: 'Generate' }).tap()
  const job = await untilOrdered(testbed, count)
  await finishRender(testbed, job)
  await findMessages(page)
    .filter({ hasText: seen.ready })
    .nth(count - 1)
    .waitFor()
  return job
}

test('on a phone a video is changed by a reply, and another begins with a mention and an image', async () => {
  const { page, testbed } = await demo.open({ browser: phone })
  const video = await askForVideo(page, 'A paper boat')
  await finishRender(testbed, await untilOrdered(testbed))
  await video.getByText(seen.ready).waitFor()

  await reply(page, video, 'at night, 10 seconds, vertical')
  const card = findMessages(page).filter({ hasText: 'A paper boat, at night' }).filter({ hasText: '10 s' })
  await card.getByText('16:9 → 9:16').waitFor()
  await card.getByRole('button', { name: 'Generate · $1.26' }).waitFor()
  const left = await card.evaluate((element) => element.getBoundingClientRect().right)
  expect(left).toBeLessThanOrEqual(390)
  const changed = await generate(page, card, testbed, 2)
  expect(changed).toMatchObject({ prompt: 'A paper boat, at night' })

  const picture = await createPicture('boat.png', { width: 640, height: 360 })
  await chooseFile(page.getByTitle('Upload a File'), { ...picture, type: 'image/png' })
  await page.getByText('boat.png').waitFor()
  await write(page, '@Kling it sails away, silent')
  const own = findMessages(page).filter({ hasText: 'it sails away' }).filter({ hasText: en.draft.edit })
  await own.getByRole('img', { name: 'Start image' }).waitFor()
  expect(await generate(page, own, testbed, 3)).toMatchObject({ prompt: 'it sails away' })

  await write(page, '@Kling')
  await findMessages(page).filter({ hasText: 'What should I film?' }).waitFor()
})
