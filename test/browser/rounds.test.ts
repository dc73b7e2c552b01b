import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { WebDemo } from '../../sandbox/web/server/webDemo.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { seen } from '../support/says.ts'
import { chooseFile } from './support/carryFile.ts'
import { findPrivate, findPublic } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { chooseCommand, findOption, openOption, sendCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { phone, useDemo } from './support/useDemo.ts'

const demo = useDemo()
const { rounds } = en
const upgrade = rounds.upgrade({ quality: en.shortQualityNames.pro, price: '$0.51' })

/** Counts what the person does. */
function createHand() {
  let taps = 0
  return {
    async tap(target: Locator): Promise<void> {
      taps += 1
      await target.tap()
    },
    countTaps(): number {
      const count = taps
      taps = 0
      return count
    },
  }
}

/** The page's own menu of a message has a More as well. */
const buttonOf = (message: Locator, name: string) =>
  message.locator('.component-button').getByText(name, { exact: true })

/** The finished videos that everybody sees. */
const findCards = (page: Page) => findPublic(page).filter({ has: page.locator('video') })

async function finishNewest(testbed: WebDemo['testbed'], page: Page, count: number): Promise<Locator> {
  await finishRender(testbed, await untilOrdered(testbed, count))
  const card = findCards(page).nth(count - 1)
  await card.getByRole('link', { name: seen.ready, exact: true }).waitFor()
  return card
}

test('a whole round on a phone: a second one from a picture is one tap, and four fit two screens', async () => {
  const { page, testbed } = await demo.open({ browser: phone })
  const { tap, countTaps } = createHand()
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('A paper boat')
  const picture = await createPicture('boat.png', { width: 640, height: 360 })
  await chooseFile(await openOption(page, 'image'), { ...picture, type: 'image/png' })
  await (await openOption(page, 'duration')).fill('3')
  await sendCommand(page)
  const first = await finishNewest(testbed, page, 1)

  await tap(buttonOf(first, rounds.again))
  expect(countTaps()).toBe(1)
  const second = await finishNewest(testbed, page, 2)

  await tap(buttonOf(second, rounds.change))
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Prompt' }).fill('A paper boat at night')
  await tap(form.getByRole('button', { name: 'Submit' }))
  expect(countTaps()).toBe(2)
  const third = await finishNewest(testbed, page, 3)
  await third.getByText('A paper boat at night').first().waitFor()

  await tap(buttonOf(third, rounds.more))
  await tap(buttonOf(findPrivate(page, '').last(), upgrade))
  expect(countTaps()).toBe(2)
  const fourth = await finishNewest(testbed, page, 4)
  await fourth.getByText('Pro').first().waitFor()
  expect(testbed.kling.jobs.map(({ prompt }) => prompt)).toEqual([
    'A paper boat',
    'A paper boat',
    'A paper boat at night',
    'A paper boat at night',
  ])

  const heights = await findCards(page).evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().height))
  const total = heights.reduce((sum, height) => sum + height + 17, 0)
  expect(total).toBeLessThan(2 * 844)

  const others = await findPrivate(page, '').count()
  await tap(buttonOf(fourth, rounds.more))
  const menu = findPrivate(page, '').nth(others)
  await tap(buttonOf(menu, rounds.remove))
  await tap(buttonOf(menu, rounds.removeNow))
  expect(countTaps()).toBe(3)
  await findPrivate(page, 'Deleted.').waitFor()
  await expect.poll(() => findCards(page).count()).toBe(3)
}, 120_000)
