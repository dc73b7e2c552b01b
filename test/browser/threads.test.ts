import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { bePerson } from './support/bePerson.ts'
import { findMessages, findPrivate, findPublic } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { findPlace, goTo } from './support/goTo.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()
const { rounds, threads } = en
const name = 'A paper boat on a pond at night'

const press = (page: Page, label: string) =>
  page.locator('.component-button').getByText(label, { exact: true }).last().click()

const findLine = (page: Page) => page.getByRole('button', { name: `Thread ${name}` })

test('a thread is a place below its channel: one gets there from its message, and rounds go on in it', async () => {
  const { page, testbed } = await demo.open({ browser: { viewport: { width: 1440, height: 900 } } })
  const status = await askForVideo(page, name)
  await finishRender(testbed, await untilOrdered(testbed))
  await status.getByText(seen.ready).waitFor()
  expect(await findLine(page).count()).toBe(0)
  await press(page, rounds.more)
  await press(page, threads.start)
  await findPlace(page, `${name}, thread`).waitFor()
  await press(page, rounds.again)
  await findLine(page).filter({ hasText: '1 message' }).waitFor()

  await findPrivate(page, 'Started in')
    .getByRole('button', { name: `#${name}` })
    .click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await page.getByText('A thread in #videos', { exact: true }).waitFor()
  await finishRender(testbed, await untilOrdered(testbed, 2))
  await findPublic(page)
    .filter({ has: page.locator('video') })
    .waitFor()
  await askForVideo(page, 'A second boat')
  await finishRender(testbed, await untilOrdered(testbed, 3))
  await expect.poll(() => page.locator('main video').count()).toBe(2)
  await findPublic(page).last().hover()
  await press(page, rounds.again)
  await untilOrdered(testbed, 4)

  await page.getByRole('link', { name: 'this message' }).click()
  await page.getByRole('heading', { name: 'videos', level: 1 }).waitFor()
  const channels = findPlace(page, 'videos')
  const box = async (target: typeof channels) => (await target.boundingBox()) ?? { x: 0, y: 0 }
  expect((await box(findPlace(page, name))).x).toBe((await box(channels)).x + 20)
  await bePerson(page, 'Ben')
  await findLine(page).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  expect(await findMessages(page).count()).toBeGreaterThan(2)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Channels', exact: true }).click()
  await goTo(page, 'videos')
})
