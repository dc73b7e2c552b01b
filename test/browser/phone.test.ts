import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { takeHeadline } from '../../src/views/promptText.ts'
import { createPicture } from '../support/createPicture.ts'
import { seen } from '../support/says.ts'
import { bePerson } from './support/bePerson.ts'
import { chooseFile } from './support/carryFile.ts'
import { findNotice, findPrivate, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { goTo } from './support/goTo.ts'
import { letBotLook } from './support/letBotLook.ts'
import { chooseCommand, findOption, openOption, sendCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { phone, useDemo } from './support/useDemo.ts'
import { turnSwitch } from './support/usePanel.ts'

const demo = useDemo()
const prompt = 'A paper boat sails across the pond at sunrise, slowly, with soft light and ripples'

/** Nothing is wider than the screen, and nothing has to be moved aside to be seen, once the drawers have come to rest. */
async function expectFit(page: Page): Promise<void> {
  const measure = () =>
    page.locator('body').evaluate(({ ownerDocument }) => {
      const { scrollingElement, documentElement } = ownerDocument
      const screen = documentElement.clientWidth
      const aside: string[] = []
      for (const element of ownerDocument.querySelectorAll('main *, [role=dialog] *')) {
        const { left, right, width } = element.getBoundingClientRect()
        if (width > 0 && (left < -1 || right > screen + 1)) aside.push(element.outerHTML.slice(0, 200))
      }
      return { screen, page: scrollingElement.scrollWidth, aside }
    })
  await expect.poll(measure).toEqual({ screen: 390, page: 390, aside: [] })
}

/** Without scrolling. */
async function expectSeen(target: Locator): Promise<void> {
  const box = await target.boundingBox()
  expect(box).not.toBeNull()
  expect(box?.y).toBeGreaterThan(0)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844)
}

test('on a phone the whole way of a video fits the screen, with the drawers at both sides', async () => {
  const { page, testbed } = await demo.open({ browser: phone, queueMilliseconds: Number.POSITIVE_INFINITY })
  await expectFit(page)

  await page.getByRole('button', { name: 'Use Apps' }).tap()
  await page.getByRole('option', { name: '/kling video' }).waitFor()
  await expectFit(page)
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill(prompt)
  const picture = await createPicture('a-picture-with-a-rather-long-name-of-a-boat.png', { width: 640, height: 360 })
  await chooseFile(await openOption(page, 'image'), { ...picture, type: 'image/png' })
  await (await openOption(page, 'duration')).fill('20')
  await sendCommand(page)
  await page.getByText('Must be between 3 and 15').waitFor()
  await expectFit(page)
  await findOption(page, 'duration').fill('3')
  await openOption(page, 'quality')
  await page.getByRole('listbox', { name: 'quality' }).waitFor()
  await expectFit(page)
  await page.getByRole('option', { name: 'Pro 1080p' }).tap()
  await sendCommand(page)

  const status = findStatus(page, prompt)
  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.waitingAtKling).waitFor()
  await status.getByRole('img', { name: 'Start image' }).waitFor()
  await expectFit(page)
  testbed.kling.start(job.id)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()
  await status.getByRole('button', { name: 'Hide when done' }).waitFor()
  await expectFit(page)

  await page.getByRole('button', { name: 'Channels' }).tap()
  const channels = page.getByRole('dialog', { name: 'Channels' })
  await channels.waitFor()
  await expectFit(page)
  await goTo(page, 'Kling')
  await channels.waitFor({ state: 'detached' })
  await expectFit(page)
  await finishRender(testbed, job)
  await page.getByRole('button', { name: 'Channels, 1 mention' }).tap()
  await bePerson(page, 'Ana')
  await goTo(page, 'videos')
  // The whole prompt would push the video out of sight: its beginning is its name.
  const finished = findStatus(page, takeHeadline(prompt)?.replaceAll('**', '') ?? '')
  await finished.getByRole('link', { name: seen.ready }).waitFor()
  const video = finished.getByLabel('Video from the prompt')
  await expect.poll(() => video.evaluate(({ videoWidth }) => videoWidth)).toBe(480)
  await expectFit(page)
  await findNotice(page, 'is ready.').waitFor()
})

test('on a phone the example is on the first screen, and the next tap sends it', async () => {
  const { page, testbed } = await demo.open({ browser: phone })
  const example = page.getByRole('button', { name: 'Try an example' })
  await example.waitFor()
  await expectFit(page)
  await expectSeen(example)
  await example.tap()
  await page.getByText('paper-boat.png').first().waitFor()
  await expectFit(page)
  await sendCommand(page)
  await untilOrdered(testbed)
})

test('on a phone the panel is a drawer, from which trouble is switched on and requests are read', async () => {
  const { page, testbed } = await demo.open({ browser: phone })
  const panel = page.getByRole('dialog', { name: 'Behind the scenes' })
  await page.getByRole('button', { name: 'Behind the scenes' }).tap()
  await panel.waitFor()
  await expectFit(page)
  await turnSwitch(page, 'Content refused', true)
  await panel.getByRole('button', { name: 'Close' }).tap()
  await panel.waitFor({ state: 'detached' })

  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('A paper boat')
  await sendCommand(page)
  const status = findStatus(page, 'A paper boat')
  await status.getByText(seen.contentRefused).waitFor()
  await expectFit(page)

  await page.getByRole('button', { name: 'Behind the scenes' }).tap()
  await panel.getByRole('tab', { name: 'Requests' }).tap()
  await panel.getByRole('button', { name: /submit to RunComfy/ }).tap()
  await panel.getByText('"prompt": "A paper boat"').waitFor()
  await expectFit(page)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(testbed.kling.jobs).toEqual([])
})

test('on a phone the answer to Cancel fits the screen', async () => {
  const { page, testbed } = await demo.open({ browser: phone, queueMilliseconds: Number.POSITIVE_INFINITY })
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('A paper boat')
  await sendCommand(page)
  await untilOrdered(testbed)
  await letBotLook(testbed)
  await findStatus(page, 'A paper boat').getByRole('button', { name: 'Cancel (free)' }).tap()
  const answer = findPrivate(page, seen.cancelled)
  await answer.waitFor()
  await expectFit(page)
  await answer.getByRole('button', { name: 'Dismiss message' }).tap()
  await answer.waitFor({ state: 'detached' })
})
