import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { createPicture } from '../support/createPicture.ts'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { chooseFile } from './support/carryFile.ts'
import { findPrivate, findPublic, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { holdRequest } from './support/holdRequest.ts'
import { letBotLook } from './support/letBotLook.ts'
import { letBotShow } from './support/letBotShow.ts'
import { openOption, runCommand, sendCommand, typeCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { type OpenedDemo, useDemo } from './support/useDemo.ts'

const demo = useDemo()
const endless = Number.POSITIVE_INFINITY
const providers = ['runcomfy', 'runware'] as const

const press = (message: Locator, name: string) => message.getByRole('button', { name, exact: true }).click()

/** How it ends where nothing was ordered, or the provider could stop it. */
async function expectCancelled(opened: OpenedDemo, status: Locator): Promise<void> {
  await expectOneEnd(opened, status, 'Cancelled.')
  expect(await status.filter({ hasText: seen.notCounted }).count()).toBe(1)
}

/** One message says how it ended, whatever happens afterwards, and nobody is notified. */
async function expectOneEnd({ page, testbed }: OpenedDemo, status: Locator, words: string): Promise<void> {
  await status.filter({ hasText: words }).waitFor()
  const before = await findPublic(page).count()
  await letBotLook(testbed)
  await letBotLook(testbed)
  expect(await status.filter({ hasText: words }).count()).toBe(1)
  expect(await findPublic(page).count()).toBe(before)
  expect(await status.getByRole('button', { name: /Cancel|Hide|Check|Try again/ }).count()).toBe(0)
  expect(testbed.discord.messages.flatMap(({ pings }) => pings)).toEqual([])
}

const free = 'Cancelled. Not counted against your allowance.'

test('while its picture is being fetched, a video is cancelled and never ordered', async () => {
  const opened = await demo.open()
  const { page, testbed } = opened
  testbed.discord.faults.slowFiles(60 * 60_000)
  await typeCommand(page, 'kling video', { prompt: 'It sails away' })
  const picture = await createPicture('boat.png', { width: 640, height: 360 })
  await chooseFile(await openOption(page, 'image'), { ...picture, type: 'image/png' })
  await sendCommand(page)
  const status = findStatus(page, 'It sails away')
  await status.getByText('Checking the image…').waitFor()
  await press(status, 'Cancel (free)')
  await findPrivate(page, free).waitFor()
  await expectCancelled(opened, status)
  expect(testbed.kling.jobs).toEqual([])
})

test('while it waits for a free place, a video is cancelled, and the next one moves up', async () => {
  const opened = await demo.open({ variables: { RUNCOMFY_MAX_CONCURRENT: '1' } })
  const { page, testbed } = opened
  await askForVideo(page, 'The first')
  const first = await untilOrdered(testbed)
  const second = await askForVideo(page, 'The second')
  await letBotShow(testbed)
  await second.getByText('next in line').waitFor()
  const third = await askForVideo(page, 'The third')
  await letBotShow(testbed)
  await third.getByText('1 video ahead').waitFor()
  await press(second, 'Cancel (free)')
  await findPrivate(page, free).waitFor()
  await letBotShow(testbed)
  await expectCancelled(opened, second)
  await third.getByText('next in line').waitFor()
  await finishRender(testbed, first)
  expect(await untilOrdered(testbed, 2)).toMatchObject({ prompt: 'The third' })
})

test('while it waits at a provider that can stop it, a video is cancelled there', async () => {
  const opened = await demo.open({ queueMilliseconds: endless })
  const { page, testbed } = opened
  const status = await askForVideo(page, 'A paper boat')
  await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.waitingAtKling).waitFor()
  await status.getByRole('button', { name: 'Cancel' }).dblclick()
  await findPrivate(page, free).first().waitFor()
  await expectCancelled(opened, status)
  expect(testbed.kling.jobs.map(({ state }) => state)).toEqual(['cancelled'])
})

test('while it is being sent, a cancel waits for the answer, and then stops it', async () => {
  const opened = await demo.open({ queueMilliseconds: endless })
  const { page, testbed } = opened
  const release = holdRequest(testbed, 'submit')
  const status = await askForVideo(page, 'A paper boat')
  await status.getByText(seen.sending).waitFor()
  await press(status, 'Cancel (free)')
  await findPrivate(page, 'Cancelling…').waitFor()
  await status.getByText('Cancelling').waitFor()
  expect(await status.getByRole('button', { name: 'Cancel' }).count()).toBe(0)
  expect(testbed.kling.jobs).toEqual([])

  release()
  await untilOrdered(testbed)
  await letBotLook(testbed)
  await expectCancelled(opened, status)
  expect(testbed.kling.jobs.map(({ state }) => state)).toEqual(['cancelled'])
})

test.each(providers)(
  'while it renders at %s, nothing can be stopped: whoever hides it pays, and finds it in the queue alone',
  async (provider) => {
    const opened = await demo.open({ variables: { KLING_PROVIDERS: provider } })
    const { page, testbed } = opened
    const status = await askForVideo(page, 'A paper boat')
    const job = await untilOrdered(testbed)
    await letBotLook(testbed)
    await status.getByText(seen.rendering).waitFor()
    expect(await status.getByRole('button', { name: 'Cancel' }).count()).toBe(0)
    await press(status, 'Hide when done')
    await findPrivate(page, seen.stoppedWaiting).waitFor()
    await letBotShow(testbed)
    await status.getByText(seen.hidden).waitFor()
    await finishRender(testbed, job)
    await expectOneEnd(opened, status, seen.readyHidden)

    await runCommand(page, 'kling queue')
    const queue = findPrivate(page, 'Your videos')
    await press(queue, 'Show me')
    await findPrivate(page, 'A paper boat').getByLabel('Video from the prompt: A paper boat').waitFor()
  },
)
