import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createPicture } from '../support/createPicture.ts'
import { type CarriedFile, chooseFile, dropFile, pasteFile } from './support/carryFile.ts'
import { countSent } from './support/countSent.ts'
import { expectHeard } from './support/expectHeard.ts'
import { expectListed } from './support/expectListed.ts'
import { recordWords } from './support/recordWords.ts'
import { chooseCommand, findOption, openOption, sendCommand } from './support/typeCommand.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

const paper: CarriedFile = { name: 'paper.txt', type: 'text/plain', bytes: Buffer.from('Some words.') }
const heardPaper = { name: 'paper.txt', size: 11, type: 'text/plain; charset=utf-8' }

async function drawBoat(name = 'boat.png'): Promise<CarriedFile> {
  const { bytes } = await createPicture(name, { width: 64, height: 64 })
  return { name, type: 'image/png', bytes }
}

const heardPicture = ({ name, bytes }: CarriedFile) => ({ name, size: bytes.length, type: 'image/png' })

/** The name and the problem of an option, as they stand beside each other. */
const findProblem = (page: Page, problem: string) => page.getByRole('alert').getByText(problem, { exact: true })

test('every kind of option arrives as it was entered', async () => {
  const { page } = await demo.open()
  const boat = await drawBoat()
  await chooseCommand(page, 'echo')
  await findOption(page, 'text').fill('hello')
  for (const [option, text] of [
    ['fruit', 'anything'],
    ['count', '7'],
    ['ratio', '-0.25'],
  ] as const) {
    await (await openOption(page, option)).fill(text)
  }
  for (const [option, choice] of [
    ['size', 'Medium'],
    ['dozens', 'Two dozen'],
    ['loud', 'False'],
    ['friend', 'Ben'],
    ['place', '#videos'],
    ['role', '@everyone'],
    ['anyone', 'Cleo'],
  ] as const) {
    await openOption(page, option)
    await page.getByRole('listbox', { name: option }).getByRole('option', { name: choice }).click()
  }
  await chooseFile(await openOption(page, 'picture'), boat)
  await chooseFile(await openOption(page, 'paper'), paper)
  await sendCommand(page)
  await expectHeard(page, {
    command: 'echo',
    options: {
      text: 'hello',
      fruit: 'anything',
      count: 7,
      ratio: -0.25,
      size: 'm',
      dozens: 24,
      loud: false,
      friend: 'Ben',
      place: '#videos',
      role: '@everyone',
      anyone: 'Cleo',
      picture: heardPicture(boat),
      paper: heardPaper,
    },
  })
})

test('the client says in its own words what it does not send, at the option itself', async () => {
  const { page, testbed } = await demo.open()
  const sent = countSent(testbed)
  await chooseCommand(page, 'echo')
  await sendCommand(page)
  await findProblem(page, 'This option is required. Specify a value.').waitFor()
  const text = findOption(page, 'text')
  expect(await text.evaluate((field) => field.matches(':focus'))).toBe(true)
  await text.fill('a')
  await sendCommand(page)
  await findProblem(page, 'Must be between 2 and 20 characters').waitFor()
  await text.fill('hello')

  for (const [option, typed, problem] of [
    ['count', 'two', 'Not a valid integer'],
    ['count', '2.5', 'Not a valid integer'],
    ['count', '11', 'Must be between 1 and 10'],
    ['ratio', 'half', 'Not a valid number'],
    ['ratio', '9', 'Must be between -1.5 and 2.5'],
    ['size', 'huge', 'Not a valid choice'],
    ['dozens', '13', 'Not a valid choice'],
    ['loud', 'maybe', 'Not a valid boolean'],
    ['friend', 'nobody', 'Not a valid value'],
    ['role', 'none', 'Not a valid value'],
    ['count', '', 'This option is required. Specify a value.'],
  ] as const) {
    const field = await openOption(page, option)
    await field.fill(typed)
    await sendCommand(page)
    await findProblem(page, problem).waitFor()
    expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const describedBy = await field.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${describedBy}"]`).textContent()).toBe(problem)
    await page.getByRole('button', { name: `Remove ${option}` }).click()
    expect(await findProblem(page, problem).count()).toBe(0)
  }
  expect(sent()).toBe(0)
  await sendCommand(page)
  await expectHeard(page, { command: 'echo', options: { text: 'hello' } })
})

