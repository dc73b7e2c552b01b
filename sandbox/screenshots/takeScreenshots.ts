import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { WebDemo } from '../web/server/webDemo.ts'

export interface ScreenshotOptions {
  readonly browser: Browser
  /** A demo whose renders end by hand. */
  readonly demo: Pick<WebDemo, 'address' | 'testbed'>
  /** Where the pictures go. */
  readonly folder: string
}

const desktop = { viewport: { width: 1180, height: 820 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
/** Of the video, in seconds: everything is in the picture by then. */
const moment = 2

/** Plays one video and takes a picture of each stage, for the README and `docs/`. Resolves with the names of the files. */
export async function takeScreenshots({ browser, demo, folder }: ScreenshotOptions): Promise<string[]> {
  const names: string[] = []
  const keep = async (page: Page, name: string) => {
    await page.mouse.move(0, 0)
    await page.screenshot({ path: join(folder, name), animations: 'disabled', caret: 'hide' })
    names.push(name)
  }
  const tab = await browser.newContext(desktop)
  const page = await tab.newPage()
  await page.goto(demo.address)
  await page.getByRole('button', { name: 'Try an example' }).click()
  await page.getByRole('button', { name: 'Behind the scenes' }).click()
  await page.getByText('paper-boat.png').first().waitFor()
  await keep(page, 'command.png')

  await page.getByLabel('prompt').press('Enter')
  await page.getByRole('log').getByText('Rendering.', { exact: true }).waitFor()
  await keep(page, 'rendering.png')

  const [job] = demo.testbed.kling.jobs
  if (job === undefined) throw new Error('Nothing was ordered')
  await demo.testbed.kling.finish(job.id)
  // The bot looks when it is time to look.
  await demo.testbed.perform({ kind: 'later', minutes: 1 })
  await showVideo(page)
  await keep(page, 'video.png')

  await page.getByRole('button', { name: 'Behind the scenes' }).click()
  await page.getByRole('tab', { name: /Requests/ }).click()
  await showVideo(page)
  await keep(page, 'requests.png')
  await tab.close()

  const pocket = await browser.newContext(phone)
  const small = await pocket.newPage()
  await small.goto(demo.address)
  await showVideo(small)
  await keep(small, 'phone.png')
  await pocket.close()
  return names
}

/** What of a video element is used here: the types of a browser are not those of Node. */
interface Player {
  readonly currentTime: number
  play(): Promise<void>
  pause(): void
  addEventListener(type: 'timeupdate', run: () => void): void
}

/** Waits for the finished video, plays it for a moment, and brings the whole message into view. */
async function showVideo(page: Page): Promise<void> {
  await page.getByRole('log').getByText('Your video is ready.', { exact: true }).waitFor()
  await page.locator('video').evaluate(async (player: Player, until) => {
    const isThere = new Promise<void>((resolve) => {
      player.addEventListener('timeupdate', () => {
        if (player.currentTime >= until) resolve()
      })
    })
    await player.play()
    await isThere
    player.pause()
  }, moment)
  await page.getByRole('link', { name: /Open video/ }).scrollIntoViewIfNeeded()
}
