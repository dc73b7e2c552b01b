import type { Locator, Page } from 'playwright-core'

/** What is typed for the options of a command, by their names. */
export type Typed = Readonly<Record<string, string>>

/** Types a slash and the command's name, and presses it in the list. */
export async function chooseCommand(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message ' }).fill(`/${name}`)
  await page.getByRole('option', { name: `/${name}` }).click()
}

/** The field of an option, which is there as soon as the option was opened. */
export function findOption(page: Page, name: string): Locator {
  // Beside the one for a file there is a place to drop it.
  const named = { name: new RegExp(`^${name}(,(?! upload file$)|$)`) }
  const command = page.getByRole('group', { name: '/' })
  return command
    .getByRole('textbox', named)
    .or(command.getByRole('combobox', named))
    .or(command.getByRole('button', named))
}

/** Opens an option that is not required, from the list at the end of the command. */
export async function openOption(page: Page, name: string): Promise<Locator> {
  await page.getByRole('combobox', { name: /more options?$/ }).click()
  await page.getByRole('option', { name: new RegExp(`^${name} `) }).click()
  return findOption(page, name)
}

/** Chooses a command and types its options, those that are not required after opening them. */
export async function typeCommand(page: Page, name: string, { prompt, ...others }: Typed): Promise<void> {
  await chooseCommand(page, name)
  if (prompt !== undefined) await findOption(page, 'prompt').fill(prompt)
  for (const [option, text] of Object.entries(others)) await (await openOption(page, option)).fill(text)
}

export async function sendCommand(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send command' }).click()
}

/** A command that asks for nothing. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await chooseCommand(page, name)
  await sendCommand(page)
}
