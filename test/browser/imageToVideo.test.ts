import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { createPicture } from '../support/createPicture.ts'
import { type CarriedFile, chooseFile, dropFile, pasteFile } from './support/carryFile.ts'
import { findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { chooseCommand, findOption, openOption, sendCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()
const megabyte = 1024 * 1024

const findConversation = (page: Page) => page.getByRole('region', { name: 'Messages in videos' })

async function createBoat(): Promise<CarriedFile> {
  return { ...(await createPicture('boat.png', { width: 640, height: 360 }, '#2288aa')), type: 'image/png' }
}

/** The picture as the provider gets it, which may have fetched it from Discord. */
async function readPicture(address: unknown): Promise<Uint8Array> {
  const response = await fetch(String(address))
  return new Uint8Array(await response.arrayBuffer())
}

test.each([
  [
    'dropped on the conversation before there is a command',
    async (page: Page, boat: CarriedFile) => {
      await dropFile(findConversation(page), boat)
      await page.getByText('boat.png').waitFor()
      await chooseCommand(page, 'kling video')
    },
  ],
  [
    'dropped on the conversation while the command is typed',
    async (page: Page, boat: CarriedFile) => {
      await chooseCommand(page, 'kling video')
      await dropFile(findConversation(page), boat)
    },
  ],
  [
    'dropped on the place of its option',
    async (page: Page, boat: CarriedFile) => {
      await chooseCommand(page, 'kling video')
      await openOption(page, 'image')
      await dropFile(page.getByText('Drag and drop or click to upload file'), boat)
    },
  ],
  [
    'pasted',
    async (page: Page, boat: CarriedFile) => {
      await chooseCommand(page, 'kling video')
      await pasteFile(page, boat)
    },
  ],
  [
    'chosen in the file dialog',
    async (page: Page, boat: CarriedFile) => {
      await chooseCommand(page, 'kling video')
      await chooseFile(await openOption(page, 'image'), boat)
    },
  ],
])('a picture that is %s begins the video', async (_, give) => {
  const { page, stage } = await demo.open()
  const boat = await createBoat()
  await give(page, boat)
  await page.getByRole('button', { name: /^image, (boat|image)\.png$/ }).waitFor()
  await findOption(page, 'prompt').fill('It sails away')
  await sendCommand(page)

  const job = await untilOrdered(stage)
  expect(job).toMatchObject({ prompt: 'It sails away', model: expect.stringContaining('image-to-video') })
  const received = await sharp(await readPicture(job.body.start_image_url))
    .raw()
    .toBuffer()
  expect(received.equals(await sharp(boat.bytes).raw().toBuffer())).toBe(true)

  await letBotLook(stage)
  const status = findStatus(page, 'It sails away')
  await status.getByText('Rendering.').waitFor()
  const thumbnail = status.getByRole('img', { name: 'The picture the video begins with' })
  await expect.poll(() => thumbnail.evaluate((image) => image.naturalWidth)).toBe(640)
  await status.getByText('shape of your image').waitFor()

  await finishRender(stage, job)
  await status.getByText('Your video is ready.', { exact: true }).waitFor()
  const video = status.getByLabel('Video made from the prompt: It sails away')
  await expect
    .poll(() => video.evaluate(({ videoWidth, videoHeight }) => videoWidth / videoHeight))
    .toBeCloseTo(16 / 9, 1)
})

test.each([
  ['dropped', (page: Page, file: CarriedFile) => dropFile(findConversation(page), file)],
  ['chosen', async (page: Page, file: CarriedFile) => chooseFile(await openOption(page, 'image'), file)],
])(
  'a file of a wrong type or size that is %s is refused by the client, and a right one in its place is not',
  async (_, give) => {
    const { page, stage } = await demo.open()
    await chooseCommand(page, 'kling video')
    await findOption(page, 'prompt').fill('It sails away')

    await give(page, { name: 'notes.txt', type: 'text/plain', bytes: Buffer.from('a boat') })
    await page.getByText('Not a valid file type. Use image.').waitFor()
    await sendCommand(page)
    await page.getByRole('button', { name: 'Remove attachment notes.txt' }).click()
    await page.getByText('Not a valid file type. Use image.').waitFor({ state: 'detached' })

    const large = { name: 'large.png', type: 'image/png', bytes: Buffer.alloc(10 * megabyte + 1) }
    await chooseFile(findOption(page, 'image'), large)
    await page.getByText('Your files are too powerful. Max file size: 10 MB').waitFor()
    await sendCommand(page)
    expect(stage.describe().sent).toEqual([])
    await page.getByRole('button', { name: 'Remove attachment large.png' }).click()

    await chooseFile(findOption(page, 'image'), await createBoat())
    await sendCommand(page)
    const { model } = await untilOrdered(stage)
    expect(model).toContain('image-to-video')
  },
)

test('a file that says it is a picture and is none is refused by the bot, and nothing is ordered', async () => {
  const { page, stage } = await demo.open()
  await chooseCommand(page, 'kling video')
  await findOption(page, 'prompt').fill('It sails away')
  await chooseFile(await openOption(page, 'image'), {
    name: 'boat.png',
    type: 'image/png',
    bytes: Buffer.from('a boat'),
  })
  await sendCommand(page)
  const status = findStatus(page, 'It sails away')
  await status.getByText('is not a picture I can read.').waitFor()
  await status.getByText('This does not count against you.').waitFor()
  expect(await status.getByRole('img', { name: 'The picture the video begins with' }).count()).toBe(0)
  expect(stage.kling.requests.filter(({ endpoint }) => endpoint === 'submit')).toEqual([])
})
