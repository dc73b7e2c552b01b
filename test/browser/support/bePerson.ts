import type { Page } from 'playwright-core'

/** Plays somebody else's part. */
export async function bePerson(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^You are / }).click()
  await page.getByRole('menuitemradio', { name }).click()
  await page.getByRole('button', { name: `You are ${name}` }).waitFor()
}
