import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findMessages } from './support/findMessages.ts'
import { passTime } from './support/passTime.ts'
import { runCommand } from './support/typeCommand.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

async function showMarkdown(page: Page): Promise<Locator> {
  await runCommand(page, 'show markdown')
  const message = findMessages(page).filter({ hasText: 'Under the line' })
  await message.waitFor()
  return message
}

const open = () => demo.open({ browser: { timezoneId: 'UTC', locale: 'en-US' } })

test('text is formatted as in Discord', async () => {
  const { page } = await open()
  const message = await showMarkdown(page)
  for (const [level, name] of ['Large', 'Middle', 'Small'].entries()) {
    await message.getByRole('heading', { name, level: level + 1, exact: true }).waitFor()
  }
  for (const [tag, words] of [
    ['strong', ['bold', 'both']],
    ['em', ['italic', 'both']],
    ['u', ['underlined']],
    ['s', ['struck']],
    ['discord-code', ['code']],
    ['pre', ['const a = "**not bold**"']],
  ] as const) {
    expect(await message.locator(tag).allTextContents()).toEqual(words)
  }
  const lists = message.getByRole('list')
  expect(await lists.nth(0).locator('> li').count()).toBe(2)
  expect(await lists.nth(0).getByRole('list').innerText()).toBe('inner')
  expect(await lists.nth(2).getByRole('listitem').allInnerTexts()).toEqual(['one', 'two'])
  expect(await message.locator('discord-quote').innerText()).toBe('quoted\ntwice')
  await message.getByText('*plain* 😀 :kling:').waitFor()
})

test('mentions have names, and one of a command begins it', async () => {
  const { page } = await open()
  const message = await showMarkdown(page)
  expect(await message.locator('discord-mention').allInnerTexts()).toEqual([
    'Ana',
    'videos',
    'everyone',
    'everyone',
    'echo',
    'unknown-user',
  ])
  await message.getByRole('button', { name: '/echo' }).click()
  await page.getByRole('group', { name: '/echo' }).waitFor()
})

test('times stand in every form, in the words and the zone of the reader, and go on', async () => {
  const { page, testbed } = await open()
  const message = await showMarkdown(page)
  const times = message.locator('discord-time')
  expect((await times.allInnerTexts()).slice(1, -1)).toEqual([
    'July 14, 2026 12:34 PM',
    '12:34 PM',
    '12:34:56 PM',
    '07/14/2026',
    'July 14, 2026',
    'July 14, 2026 12:34 PM',
    'Tuesday, July 14, 2026 12:34 PM',
    '07/14/2026 12:34 PM',
    '07/14/2026 12:34:56 PM',
  ])
  expect(await times.last().getAttribute('title')).toBe('Tuesday, July 14, 2026 12:34 PM')
  expect(await times.first().innerText()).toMatch(/^(in )?\d+ seconds?( ago)?$/)
  await passTime(testbed, 15 * 60)
  await expect.poll(() => times.first().innerText()).toBe('15 minutes ago')
})

test('links lead to the web alone, and nothing in a text is taken for a part of the page', async () => {
  const { page } = await open()
  const message = await showMarkdown(page)
  const links = message.getByRole('link')
  expect(await links.evaluateAll((all) => all.map(({ textContent, href }) => [textContent, href]))).toEqual([
    ['masked', 'https://docs.example/masked'],
    ['https://docs.example/bare', 'https://docs.example/bare'],
    ['https://docs.example/quiet', 'https://docs.example/quiet'],
  ])
  for (const link of await links.all()) {
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
    expect(await link.getAttribute('target')).toBe('_blank')
  }
  await message.getByText('[trick](javascript:alert(1)) <img src=x onerror=alert(1)> &amp;').waitFor()
  expect(await message.locator('.message-body img').count()).toBe(0)
})

test('covered words are shown when they are pressed, and to the person alone who did', async () => {
  const { page } = await open()
  const message = await showMarkdown(page)
  const cover = message.getByRole('button', { name: 'Spoiler' })
  await cover.click()
  expect(await cover.count()).toBe(0)
  await message.getByText('covered', { exact: true }).waitFor()
})
