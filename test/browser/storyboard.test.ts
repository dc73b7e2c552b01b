import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { findPrivate } from './support/findMessages.ts'
import { chooseCommand, findOption, runCommand, sendCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { phone, useDemo } from './support/useDemo.ts'

const demo = useDemo()
const { storyboard, shotErrors, draft } = en

const press = (card: Locator, name: string) => card.locator('.component-button').getByText(name, { exact: true }).tap()

async function addShot(page: Page, card: Locator, text: string): Promise<void> {
  await press(card, storyboard.addShot)
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: storyboard.formText }).fill(text)
  await form.getByRole('button', { name: 'Submit' }).tap()
  await card.getByText(text).first().waitFor()
}

test('a storyboard is put together on a phone, and the short form asks', async () => {
  const { page, testbed } = await demo.open({ browser: phone })
  await runCommand(page, 'kling storyboard')
  const card = findPrivate(page, storyboard.pick).or(findPrivate(page, 'Storyboard.')).first()
  await card.getByText(shotErrors.noShots.replaceAll('*', '').slice(0, 13)).waitFor()
  await addShot(page, card, 'A fox wakes up in deep snow under an old pine, close-up, soft morning light')
  await addShot(page, card, 'It runs down a hill')
  await card.getByRole('combobox').tap()
  await page.getByRole('option', { name: /^2 · 5 s/ }).tap()
  await card.getByText(storyboard.moveUp).waitFor()
  await press(card, storyboard.moveUp)
  await card.getByText(storyboard.moveDown).waitFor()
  await press(card, storyboard.settings)
  await page.getByRole('dialog').getByText(storyboard.formImages).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).tap()
  await press(card, draft.generate('$1.26'))
  const job = await untilOrdered(testbed)
  expect(job.shots.map(({ prompt }) => prompt)).toEqual([
    'It runs down a hill',
    'A fox wakes up in deep snow under an old pine, close-up, soft morning light',
  ])

  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('[3s] a fox wakes up [4s] it runs')
  await sendCommand(page)
  await findPrivate(page, 'Is this a storyboard?').waitFor()
}, 120_000)
