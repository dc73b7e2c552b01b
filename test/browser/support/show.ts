import type { Locator, Page } from 'playwright-core'
import { findMessages } from './findMessages.ts'
import { chooseCommand, findOption, openOption, sendCommand, type Typed } from './typeCommand.ts'

/** What the bot has answered; what it was asked has no time yet. */
const findAnswers = (page: Page) => findMessages(page).and(page.getByRole('article', { name: /^Kling, \d/ }))

/** Lets the show bot show something, and returns the message. */
export async function show(page: Page, what: string, options: Typed = {}): Promise<Locator> {
  const count = await findAnswers(page).count()
  await chooseCommand(page, `show ${what}`)
  for (const [option, text] of Object.entries(options)) {
    const isOpen = (await findOption(page, option).count()) > 0
    await (isOpen ? findOption(page, option) : await openOption(page, option)).fill(text)
  }
  await sendCommand(page)
  const shown = findAnswers(page).nth(count)
  await shown.getByText(`show ${what}`).waitFor()
  return shown
}
