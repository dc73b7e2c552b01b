import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** The list that is open offers these, in this order. */
export async function expectListed(page: Page, names: readonly string[]): Promise<void> {
  await expect.poll(() => page.getByRole('option').locator('.list-item-name').allTextContents()).toEqual(names)
}
