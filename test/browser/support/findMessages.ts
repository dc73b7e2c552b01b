import type { Locator, Page } from 'playwright-core'

/** Every message of the conversation that is looked at. */
export const findMessages = (page: Page): Locator => page.getByRole('log').getByRole('article')

/** The message that shows how the video of a prompt stands: it repeats the prompt in a line of its own. */
export const findStatus = (page: Page, prompt: string): Locator =>
  findMessages(page).filter({ has: page.getByText(prompt, { exact: true }) })

/** The message that mentions Ana and names a video, since a change of another one notifies nobody. */
export const findNotice = (page: Page, words: string): Locator =>
  findMessages(page).filter({ hasText: new RegExp(`Ana\\W*“[^”]+”\\W*${words}`) })

const privacy = 'Only you can see this'

/** The messages that only whoever looks can see. */
export const findPrivate = (page: Page, words: string): Locator =>
  findMessages(page).filter({ hasText: privacy }).filter({ hasText: words })

/** The messages that everybody sees. */
export const findPublic = (page: Page): Locator => findMessages(page).filter({ hasNotText: privacy })
