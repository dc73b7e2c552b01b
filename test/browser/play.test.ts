import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { bePerson } from './support/bePerson.ts'
import { finishRender } from './support/finishRender.ts'
import { passTime } from './support/passTime.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()

/** So slow that much happens before its end, on every machine. */
const slowest = 1 / 16

async function setSpeed(video: Locator, speed: number): Promise<void> {
  await video.evaluate((element, playbackRate) => Object.assign(element, { playbackRate }), speed)
}

test('a finished video plays to its end, with sound, whatever happens around it', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A paper boat', { duration: '3' })
  await finishRender(testbed, await untilOrdered(testbed))
  const video = status.getByLabel('Video from the prompt: A paper boat')
  await video.waitFor()
  const heard = await video.evaluateHandle((element) => {
    const events: string[] = []
    for (const name of ['play', 'pause', 'emptied', 'error', 'ended']) {
      element.addEventListener(name, () => events.push(name))
    }
    return events
  })
  expect(await video.evaluate(({ paused, currentTime }) => ({ paused, currentTime }))).toEqual({
    paused: true,
    currentTime: 0,
  })
  await setSpeed(video, slowest)
  await video.click()
  await expect.poll(() => video.evaluate(({ currentTime }) => currentTime)).toBeGreaterThan(0)

  const box = page.getByRole('textbox', { name: 'Message #videos' })
  await box.fill('What a boat!')
  await box.press('Enter')
  await page.getByRole('log').getByText('What a boat!').waitFor()
  await bePerson(page, 'Ben')
  await bePerson(page, 'Ana')
  const next = await askForVideo(page, 'Another boat')
  await untilOrdered(testbed, 2)
  await passTime(testbed, 60)
  await next.getByText(seen.rendering).waitFor()
  expect(await heard.jsonValue()).toEqual(['play'])
  expect(await video.evaluate(({ currentTime, duration }) => currentTime < duration)).toBe(true)

  await setSpeed(video, 1)
  await expect.poll(() => heard.jsonValue()).toEqual(['play', 'pause', 'ended'])
  const played = await video.evaluate(({ currentTime, duration, webkitAudioDecodedByteCount, videoWidth }) => ({
    currentTime,
    duration,
    audioBytes: webkitAudioDecodedByteCount,
    videoWidth,
  }))
  expect(played).toMatchObject({ currentTime: played.duration, videoWidth: 480 })
  expect(played.duration).toBeCloseTo(3, 1)
  expect(played.audioBytes).toBeGreaterThan(0)
})

test('a video that was asked for without sound has none', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A paper boat', { duration: '3', sound: 'False' })
  await finishRender(testbed, await untilOrdered(testbed))
  const video = status.getByLabel('Video from the prompt: A paper boat')
  await video.click()
  await expect.poll(() => video.evaluate(({ webkitVideoDecodedByteCount }) => webkitVideoDecodedByteCount)).not.toBe(0)
  expect(await video.evaluate(({ webkitAudioDecodedByteCount }) => webkitAudioDecodedByteCount)).toBe(0)
})
