import type { Locator, Page } from 'playwright-core'
import { findStatus } from './findMessages.ts'
import { sendCommand, type Typed, typeCommand } from './typeCommand.ts'

/** Types `/kling video` and sends it; returns the message in which the video is going to be. */
export async function askForVideo(page: Page, prompt: string, others: Typed = {}): Promise<Locator> {
  await typeCommand(page, 'kling video', { prompt, ...others })
  await sendCommand(page)
  return findStatus(page, prompt)
}
