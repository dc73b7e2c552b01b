import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The show bot says, in its latest block of code, that this has arrived. */
export async function expectHeard(page: Page, heard: Readonly<Record<string, unknown>>): Promise<void> {
  await expect.poll(() => readLatest(page)).toEqual({ by: 'Ana', ...heard })
}

async function readLatest(page: Page): Promise<unknown> {
  const blocks = await page.getByRole('log').locator('pre').allTextContents()
  return JSON.parse(blocks.at(-1) ?? 'null')
}
