import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Job } from '../../sandbox/kling/job.ts'
import { createPicture } from '../support/createPicture.ts'
import { seen } from '../support/says.ts'
import { type CarriedFile, chooseFile, dropFile, pasteFile } from './support/carryFile.ts'
import { findPrivate, findPublic, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { chooseCommand, findOption, openOption, sendCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { type OpenedDemo, useDemo } from './support/useDemo.ts'

const demo = useDemo()
const megabyte = 1024 * 1024

const findConversation = (page: Page) => page.getByRole('region', { name: 'Messages in videos' })

async function createBoat(): Promise<CarriedFile> {
  return { ...(await createPicture('boat.png', { width: 640, height: 360 }, '#2288aa')), type: 'image/png' }
}

/** Types the rest of a command that has a picture, and sends it; the provider gets that picture. */
async function askWithPicture(
  { page, testbed }: Pick<OpenedDemo, 'page' | 'testbed'>,
  given: CarriedFile,
): Promise<Job> {
  await page.getByRole('button', { name: /^image, (boat|image)\.png$/ }).waitFor()
  await findOption(page, 'prompt').fill('It sails away')
  await sendCommand(page)
  const job = await untilOrdered(testbed)
  expect(job).toMatchObject({ prompt: 'It sails away', model: expect.stringContaining('image-to-video') })
  const received = new Uint8Array(await (await fetch(String(job.body.start_image_url))).arrayBuffer())
  const read = (picture: Uint8Array) => sharp(picture).raw().toBuffer()
  expect((await read(received)).equals(await read(given.bytes))).toBe(true)
  return job
}

test('a picture that is dropped on the conversation begins the video, and gives it its shape', async () => {
  const { page, testbed } = await demo.open()
  const boat = await createBoat()
  await dropFile(findConversation(page), boat)
  await page.getByText('boat.png').waitFor()
  await chooseCommand(page, 'kling video')
  const job = await askWithPicture({ page, testbed }, boat)

  await letBotLook(testbed)
  const status = findStatus(page, 'It sails away')
  await status.getByText(seen.rendering).waitFor()
  const thumbnail = status.getByRole('img', { name: 'Start image' })
  await expect.poll(() => thumbnail.evaluate((image) => image.naturalWidth)).toBe(640)

  await finishRender(testbed, job)
  await status.getByText(seen.ready).waitFor()
  const video = status.getByLabel('Video from the prompt: It sails away')
  const shape = () => video.evaluate(({ videoWidth, videoHeight }) => videoWidth / videoHeight)
  await expect.poll(shape).toBeCloseTo(16 / 9, 1)
})

test.each([
  [
    'dropped on the conversation while the command is typed',
    (page: Page, boat: CarriedFile) => dropFile(findConversation(page), boat),
  ],
  [
    'dropped on the place of its option',
    async (page: Page, boat: CarriedFile) => {
      await openOption(page, 'image')
      await dropFile(page.getByText('Drag and drop or click to upload file'), boat)
    },
  ],
  ['pasted', pasteFile],
  [
    'chosen in the file dialog',
    async (page: Page, boat: CarriedFile) => chooseFile(await openOption(page, 'image'), boat),
  ],
])('a picture that is %s reaches the provider as well', async (_, give) => {
  const { page, testbed } = await demo.open()
  const boat = await createBoat()
  await chooseCommand(page, 'kling video')
  await give(page, boat)
  await askWithPicture({ page, testbed }, boat)
})

test('a file of a wrong type or size is refused by the client, and a right one in its place is not', async () => {
  const { page, testbed } = await demo.open()
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('It sails away')

  await dropFile(findConversation(page), { name: 'notes.txt', type: 'text/plain', bytes: Buffer.from('a boat') })
  await page.getByText('Not a valid file type. Use image.').waitFor()
  await sendCommand(page)
  await page.getByRole('button', { name: 'Remove attachment notes.txt' }).click()
  await page.getByText('Not a valid file type. Use image.').waitFor({ state: 'detached' })

  const large = { name: 'large.png', type: 'image/png', bytes: Buffer.alloc(10 * megabyte + 1) }
  await chooseFile(findOption(page, 'image'), large)
  await page.getByText('Your files are too powerful. Max file size: 10 MB').waitFor()
  await sendCommand(page)
  expect(testbed.describe().sent).toEqual([])
  await page.getByRole('button', { name: 'Remove attachment large.png' }).click()

  await chooseFile(findOption(page, 'image'), await createBoat())
  await sendCommand(page)
  expect((await untilOrdered(testbed)).model).toContain('image-to-video')
})

test('a file that says it is a picture and is none is refused by the bot, and nothing is ordered', async () => {
  const { page, testbed } = await demo.open()
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('It sails away')
  await chooseFile(await openOption(page, 'image'), {
    name: 'boat.png',
    type: 'image/png',
    bytes: Buffer.from('a boat'),
  })
  await sendCommand(page)
  const refusal = findPrivate(page, "isn't an image I can read.")
  await refusal.getByText('Not counted against your allowance.').waitFor()
  await refusal.getByText('It sails away', { exact: true }).waitFor()
  expect(await refusal.getByRole('img', { name: 'Start image' }).count()).toBe(0)
  await expect.poll(() => findPublic(page).count()).toBe(0)
  expect(testbed.kling.requests.filter(({ endpoint }) => endpoint === 'submit')).toEqual([])
})
