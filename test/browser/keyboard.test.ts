import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findMessages, findNotice, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()

/** An element with the keyboard's focus on it, for everybody to see. */
async function expectFocus(element: Locator): Promise<void> {
  await expect.poll(() => element.evaluate((node) => node.matches(':focus'))).toBe(true)
  expect(await isFocusSeen(element)).toBe(true)
}

/** A ring around it or around what it stands in, or the cursor of a text. */
const isFocusSeen = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => {
    const { getComputedStyle } = node.ownerDocument.defaultView
    const hasRing = (each: typeof node) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    }
    return (
      node.matches('input[type=text], textarea') ||
      hasRing(node) ||
      (node.parentElement?.matches('label') && hasRing(node.parentElement))
    )
  })

/** Presses a key until the focus is there, and sees it on all its way. */
async function go(page: Page, key: 'Tab' | 'Shift+Tab', element: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press(key)
    const focused = page.locator(':focus')
    if ((await focused.count()) > 0) expect(await isFocusSeen(focused), await focused.innerText()).toBe(true)
    if (await element.evaluate((node) => node.matches(':focus'))) return
  }
  throw new Error(`${key} does not lead to it`)
}

const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('the focus goes through the page in the order in which it is read', async () => {
  const { page } = await demo.open()
  await page.getByRole('textbox', { name: 'Message #videos' }).waitFor()
  const names: string[] = []
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) === 0) break
    expect(await isFocusSeen(focused)).toBe(true)
    names.push((await focused.getAttribute('aria-label')) ?? (await focused.innerText()).split('\n')[0] ?? '')
  }
  expect(names).toEqual([
    'videos',
    'late-night, age-restricted',
    'Kling, online',
    expect.stringContaining('You are'),
    'Behind the scenes',
    'Messages in videos',
    'Use Apps',
    'Upload a File',
    'Message #videos',
    'Controls',
    'Try an example',
    'Kill',
    'Start',
    'Fifteen minutes later',
    'Provider down',
    'Content refused',
    'Marked as sensitive',
    'Allowance used up',
    'Slow',
    'Answer lost',
    'Edits fail',
  ])
})

test('a video is asked for, cancelled, asked for again and played without a mouse', async () => {
  const { page, testbed } = await demo.open({ queueMilliseconds: Number.POSITIVE_INFINITY })
  const box = page.getByRole('textbox', { name: 'Message #videos' })
  await box.waitFor()
  await page.keyboard.type('/vid')
  await expectFocus(box)
  await press(page, 'Enter')
  await expectFocus(page.getByRole('textbox', { name: 'prompt' }))
  await page.keyboard.type('A paper boat')
  await press(page, 'Tab')
  await page.keyboard.type('dur')
  await press(page, 'Tab')
  await expectFocus(page.getByRole('textbox', { name: 'duration' }))
  await page.keyboard.type('20')
  await press(page, 'Enter')
  await page.getByRole('alert').getByText('Must be between 3 and 15').waitFor()
  await expectFocus(page.getByRole('textbox', { name: 'duration' }))
  await press(page, 'ControlOrMeta+A')
  await page.keyboard.type('4')
  await press(page, 'ArrowRight')
  await page.keyboard.type('asp')
  await press(page, 'ArrowDown', 'ArrowUp', 'Enter')
  await expectFocus(page.getByRole('combobox', { name: 'aspect_ratio' }))
  await press(page, 'ArrowDown', 'Enter', 'Enter')

  await expectFocus(box)
  const first = await untilOrdered(testbed)
  expect(first).toMatchObject({ prompt: 'A paper boat', duration: 4, aspectRatio: 9 / 16 })
  await letBotLook(testbed)
  const status = findStatus(page, 'A paper boat')
  await go(page, 'Shift+Tab', status.getByRole('button', { name: 'Cancel' }))
  await press(page, 'Enter')
  await status.getByText('Cancelled').first().waitFor()
  await expectFocus(status.locator(':focus'))

  await go(page, 'Tab', box)
  await page.keyboard.type('/kling video A red fox ')
  await press(page, 'Enter')
  const second = await untilOrdered(testbed, 2)
  testbed.kling.start(second.id)
  await finishRender(testbed, second)
  await findNotice(page, 'is ready.').waitFor()
  const video = findStatus(page, 'A red fox').locator('video')
  await go(page, 'Shift+Tab', video)
  await press(page, 'Space')
  await expect.poll(() => video.evaluate(({ played }) => played.length)).toBeGreaterThan(0)
  await go(page, 'Tab', findNotice(page, 'is ready.').getByRole('link').first())
  await press(page, 'Enter')
  await expectFocus(findStatus(page, 'A red fox').locator(':focus'))
})

