import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectHeard } from './support/expectHeard.ts'
import { expectListed } from './support/expectListed.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

const findBox = (page: Page) => page.getByRole('textbox', { name: 'Message #videos' })
const findList = (page: Page) => page.getByRole('listbox', { name: 'Commands' })

/** What a screen reader is told to be reached in the list. */
async function readReached(page: Page): Promise<string | undefined> {
  const id = await findBox(page).getAttribute('aria-activedescendant')
  return (await page.locator(`[id="${id}"] .list-item-name`).textContent()) ?? undefined
}

test('a slash lists every command that can be typed, those in groups one by one, with what they are for', async () => {
  const { page } = await demo.open()
  await findBox(page).pressSequentially('/')
  await expectListed(page, [
    '/echo',
    '/silent',
    '/slow',
    '/stop',
    '/garden animals cat',
    '/garden animals hedgehog',
    '/garden plants rose',
    '/garden plants oak',
    '/garden gate',
    ...['buttons', 'selects', 'gallery', 'layout', 'spoilers', 'files'].map((name) => `/show ${name}`),
    ...['embed', 'markdown', 'secret'].map((name) => `/show ${name}`),
    ...['texts', 'choices', 'people', 'files', 'old', 'silent'].map((name) => `/form ${name}`),
  ])
  await findList(page).getByRole('option', { name: '/garden animals cat Looks for the cat' }).waitFor()
})

test('a search finds commands by their words, by beginnings, and with letters left out', async () => {
  const { page } = await demo.open()
  for (const [typed, found] of [
    ['/gar pl', ['/garden plants rose', '/garden plants oak']],
    ['/CAT', ['/garden animals cat']],
    ['/hedge', ['/garden animals hedgehog']],
    ['/grdnt', ['/garden animals cat', '/garden plants rose', '/garden plants oak', '/garden gate']],
    ['/silen', ['/silent', '/form silent']],
  ] as const) {
    await findBox(page).fill(typed)
    await expectListed(page, found)
  }
  await findBox(page).fill('/zebra')
  await page.getByText('No commands match').waitFor()
  await page.keyboard.press('Enter')
  expect(await findBox(page).inputValue()).toBe('')
  await page.getByRole('article', { name: /^Ana/ }).getByText('/zebra').waitFor()
})

test('arrows go round the list, and Enter begins the command that they have reached', async () => {
  const { page } = await demo.open()
  await findBox(page).fill('/garden')
  expect(await readReached(page)).toBe('/garden animals cat')
  await page.keyboard.press('ArrowUp')
  expect(await readReached(page)).toBe('/garden gate')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await readReached(page)).toBe('/garden animals hedgehog')

  await findBox(page).fill('/')
  await page.keyboard.press('ArrowUp')
  const last = findList(page).getByRole('option', { selected: true })
  expect(await last.locator('.list-item-name').textContent()).toBe('/form silent')
  await expect.poll(() => isInSight(page, '/form silent')).toBe(true)
  await page.keyboard.press('PageUp')
  await page.keyboard.press('PageUp')
  expect(await readReached(page)).toBe('/garden plants oak')
  await page.keyboard.press('Enter')

  await page.getByRole('group', { name: '/garden plants oak' }).waitFor()
  await page.keyboard.press('Enter')
  await expectHeard(page, { command: 'garden plants oak', options: {} })
  expect(await findBox(page).evaluate((box) => box.matches(':focus'))).toBe(true)
})

async function isInSight(page: Page, name: string): Promise<boolean> {
  const item = await findList(page).getByRole('option', { name }).boundingBox()
  const list = await findList(page).boundingBox()
  return item !== null && list !== null && item.y >= list.y - 1 && item.y + item.height <= list.y + list.height + 1
}

test('Tab takes the reached command; Escape shuts the list, then leaves the command, and nothing typed is lost', async () => {
  const { page } = await demo.open()
  await findBox(page).fill('/echo')
  await page.keyboard.press('Escape')
  expect(await findList(page).count()).toBe(0)
  expect(await findBox(page).inputValue()).toBe('/echo')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')

  const text = page.getByRole('textbox', { name: 'text, required' })
  await text.fill('hello')
  await page.keyboard.press('Escape')
  expect(await findBox(page).inputValue()).toBe('')
  expect(await findBox(page).evaluate((box) => box.matches(':focus'))).toBe(true)
  await page.keyboard.type('/echo ')
  expect(await text.inputValue()).toBe('hello')

  await text.fill('')
  await page.keyboard.press('Backspace')
  expect(await findBox(page).inputValue()).toBe('/echo')
  await findList(page).getByRole('option', { name: '/echo' }).waitFor()
})

test('a whole command with its options can be typed or pasted', async () => {
  const { page } = await demo.open()
  await findBox(page).fill('/garden plants oak ')
  await page.getByRole('group', { name: '/garden plants oak' }).waitFor()
  await page.keyboard.press('Escape')
  await findBox(page).fill('/echo text: well: done size: Large count:7 ')
  await page.keyboard.press('Enter')
  await expectHeard(page, { command: 'echo', options: { text: 'well: done', size: 'l', count: 7 } })
})

test('without a keyboard, the plus opens the commands and a press takes one', async () => {
  const { page } = await demo.open()
  await page.getByRole('button', { name: 'Use Apps' }).click()
  const rose = findList(page).getByRole('option', { name: '/garden plants rose' })
  await rose.hover()
  await expect.poll(() => readReached(page)).toBe('/garden plants rose')
  await rose.click()
  await page.getByRole('button', { name: 'Send command' }).click()
  await expectHeard(page, { command: 'garden plants rose', options: {} })
})
