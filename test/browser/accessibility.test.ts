import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { bePerson } from './support/bePerson.ts'
import { expectAccessible } from './support/expectAccessible.ts'
import { findMessages, findNotice, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { show } from './support/show.ts'
import { chooseCommand, findOption, openOption, runCommand, sendCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { phone, useDemo } from './support/useDemo.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useDemo()
const showing = useShowBot()

test('nobody is shut out of a conversation, from the empty one to a finished video', async () => {
  const { page, testbed } = await demo.open()
  const box = page.getByRole('textbox', { name: 'Message #videos' })
  await box.waitFor()
  await expectAccessible(page, 'empty')
  await box.fill('/k')
  await expectAccessible(page, 'picker open')

  await page.keyboard.press('Enter')
  await sendCommand(page)
  await page.getByText('This option is required. Specify a value.').waitFor()
  await openOption(page, 'image')
  await openOption(page, 'aspect_ratio')
  await expectAccessible(page, 'command with an error, a file and a list')
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Remove image' }).click()
  await findOption(page, 'prompt').fill('A paper boat')
  await sendCommand(page)

  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  const status = findStatus(page, 'A paper boat')
  await status.getByText(seen.rendering).waitFor()
  await expectAccessible(page, 'rendering')
  await finishRender(testbed, job)
  await status.getByText(seen.ready).waitFor()
  await findNotice(page, 'is ready.').waitFor()
  await status.getByTitle('More').press('Enter')
  await expectAccessible(page, 'finished, with the menu of a message')
})

test('nor of what goes on behind the scenes, of other people and of other places', async () => {
  const { page } = await demo.open()
  await runCommand(page, 'kling help')
  await findMessages(page).first().waitFor()
  await page.getByRole('switch', { name: 'Slow' }).click()
  await page.getByRole('tab', { name: /^Requests/ }).click()
  await page.locator('.request-line').first().click()
  await page.getByRole('button', { name: /^You are Ana/ }).click()
  await expectAccessible(page, 'requests, and the list of people')
  await page.keyboard.press('Escape')
  await bePerson(page, 'Cleo')
  await page.getByRole('button', { name: /^late-night/ }).click()
  await page.getByRole('heading', { name: 'Age-Restricted Channel' }).waitFor()
  await expectAccessible(page, 'a place for adults')
})

test('nor of anything that a message can hold', async () => {
  const { page } = await showing.open()
  await runCommand(page, 'silent')
  for (const what of ['buttons', 'layout', 'files', 'embed', 'markdown', 'secret']) await show(page, what)
  await show(page, 'gallery', { pictures: '4', video: 'True' })
  const covered = await show(page, 'spoilers')
  await covered.getByRole('button', { name: 'Spoiler' }).first().click()
  const selects = await show(page, 'selects')
  await selects.getByRole('combobox', { name: 'Two or three fruits' }).click()
  await selects.getByRole('option', { name: 'Banana' }).click()
  await page.getByRole('alert').getByText('The application did not respond').waitFor()
  await expectAccessible(page, 'everything')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Open picture: A thumbnail' }).click()
  await page.getByRole('dialog', { name: 'A thumbnail' }).waitFor()
  await expectAccessible(page, 'a large picture')
})

test('nor of forms', async () => {
  const { page } = await showing.open()
  for (const name of ['texts', 'choices', 'people', 'files']) {
    await runCommand(page, `form ${name}`)
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Submit' }).click()
    await form.getByText('This field is required').first().waitFor()
    if (name === 'people') await form.getByRole('combobox', { name: /^Friend / }).click()
    await expectAccessible(page, `the form with ${name}`)
    await form.getByRole('button', { name: 'Cancel' }).click()
  }
})

test('nor on a phone', async () => {
  const { page } = await demo.open({ browser: phone })
  await chooseCommand(page, 'kling video')
  await expectAccessible(page, 'a command')
  await page.getByRole('button', { name: 'Channels' }).tap()
  await page.getByRole('dialog', { name: 'Channels' }).waitFor()
  await expectAccessible(page, 'the drawer with the channels')
  await page.getByRole('button', { name: 'Close the channels' }).tap()
  await page.getByRole('button', { name: 'Behind the scenes' }).tap()
  await page.getByRole('dialog', { name: 'Behind the scenes' }).waitFor()
  await expectAccessible(page, 'the drawer with what is behind the scenes')
})

test('a screen reader hears what is new, once, and nothing while only time goes by', async () => {
  const { page, testbed } = await demo.open()
  await page.clock.install()
  await page.reload()
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('A paper boat')
  const heard = await listen(page)
  await sendCommand(page)
  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  await findStatus(page, 'A paper boat').getByText(seen.rendering).waitFor()
  const before = (await heard()).length
  await page.clock.runFor(30_000)
  expect((await heard()).slice(before)).toEqual([])

  await finishRender(testbed, job)
  await findNotice(page, 'is ready.').waitFor()
  const words = await heard()
  expect(words[0]).toBe('Kling is thinking…')
  expect(words.filter((each) => each.startsWith(`Kling: ${seen.rendering}`))).toHaveLength(1)
  expect(words.filter((each) => each.startsWith('Kling: A paper boat'))).toHaveLength(1)
  expect(words.at(-1)).toMatch(/^Kling: @Ana “A paper boat” is ready\./)
  await bePerson(page, 'Ben')
  expect(await heard()).toContain('You are now Ben, another member, in videos.')
})

/** Everything that live regions say from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const words = await page.locator('body').evaluateHandle((body) => {
    const said: string[] = []
    const { MutationObserver } = body.ownerDocument.defaultView
    const note = ({ target }: { readonly target: typeof body }) => {
      const region = (target.closest ? target : target.parentElement).closest('[role=status], [role=alert]')
      const text = region?.textContent.replaceAll(/\s+/g, ' ').trim()
      if (text && text !== said.at(-1)) said.push(text)
    }
    new MutationObserver((changes: readonly { readonly target: typeof body }[]) => changes.forEach(note)).observe(
      body,
      {
        childList: true,
        characterData: true,
        subtree: true,
      },
    )
    return said
  })
  return () => words.jsonValue()
}
