import type { Locator, Page } from 'playwright-core'

/** A channel in the list at the left; its name says what is new there as well. */
export const findPlace = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: new RegExp(`^${name}(,|$)`) })

/** Goes to another channel. */
export async function goTo(page: Page, name: string): Promise<void> {
  await findPlace(page, name).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}