test('the panel is used with the keys', async () => {
  const { page, testbed } = await demo.open()
  const panel = page.getByRole('complementary', { name: 'Behind the scenes' })
  const controls = panel.getByRole('tab', { name: 'Controls' })
  const requests = panel.getByRole('tab', { name: /^Requests/ })
  await go(page, 'Tab', controls)
  await press(page, 'ArrowRight')
  await expectFocus(requests)
  expect(await requests.getAttribute('aria-selected')).toBe('true')
  await press(page, 'Tab', 'ArrowRight')
  await expectFocus(panel.getByRole('radio', { name: 'Discord' }))
  await press(page, 'Tab', 'Enter')
  await panel.getByText('Status: 200').waitFor()
  await press(page, 'Enter')
  expect(await panel.getByText('Status: 200').count()).toBe(0)

  await go(page, 'Shift+Tab', requests)
  await press(page, 'ArrowLeft')
  const slow = panel.getByRole('switch', { name: 'Slow' })
  await go(page, 'Tab', slow)
  await press(page, 'Space')
  await expect.poll(() => slow.getAttribute('aria-checked')).toBe('true')
  await expectFocus(slow)
  await press(page, 'Enter')
  await expect.poll(() => slow.getAttribute('aria-checked')).toBe('false')

  const kill = panel.getByRole('button', { name: 'Kill' })
  await go(page, 'Shift+Tab', kill)
  await press(page, 'Enter')
  await panel.getByText('Killed').waitFor()
  await expectFocus(kill)
  await press(page, 'Tab', 'Enter')
  await panel.getByText('Running').waitFor()
  await expectFocus(panel.getByRole('button', { name: 'Start' }))
  expect(testbed.describe().bot.state).toBe('serving')

  const opener = page.getByRole('button', { name: 'Behind the scenes' })
  await go(page, 'Shift+Tab', opener)
  await press(page, 'Enter')
  expect(await panel.count()).toBe(0)
  await expectFocus(opener)
  await press(page, 'Enter')
  await expectFocus(panel.getByRole('tab', { selected: true }))
})

test('people and places are chosen with the keys', async () => {
  const { page } = await demo.open()
  const account = page.getByRole('button', { name: /^You are / })
  await go(page, 'Tab', account)
  await press(page, 'Enter', 'ArrowDown', 'ArrowDown')
  await expectFocus(page.getByRole('menuitemradio', { name: /^Cleo/ }))
  await press(page, 'Escape')
  await expectFocus(account)
  await press(page, 'ArrowUp', 'ArrowDown', 'Enter')
  await page.getByRole('button', { name: /^You are Ben/ }).waitFor()
  await expectFocus(account)

  await go(page, 'Shift+Tab', page.getByRole('button', { name: /^Kling, online/ }))
  await press(page, 'ArrowUp', 'Enter')
  await expectFocus(page.getByRole('region', { name: 'Age-Restricted Channel' }))
  await press(page, 'Tab')
  await expectFocus(page.getByRole('button', { name: 'Nope' }))
  await press(page, 'Tab', 'Enter')
  await expectFocus(page.getByRole('textbox', { name: 'Message #late-night' }))
})

test('Escape leads out of everything, and back to where one was', async () => {
  const { page } = await demo.open({ browser: { viewport: { width: 900, height: 700 } } })
  const box = page.getByRole('textbox', { name: 'Message #videos' })
  await box.waitFor()
  await page.keyboard.type('/kling video A boat ')
  await press(page, 'Tab')
  await page.getByRole('listbox', { name: 'Options' }).waitFor()
  await press(page, 'Escape')
  expect(await page.getByRole('listbox').count()).toBe(0)
  await press(page, 'Escape')
  await expectFocus(box)
  expect(await page.getByRole('group', { name: '/kling video' }).count()).toBe(0)

  await page.keyboard.type('Look at this')
  await press(page, 'Enter')
  const more = findMessages(page).getByTitle('More')
  await go(page, 'Shift+Tab', more)
  await press(page, 'Enter')
  await page.getByRole('menu', { name: 'Message actions' }).waitFor()
  await press(page, 'Escape')
  await expectFocus(more)

  const opener = page.getByRole('button', { name: 'Behind the scenes' })
  await go(page, 'Shift+Tab', opener)
  await press(page, 'Enter')
  await page.getByRole('dialog', { name: 'Behind the scenes' }).waitFor()
  await press(page, 'Tab', 'Escape')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await expectFocus(opener)
})
