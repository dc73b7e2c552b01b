import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectHeard } from './support/expectHeard.ts'
import { findMessages } from './support/findMessages.ts'
import { runCommand } from './support/typeCommand.ts'
import { phone } from './support/useDemo.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

async function write(page: Page, words: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message ' })
  await box.fill(words)
  await box.press('Enter')
}

/** Writes an ordinary message, and returns it. @param shown a part of it without formatting */
async function say(page: Page, words: string, shown = words): Promise<Locator> {
  await write(page, words)
  const message = findMessages(page).filter({ hasText: shown })
  await message.waitFor()
  return message
}

const findItem = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true })
const hasFocus = (element: Locator) => element.evaluate((node) => node.matches(':focus'))

async function be(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^You are / }).click()
  await page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click()
}

test('the right mouse button opens what apps can do with a message', async () => {
  const { page } = await demo.open()
  const message = await say(page, 'Look at **this**', 'Look at')
  const word = message.locator('strong', { hasText: 'this' })
  await word.click({ button: 'right' })
  await findItem(page, 'Apps').click()
  const apps = page.getByRole('menu', { name: 'Apps' }).getByRole('menuitem')
  expect(await apps.allInnerTexts()).toEqual(['Repeat this', 'Ask about this', 'Ignore this'])
  await findItem(page, 'Repeat this').click()
  await expectHeard(page, { repeated: 'Look at **this**', author: 'Ana' })
  await findMessages(page).last().getByText('Repeat this').waitFor()

  await word.click({ button: 'right' })
  await findItem(page, 'Copy Text').waitFor()
  await page.mouse.click(20, 500)
  expect(await page.getByRole('menu').count()).toBe(0)
})

test('the menu has what apps can do with who wrote the message as well', async () => {
  const { page } = await demo.open()
  const message = await say(page, 'Look at me')
  await message.click({ button: 'right' })
  await findItem(page, 'Apps for Ana').click()
  await findItem(page, 'Who is this').click()
  await expectHeard(page, { asked: 'Ana' })
})

test('the bot is told of a mention, and of an answer to what it wrote unless that is switched off', async () => {
  const { page } = await demo.open()
  await write(page, '@Kling hello')
  const heard = findMessages(page).filter({ hasText: 'Heard: @Kling hello' }).first()
  await heard.waitFor()
  await heard.click({ button: 'right' })
  await findItem(page, 'Reply').click()
  await page.getByText('Replying to Kling').waitFor()
  await page.getByRole('button', { name: '@ On' }).click()
  await write(page, 'Quietly')
  await heard.click({ button: 'right' })
  await findItem(page, 'Reply').click()
  await write(page, 'Aloud')
  await findMessages(page).filter({ hasText: 'Heard: Aloud' }).waitFor()
  expect(await findMessages(page).filter({ hasText: 'Heard: Quietly' }).count()).toBe(0)
})

test('the keyboard does the same, and Escape goes back step by step', async () => {
  const { page } = await demo.open()
  const message = await say(page, 'Look at this')
  const more = message.getByRole('button', { name: 'More' })
  await more.press('Enter')
  expect(await hasFocus(findItem(page, 'Apps'))).toBe(true)
  await page.keyboard.press('ArrowRight')
  expect(await hasFocus(findItem(page, 'Repeat this'))).toBe(true)
  await page.keyboard.press('Escape')
  expect(await hasFocus(findItem(page, 'Apps'))).toBe(true)
  await page.keyboard.press('ArrowUp')
  expect(await hasFocus(findItem(page, 'Delete Message'))).toBe(true)
  await page.keyboard.press('Escape')
  expect(await page.getByRole('menu').count()).toBe(0)
  expect(await hasFocus(more)).toBe(true)

  for (const key of ['Enter', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  const form = page.getByRole('dialog', { name: 'Tell me' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Ana')
  await page.keyboard.press('Enter')
  await expectHeard(page, { form: 'texts', fields: { name: 'Ana', story: 'It was a dark night.' } })
  expect(await hasFocus(more)).toBe(true)
})

test('a finger does it too, on a phone', async () => {
  const { page } = await demo.open({ browser: phone })
  const message = await say(page, 'Look at this')
  await message.getByRole('button', { name: 'More' }).tap()
  await findItem(page, 'Apps').tap()
  for (const item of await page.getByRole('menuitem').all()) {
    const box = await item.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(36)
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  }
  await findItem(page, 'Repeat this').tap()
  await expectHeard(page, { repeated: 'Look at this', author: 'Ana' })
})

test('the text of a message is copied without its formatting', async () => {
  const { page } = await demo.open()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const message = await say(page, 'Look at **this** and ||that||', 'Look at')
  await message.getByRole('button', { name: 'More' }).press('Enter')
  await findItem(page, 'Copy Text').click()
  await page.getByRole('status').getByText('Copied').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('Look at this and (spoiler)')
})

test('people delete their own messages, and only whoever looks after the server those of others', async () => {
  const { page } = await demo.open()
  const own = await say(page, 'Look at this')
  await runCommand(page, 'garden gate')
  await expectHeard(page, { command: 'garden gate', options: {} })
  const answer = findMessages(page).filter({ hasText: 'garden gate' })
  await answer.getByRole('button', { name: 'More' }).press('Enter')
  expect(await findItem(page, 'Delete Message').count()).toBe(0)
  await page.keyboard.press('Escape')
  await own.getByRole('button', { name: 'More' }).press('Enter')
  await findItem(page, 'Delete Message').click()
  await own.waitFor({ state: 'detached' })

  await be(page, 'Cleo')
  await answer.getByRole('button', { name: 'More' }).press('Enter')
  await findItem(page, 'Delete Message').click()
  await answer.waitFor({ state: 'detached' })
})

test('a message for one person alone is only put away or copied', async () => {
  const { page } = await demo.open()
  await runCommand(page, 'show secret')
  const secret = findMessages(page).filter({ hasText: 'Nobody else reads this.' })
  await secret.getByRole('button', { name: 'More' }).press('Enter')
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Copy Text', 'Dismiss Message'])
  await findItem(page, 'Dismiss Message').click()
  await secret.waitFor({ state: 'detached' })
})
