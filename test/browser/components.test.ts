import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { countSent } from './support/countSent.ts'
import { expectHeard } from './support/expectHeard.ts'
import { show } from './support/show.ts'
import { runCommand } from './support/typeCommand.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

const colourOf = (element: Locator) =>
  element.evaluate((node) => node.ownerDocument.defaultView.getComputedStyle(node).backgroundColor)

test('buttons of every style are drawn as such, and a press on them arrives', async () => {
  const { page } = await demo.open()
  const message = await show(page, 'buttons')
  const press = (name: string) => message.getByRole('button', { name, exact: true })
  const colours = await Promise.all(['Primary', 'Secondary', 'Success', 'Danger'].map((name) => colourOf(press(name))))
  expect(new Set(colours).size).toBe(4)
  for (const [name, used] of [
    ['Primary', 'primary'],
    ['Secondary', 'secondary'],
    ['Success', 'success'],
    ['Danger', 'danger'],
    ['⛵ With a boat', 'emoji'],
    ['🔥', 'alone'],
    [':kling: Own', 'own'],
  ] as const) {
    await press(name).click()
    await expectHeard(page, { used })
  }
  expect(await press('Disabled').isDisabled()).toBe(true)
  expect(await press('Closed').isDisabled()).toBe(true)
  await message.getByText('Premium button (222333444555666777)').waitFor()
  await press('Change this').click()
  await message.getByText('Changed.').waitFor()
  expect(await message.getByRole('button', { name: 'Primary' }).count()).toBe(0)
})

test('a link leads into a new tab, and tells nobody where from', async () => {
  const { page } = await demo.open()
  await page.context().route('https://docs.example/**', (route) => route.fulfill({ body: 'Read me.' }))
  const message = await show(page, 'buttons')
  const link = message.getByRole('link', { name: 'Read' })
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
  const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()])
  await opened.waitForURL('https://docs.example/read')
  expect(await opened.evaluate('[window.opener, document.referrer]')).toEqual([null, ''])
})

test('selects send what was chosen when they close, within their least and most', async () => {
  const { page, testbed } = await demo.open()
  const sent = countSent(testbed, 'component')
  const message = await show(page, 'selects')
  const select = (name: string) => message.getByRole('combobox', { name, exact: true })
  const options = message.getByRole('option')

  await select('One fruit').click()
  expect(await options.locator('.list-item-name').allTextContents()).toEqual(['Apple', 'Banana', 'Cherry', 'Date'])
  await options.filter({ hasText: '🍏' }).getByText('Sour').waitFor()
  await options.filter({ hasText: 'Banana' }).click()
  await expectHeard(page, { used: 'one', values: ['banana'] })

  await select('Two or three fruits').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  for (const fruit of ['Date', 'Apple', 'Banana', 'Cherry']) await options.filter({ hasText: fruit }).click()
  await page.keyboard.press('Escape')
  await expectHeard(page, { used: 'several', values: ['apple', 'banana', 'date'] })
  expect(sent()).toBe(2)

  await select('Perhaps a fruit').click()
  expect(await options.filter({ hasText: 'Plum' }).getAttribute('data-chosen')).toBe('true')
  await options.filter({ hasText: 'Plum' }).click()
  await expectHeard(page, { used: 'preset', values: [] })
  expect(await select('Nothing to choose').isDisabled()).toBe(true)
})

test('selects of people, roles and places offer those there are', async () => {
  const { page, testbed } = await demo.open()
  const { people, places, roles } = testbed.describe()
  const message = await show(page, 'selects')
  const id = (name: string) => [...people, ...places, ...(roles ?? [])].find((each) => each.name === name)?.id
  for (const [placeholder, chosen, used, value] of [
    ['Somebody', 'Ben', 'user', id('Ben')],
    ['A role', 'everyone', 'role', id('everyone')],
    ['Somebody or a role', 'Cleo', 'mentionable', id('Cleo')],
    ['Somewhere', 'late-night', 'channel', id('late-night')],
  ] as const) {
    await message.getByRole('combobox', { name: placeholder, exact: true }).click()
    await message.getByRole('option', { name: chosen }).click()
    await expectHeard(page, { used, values: [value] })
  }
})

test('containers, sections, thumbnails, files and separators are drawn in their order', async () => {
  const { page, testbed } = await demo.open()
  const message = await show(page, 'layout')
  const accents = await message
    .locator('.container')
    .evaluateAll((containers) => containers.map((each) => each.style.getPropertyValue('--accent')))
  expect(accents).toEqual(['#57f287', '#ed4245', ''])
  const [green, red] = [message.locator('.container').first(), message.locator('.container').nth(1)]
  await green.getByText('Three').waitFor()
  expect(await green.getByRole('separator').count()).toBe(2)
  await green.getByRole('button', { name: 'Open picture: A thumbnail' }).click()
  await page.getByRole('dialog', { name: 'A thumbnail' }).waitFor()
  await page.keyboard.press('Escape')
  await green.getByRole('button', { name: 'Beside' }).click()
  await expectHeard(page, { used: 'beside' })
  await green.getByRole('button', { name: 'Inside' }).click()
  await expectHeard(page, { used: 'inside' })
  const file = red.getByRole('link', { name: 'notes.txt' })
  expect(await file.getAttribute('href')).toContain(testbed.discord.cdnUrl)
  await red.getByText('11 bytes').waitFor()
})

