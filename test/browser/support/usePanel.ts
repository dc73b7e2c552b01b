import type { Page } from 'playwright-core'

/** Turns a switch of the panel, and waits until it stands so. */
export async function turnSwitch(page: Page, name: string, isOn: boolean): Promise<void> {
  await page.getByRole('switch', { name, checked: !isOn }).click()
  await page.getByRole('switch', { name, checked: isOn }).waitFor()
}

/** Presses the button, and waits until the time has passed. */
export async function passFifteenMinutes(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Fifteen minutes later', disabled: false })
  await button.click()
  await button.waitFor()
}

/** Ends the bot's process at once. */
export async function killBot(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kill', exact: true }).click()
  await page.getByRole('status').getByText('Killed').waitFor()
}

export async function startBot(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await page.getByRole('status').getByText('Running').waitFor()
}