test('an option that completes itself offers what the bot suggests, and says so where it suggests nothing', async () => {
  const { page } = await demo.open()
  await chooseCommand(page, 'echo')
  await findOption(page, 'text').fill('hello')
  const fruit = await openOption(page, 'fruit')
  await expectListed(page, ['A apple', 'A apricot', 'A banana', 'A cherry'])
  await fruit.fill('ap')
  await expectListed(page, ['A apple', 'A apricot'])
  await fruit.fill('kiwi')
  await page.getByText('No options match your search').waitFor()

  const words = await recordWords(page, page.locator('.composer'))
  await fruit.fill('never')
  await page.getByText('Loading options failed').waitFor()
  await words.expectInOrder('Loading options…', 'Loading options failed')

  await fruit.fill('apr')
  await expectListed(page, ['A apricot'])
  await page.keyboard.press('Enter')
  expect(await fruit.inputValue()).toBe('A apricot')
  await page.keyboard.press('Enter')
  await expectHeard(page, { command: 'echo', options: { text: 'hello', fruit: 'apricot' } })
})

test('people, channels and roles are found by their names', async () => {
  const { page } = await demo.open()
  await chooseCommand(page, 'echo')
  await findOption(page, 'text').fill('hello')
  const friend = await openOption(page, 'friend')
  await expectListed(page, ['Ana', 'Ben', 'Cleo', 'Kling'])
  await page.getByRole('option', { name: 'Kling App' }).waitFor()
  await friend.fill('c')
  await expectListed(page, ['Cleo'])
  await page.keyboard.press('Enter')
  await openOption(page, 'place')
  await expectListed(page, ['#videos', '#late-night'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await openOption(page, 'anyone')
  await expectListed(page, ['Ana', 'Ben', 'Cleo', 'Kling', '@everyone'])
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await sendCommand(page)
  await expectHeard(page, {
    command: 'echo',
    options: { text: 'hello', friend: 'Cleo', place: '#late-night', anyone: '@everyone' },
  })
})

test('options are opened by name, searched for at the end, and taken away with Backspace', async () => {
  const { page } = await demo.open()
  await chooseCommand(page, 'echo')
  await page.keyboard.type('hello count:4')
  expect(await findOption(page, 'text').inputValue()).toBe('hello')
  expect(await findOption(page, 'count').inputValue()).toBe('4')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('combobox', { name: '11 more options' }).waitFor()
  await page.keyboard.type('oz')
  await expectListed(page, ['dozens'])
  await page.keyboard.press('Tab')
  await expectListed(page, ['One dozen', 'Two dozen'])
  await page.keyboard.press('Enter')
  expect(await findOption(page, 'dozens').inputValue()).toBe('One dozen')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  expect(await findOption(page, 'dozens').count()).toBe(0)
  expect(await findOption(page, 'count').evaluate((field) => field.matches(':focus'))).toBe(true)
  await page.keyboard.press('Enter')
  await expectHeard(page, { command: 'echo', options: { text: 'hello', count: 4 } })
})

test('files are dropped, pasted, looked at and taken back', async () => {
  const { page } = await demo.open()
  const boat = await drawBoat()
  await dropFile(page.getByRole('log'), paper)
  await page.getByText('paper.txt').waitFor()
  await chooseCommand(page, 'echo')
  await findOption(page, 'text').fill('hello')
  await findOption(page, 'paper').waitFor()
  await pasteFile(page, boat)
  const picture = findOption(page, 'picture')
  await picture.waitFor()
  await expect.poll(() => page.locator('.file-preview img').evaluate((image) => image.naturalWidth)).toBe(64)

  await page.getByRole('button', { name: 'Remove attachment image.png' }).click()
  await picture.getByText('Upload file').waitFor()
  await chooseFile(picture, paper)
  await findProblem(page, 'Not a valid file type. Use image.').waitFor()
  await page.keyboard.press('Backspace')
  await picture.getByText('Upload file').waitFor()
  await dropFile(page.getByText('Drag and drop or click to upload file'), boat)
  await dropFile(page.getByRole('log'), await drawBoat('third.png'))
  await page.getByRole('alert').getByText('/echo has no option left for third.png.').waitFor()
  await sendCommand(page)
  await expectHeard(page, {
    command: 'echo',
    options: { text: 'hello', paper: heardPaper, picture: heardPicture(boat) },
  })
})

test('a file that is too large, or that does not get through, is said to be so', async () => {
  const { page, testbed, complaints } = await demo.open()
  const sent = countSent(testbed)
  await chooseCommand(page, 'echo')
  await findOption(page, 'text').fill('hello')
  const field = await openOption(page, 'paper')
  await chooseFile(field, { ...paper, bytes: new Uint8Array(10 * 1024 * 1024 + 1) })
  await findProblem(page, 'Your files are too powerful. Max file size: 10 MB').waitFor()
  await page.route('**/files?*', (route) => route.fulfill({ status: 413, body: 'There is no room.' }))
  await chooseFile(field, paper)
  await sendCommand(page)
  await findProblem(page, 'Upload failed. There is no room.').waitFor()
  expect(complaints.splice(0)).toEqual([expect.stringContaining('413')])
  expect(sent()).toBe(0)
  await page.unrouteAll()
  await sendCommand(page)
  await expectHeard(page, { command: 'echo', options: { text: 'hello', paper: heardPaper } })
})