test('galleries of one to ten pictures fill their room, and a picture opens large', async () => {
  const { page } = await demo.open()
  for (const count of [1, 2, 3, 4, 10]) {
    const message = await show(page, 'gallery', { pictures: String(count) })
    const pictures = message.getByRole('button', { name: /^Open picture: This is picture-/ })
    expect(await pictures.count()).toBe(count)
    const isLoaded = () =>
      pictures.locator('img').evaluateAll((all) => all.every((image) => image.naturalWidth === 640))
    await expect.poll(isLoaded).toBe(true)
    const { width, height } = await measure(message.locator('.gallery'))
    const sizes = await Promise.all((await pictures.all()).map(measure))
    const covered = sizes.reduce((sum, size) => sum + size.width * size.height, 0)
    expect(covered / (width * height), `${count} pictures`).toBeGreaterThan(0.95)
  }
  const opener = page.getByRole('button', { name: 'Open picture: This is picture-10.png' })
  await opener.click()
  const large = page.getByRole('dialog', { name: 'This is picture-10.png' })
  expect((await measure(large.getByRole('img'))).width).toBe(640)
  expect(await large.getByRole('link', { name: 'Open in browser' }).getAttribute('target')).toBe('_blank')
  await large.getByRole('button', { name: 'Close' }).click()
  await large.waitFor({ state: 'hidden' })
  expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true)
})

async function measure(element: Locator): Promise<{ readonly width: number; readonly height: number }> {
  const box = await element.boundingBox()
  if (box === null) throw new Error('It is not in sight')
  return box
}

test('a gallery with a video plays it to its end, while messages come', async () => {
  const { page } = await demo.open()
  const message = await show(page, 'gallery', { pictures: '2', video: 'True' })
  const video = message.getByLabel('This is blink.mp4')
  await video.evaluate(async (element) => {
    element.muted = true
    await element.play()
  })
  await runCommand(page, 'garden gate')
  await expectHeard(page, { command: 'garden gate', options: {} })
  await expect
    .poll(() => video.evaluate(({ ended, duration }) => ({ ended, duration })))
    .toEqual({ ended: true, duration: 1 })
})

test('what is covered stays covered until it is revealed', async () => {
  const { page } = await demo.open()
  const message = await show(page, 'spoilers')
  const text = message.getByRole('button', { name: 'Spoiler', exact: true }).first()
  await text.press('Enter')
  await message.getByText('the butler').waitFor()
  const covered = [
    message.getByRole('button', { name: 'Open picture: The ending' }),
    message.getByRole('link', { name: 'ending.txt' }),
    message.getByRole('button', { name: 'Covered' }),
  ]
  for (const each of covered) {
    expect(await canHaveFocus(each)).toBe(false)
    await message.getByRole('button', { name: 'Spoiler' }).first().click()
    expect(await canHaveFocus(each)).toBe(true)
  }
  await message.getByRole('button', { name: 'Covered' }).click()
  await expectHeard(page, { used: 'covered' })
})

/** Neither the keys nor a screen reader get to what cannot. */
const canHaveFocus = (element: Locator) =>
  element.evaluate((node) => {
    node.focus()
    return node.matches(':focus')
  })

test('older messages have files and frames beside their text', async () => {
  const { page } = await demo.open()
  const files = await show(page, 'files')
  await files.getByText('Two files.').waitFor()
  await files.getByRole('button', { name: 'Open picture' }).waitFor()
  await files.getByRole('link', { name: 'beside.txt' }).waitFor()
  const framed = await show(page, 'embed')
  for (const words of ['A frame.', 'An embed', 'With bold words', 'First', 'One', 'Second', 'Two']) {
    await framed.getByText(words, { exact: true }).waitFor()
  }
  expect(await framed.locator('strong', { hasText: 'bold' }).count()).toBe(1)
})

test('what only one person sees is marked, and can be put away', async () => {
  const { page } = await demo.open()
  const secret = await show(page, 'secret')
  await secret.getByText('Only you can see this').waitFor()
  await page.getByRole('button', { name: /^You are Ana/ }).click()
  await page.getByRole('menuitemradio', { name: /^Ben/ }).click()
  expect(await page.getByText('Nobody else reads this.').count()).toBe(0)
  await page.getByRole('button', { name: /^You are Ben/ }).click()
  await page.getByRole('menuitemradio', { name: /^Ana/ }).click()
  await secret.getByRole('button', { name: 'Dismiss message' }).click()
  expect(await page.getByText('Nobody else reads this.').count()).toBe(0)
})
