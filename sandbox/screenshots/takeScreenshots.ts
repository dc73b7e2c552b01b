import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
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
/** Of the moving picture: how wide it is, in pixels, and how long each stage stays, in milliseconds. */
const film = { width: 900, stage: 1_800, step: 200, steps: 15 }

/** What the page shows of the message in its present state. */
const rendering = 'Rendering · started'
const ready = 'Open video'

/** Plays one video and takes a picture of each stage, for the README and `docs/`. Resolves with the names of the files. */
export async function takeScreenshots({ browser, demo, folder }: ScreenshotOptions): Promise<string[]> {
  const names: string[] = []
  const frames: Frame[] = []
  const keep = async (page: Page, name: string) => {
    await page.mouse.move(0, 0)
    const picture = await page.screenshot({ path: join(folder, name), animations: 'disabled', caret: 'hide' })
    names.push(name)
    return picture
  }
  const keepStage = async (page: Page, name: string) => {
    frames.push({ picture: await keep(page, name), milliseconds: film.stage })
  }
  const tab = await browser.newContext(desktop)
  const page = await tab.newPage()
  await page.goto(demo.address)
  await page.getByRole('button', { name: 'Try an example' }).click()
  await page.getByRole('button', { name: 'Behind the scenes' }).click()
  await page.getByText('paper-boat.png').first().waitFor()
  await keepStage(page, 'command.png')

  await page.getByLabel('prompt').press('Enter')
  await page.getByRole('log').getByText(rendering).waitFor()
  await keepStage(page, 'rendering.png')

  const [job] = demo.testbed.kling.jobs
  if (job === undefined) throw new Error('Nothing was ordered')
  await demo.testbed.kling.finish(job.id)
  // The bot looks when it is time to look.
  await demo.testbed.perform({ kind: 'later', minutes: 1 })
  await showVideo(page)
  await keep(page, 'video.png')
  for (let step = 0; step < film.steps; step += 1) {
    await seek(page, (step * film.step) / 1_000)
    frames.push({ picture: await page.screenshot({ caret: 'hide' }), milliseconds: film.step })
  }
  await joinFrames(frames, join(folder, 'kling.webp'))
  names.push('kling.webp')

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

interface Frame {
  readonly picture: Buffer
  readonly milliseconds: number
}

/** One moving picture, which begins again at its end. */
async function joinFrames(frames: readonly Frame[], path: string): Promise<void> {
  const pictures = await Promise.all(frames.map(({ picture }) => sharp(picture).resize(film.width).png().toBuffer()))
  await sharp(pictures, { join: { animated: true } })
    .webp({ quality: 70, delay: frames.map(({ milliseconds }) => milliseconds), loop: 0 })
    .toFile(path)
}

/** Shows the video at this time of it, in seconds. */
async function seek(page: Page, time: number): Promise<void> {
  await page.locator('video').evaluate(
    (player: Player, at) =>
      new Promise<void>((resolve) => {
        player.addEventListener('seeked', resolve, { once: true })
        player.currentTime = at
      }),
    time,
  )
}

/** What of a video element is used here: the types of a browser are not those of Node. */
interface Player {
  currentTime: number
  play(): Promise<void>
  pause(): void
  addEventListener(type: 'timeupdate' | 'seeked', run: () => void, options?: { once: boolean }): void
}

/** Waits for the finished video, plays it for a moment, and brings the whole message into view. */
async function showVideo(page: Page): Promise<void> {
  await page.getByRole('log').getByText(ready).first().waitFor()
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
  await page.getByRole('link', { name: ready, exact: true }).scrollIntoViewIfNeeded()
}
