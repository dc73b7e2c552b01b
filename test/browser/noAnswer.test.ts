import { expect, test } from 'vitest'
import { expectHeard } from './support/expectHeard.ts'
import { findMessages } from './support/findMessages.ts'
import { recordAttribute } from './support/recordAttribute.ts'
import { recordWords } from './support/recordWords.ts'
import { show } from './support/show.ts'
import { runCommand } from './support/typeCommand.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

test('whatever is never answered shows that it waits, and then that it failed', async () => {
  const { page, testbed } = await demo.open()
  const buttons = await show(page, 'buttons')
  const selects = await show(page, 'selects')
  const button = buttons.getByRole('button', { name: 'Never answers' })
  const primary = buttons.getByRole('button', { name: 'Primary' })
  const select = selects.getByRole('combobox', { name: 'Never answers' })
  const [isButtonBusy, isPrimaryBlocked, isSelectBusy] = await Promise.all([
    recordAttribute(button, 'aria-busy'),
    recordAttribute(primary, 'aria-disabled'),
    recordAttribute(select, 'aria-busy'),
  ])
  const words = await recordWords(page)

  await button.evaluate(
    (first, second) => {
      first.click()
      second?.click()
    },
    await primary.elementHandle(),
  )
  await select.click()
  await selects.getByRole('option', { name: 'Date' }).click()
  await runCommand(page, 'silent')
  await buttons.getByRole('button', { name: 'More' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Apps', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name: 'Ignore this' }).press('Enter')

  for (const message of [buttons, selects]) {
    await message.getByRole('alert').getByText('This interaction failed').waitFor()
  }
  expect(await isButtonBusy()).toEqual(['true', null])
  expect(await isSelectBusy()).toEqual(['true', null])
  const failed = page.getByRole('article', { name: 'Kling, did not respond' })
  for (const command of ['silent', 'Ignore this']) {
    const notice = failed.filter({ hasText: command })
    await notice.getByRole('alert').getByText('The application did not respond').waitFor()
    await notice.getByText('Only you can see this').waitFor()
  }
  await words.expectInOrder('Sending command…', 'The application did not respond')
  expect(testbed.describe().sent.filter(({ customId }) => customId === 'primary')).toEqual([])

  expect(await isPrimaryBlocked()).toEqual(['true', null])
  await primary.click()
  await expectHeard(page, { used: 'primary' })
  expect(await buttons.getByText('This interaction failed').count()).toBe(0)
  await failed.filter({ hasText: 'silent' }).getByRole('button', { name: 'Dismiss message' }).click()
  expect(await failed.count()).toBe(1)
})

test('a bot that thinks says so, and the answer takes its place', async () => {
  const { page } = await demo.open()
  const words = await recordWords(page)
  await runCommand(page, 'slow')
  await findMessages(page).getByText('Kling is thinking…').waitFor()
  await runCommand(page, 'stop')
  await findMessages(page).getByText('Thought it through.').waitFor()
  expect(await page.getByText('Kling is thinking…').count()).toBe(0)
  await words.expectInOrder('Sending command…', 'Kling is thinking…', 'Thought it through.')
})
