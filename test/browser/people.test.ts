import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { bePerson } from './support/bePerson.ts'
import { findMessages, findNotice, findPrivate } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { findPlace, goTo } from './support/goTo.ts'
import { letBotLook } from './support/letBotLook.ts'
import { runCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()
const ready = seen.ready

test('what is private is seen by its person alone', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A secret paper boat', { private: 'True' })
  const job = await untilOrdered(testbed)
  await finishRender(testbed, job)
  await status.getByText(ready).waitFor()
  await status.filter({ hasText: 'Only you can see this' }).waitFor()
  for (const other of ['Ben', 'Cleo']) {
    await bePerson(page, other)
    expect(await findMessages(page).count()).toBe(0)
  }
  await bePerson(page, 'Ana')
  await status.getByLabel('Video from the prompt: A secret paper boat').waitFor()
  expect(await findMessages(page).count()).toBe(1)
})

test('another member cannot cancel, and is told so in private; a moderator can', async () => {
  const { page, testbed } = await demo.open({ queueMilliseconds: Number.POSITIVE_INFINITY })
  const status = await askForVideo(page, 'A paper boat')
  await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.waitingAtKling).waitFor()

  await bePerson(page, 'Ben')
  await status.getByRole('button', { name: 'Cancel' }).click()
  await findPrivate(page, 'This belongs to somebody else, so only they can do that.').waitFor()
  await letBotLook(testbed)
  await status.getByText(seen.waitingAtKling).waitFor()

  await bePerson(page, 'Cleo')
  expect(await findPrivate(page, '').count()).toBe(0)
  await status.getByRole('button', { name: 'Cancel' }).click()
  await findPrivate(page, 'Stopped.').waitFor()
  await letBotLook(testbed)
  await status.filter({ hasText: /Stopped by\W*Cleo/ }).waitFor()

  await bePerson(page, 'Ana')
  expect(await findPrivate(page, '').count()).toBe(0)
  await status.filter({ hasText: /Stopped by\W*Cleo/ }).waitFor()
})

test('a moderator deletes a message, and its owner finds the video in the queue', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A paper boat')
  const job = await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()

  const openMenu = async () => {
    await status.hover()
    await status.getByTitle('More').click()
  }
  await bePerson(page, 'Ben')
  await openMenu()
  await page.getByRole('menuitem', { name: 'Copy Text' }).waitFor()
  expect(await page.getByRole('menuitem', { name: 'Delete Message' }).count()).toBe(0)
  await page.keyboard.press('Escape')

  await bePerson(page, 'Cleo')
  await openMenu()
  await page.getByRole('menuitem', { name: 'Delete Message' }).click()
  await status.waitFor({ state: 'detached' })

  await bePerson(page, 'Ana')
  await finishRender(testbed, job)
  await letBotLook(testbed)
  await runCommand(page, 'kling queue')
  const queue = findPrivate(page, 'Your videos')
  await queue.getByText('Ready.').waitFor()
  await queue.getByRole('button', { name: 'Show me' }).click()
  await page.getByLabel('Video from the prompt: A paper boat').waitFor()
  expect(testbed.kling.jobs).toHaveLength(1)
})

test('whoever looks elsewhere is told by a number that the video is ready, and nobody else is', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A paper boat')
  const job = await untilOrdered(testbed)
  await bePerson(page, 'Ben')
  await status.waitFor()
  await goTo(page, 'Kling')
  await bePerson(page, 'Ana')
  await goTo(page, 'Kling')

  await finishRender(testbed, job)
  await findPlace(page, 'videos')
    .and(page.getByRole('button', { name: 'videos, 1 mention' }))
    .waitFor()
  await bePerson(page, 'Ben')
  await page.getByRole('button', { name: 'videos, unread messages' }).waitFor()
  await bePerson(page, 'Ana')
  await goTo(page, 'videos')
  await findNotice(page, 'is ready.').waitFor()
  await page.getByRole('button', { name: 'videos', exact: true }).waitFor()
})

test('in the conversation with the bot, and in an age-restricted channel after agreeing, videos are made as well', async () => {
  const { page, testbed } = await demo.open()
  await goTo(page, 'Kling')
  const mine = await askForVideo(page, 'A boat for me')
  await finishRender(testbed, await untilOrdered(testbed))
  await mine.getByText(ready).waitFor()

  await findPlace(page, 'late-night').click()
  await page.getByRole('heading', { name: 'Age-Restricted Channel' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  const late = await askForVideo(page, 'A boat at night')
  await finishRender(testbed, await untilOrdered(testbed, 2))
  await late.getByText(ready).waitFor()

  await bePerson(page, 'Ben')
  await page.getByRole('heading', { name: 'Age-Restricted Channel' }).waitFor()
  await goTo(page, 'Kling')
  expect(await findMessages(page).count()).toBe(0)
})

test('queue, usage and help answer whoever asks, in private', async () => {
  const { page, testbed } = await demo.open()
  const status = await askForVideo(page, 'A paper boat')
  await untilOrdered(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()

  await runCommand(page, 'kling queue')
  const queue = findPrivate(page, 'Your videos')
  await queue.getByText('A paper boat', { exact: true }).waitFor()
  await queue.getByRole('button', { name: 'Hide when done' }).waitFor()
  await queue.getByRole('link', { name: 'Open the message' }).click()
  await expect.poll(() => status.first().evaluate((message) => message.matches(':focus-within'))).toBe(true)

  await runCommand(page, 'kling usage')
  const usage = findPrivate(page, 'Your allowance today')
  await usage.getByText('1 of 50 videos used · 49 left').waitFor()
  await usage.getByText(en.usage.reserved('$0.63')).waitFor()
  expect(await usage.filter({ hasText: 'This server this month' }).count()).toBe(0)

  await runCommand(page, 'kling help')
  const help = findPrivate(page, 'Videos with Kling')
  await help.getByText('You can make videos here.').waitFor()
  await help.getByText('Prices per second').waitFor()

  await bePerson(page, 'Ben')
  expect(await findPrivate(page, '').count()).toBe(0)
  await runCommand(page, 'kling queue')
  await findPrivate(page, seen.noVideos).waitFor()
})
