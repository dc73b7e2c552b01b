import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createPicture } from '../support/createPicture.ts'
import { type CarriedFile, chooseFile, dropFile, pasteFile } from './support/carryFile.ts'
import { countSent } from './support/countSent.ts'
import { expectHeard } from './support/expectHeard.ts'
import { expectListed } from './support/expectListed.ts'
import { recordAttribute } from './support/recordAttribute.ts'
import { runCommand } from './support/typeCommand.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

async function openForm(page: Page, name: string): Promise<Locator> {
  await runCommand(page, `form ${name}`)
  await page.getByRole('dialog').waitFor()
  return page.getByRole('dialog')
}

const submit = (form: Locator) => form.getByRole('button', { name: 'Submit' }).click()
const hasFocus = (element: Locator) => element.evaluate((node) => node.matches(':focus'))

test('texts are typed within their limits, and arrive', async () => {
  const { page, testbed } = await demo.open()
  const sent = countSent(testbed, 'modal')
  const form = await openForm(page, 'texts')
  await form.getByRole('heading', { name: 'Tell me' }).waitFor()
  await form.getByText('This form will be submitted to Kling').waitFor()
  expect(await form.locator('strong', { hasText: 'plainly' }).count()).toBe(1)
  const name = form.getByRole('textbox', { name: 'Name' })
  const story = form.getByRole('textbox', { name: 'Story' })
  expect(await hasFocus(name)).toBe(true)
  expect(await story.inputValue()).toBe('It was a dark night.')
  expect(await story.getAttribute('placeholder')).toBe('Once upon a time')

  await submit(form)
  await form.getByText('This field is required').waitFor()
  expect(await hasFocus(name)).toBe(true)
  await name.pressSequentially('Al')
  expect(await form.getByText('This field is required').count()).toBe(0)
  await page.keyboard.press('Enter')
  await form.getByText('Must be between 3 and 10 characters').waitFor()
  expect(await name.getAttribute('aria-invalid')).toBe('true')
  await name.pressSequentially('exandrina of the sea')
  expect(await name.inputValue()).toBe('Alexandrin')
  await form.getByText('0 characters left', { exact: true }).waitFor()
  await story.fill('Two\nlines')
  expect(sent()).toBe(0)
  await submit(form)
  await expectHeard(page, { form: 'texts', fields: { name: 'Alexandrin', story: 'Two\nlines' } })
  await form.waitFor({ state: 'hidden' })
})

test('what is chosen with the mouse arrives, once enough is chosen', async () => {
  const { page } = await demo.open()
  const form = await openForm(page, 'choices')
  const colours = form.getByRole('combobox', { name: 'Colours' })
  await submit(form)
  expect(await form.getByText('This field is required').count()).toBe(2)
  await colours.click()
  await expectListed(page, ['Red', 'Green', 'Blue', 'Yellow'])
  await form.getByRole('option', { name: 'Blue' }).click()
  await colours.click()
  await form.getByText('Autumn').click()
  await submit(form)
  await form.getByText('Select between 2 and 3').waitFor()
  await colours.click()
  for (const colour of ['Red', 'Yellow', 'Green']) await form.getByRole('option', { name: colour }).click()
  expect(await form.getByRole('option', { selected: true }).allTextContents()).toHaveLength(3)
  await colours.click()
  await form.getByText('Plum').click()
  await form.getByText('Agreed').click()
  await submit(form)
  await expectHeard(page, {
    form: 'choices',
    fields: { colours: ['blue', 'red', 'yellow'], season: 'autumn', fruit: ['plum'], agreed: true },
  })
})

test('what is chosen with the keyboard arrives as well', async () => {
  const { page } = await demo.open()
  const form = await openForm(page, 'choices')
  expect(await hasFocus(form.getByRole('combobox', { name: 'Colours' }))).toBe(true)
  for (const key of ['Space', 'Enter', 'End', 'Enter', 'Escape']) await page.keyboard.press(key)
  await form.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  expect(await form.getByRole('radio', { name: 'Autumn' }).isChecked()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  for (const _ of ['Pear', 'Plum', 'Agreed']) await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await hasFocus(form.getByRole('button', { name: 'Cancel' }))).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expectHeard(page, {
    form: 'choices',
    fields: { colours: ['red', 'yellow'], season: 'autumn', fruit: ['apple'], agreed: false },
  })
})

test('people, roles and places are chosen by name', async () => {
  const { page } = await demo.open()
  const form = await openForm(page, 'people')
  for (const [field, listed, chosen] of [
    ['Friend', ['Ana', 'Ben', 'Cleo', 'Kling'], ['Cleo']],
    ['Friends', ['Ana', 'Ben', 'Cleo', 'Kling'], ['Ben', 'Ana']],
    ['Role', ['everyone'], ['everyone']],
    ['Anyone', ['Ana', 'Ben', 'Cleo', 'Kling', 'everyone'], ['everyone']],
    ['Place', ['videos', 'late-night'], ['late-night']],
  ] as const) {
    const select = form.getByRole('combobox', { name: new RegExp(`^${field}\\b(?!s)`) })
    await select.click()
    await expectListed(page, listed)
    for (const name of chosen) await form.getByRole('option', { name }).click()
    if (field === 'Friends') await page.keyboard.press('Escape')
  }
  await submit(form)
  await expectHeard(page, {
    form: 'people',
    fields: {
      friend: ['Cleo'],
      friends: ['Ben', 'Ana'],
      role: ['@everyone'],
      anyone: ['@everyone'],
      place: ['#late-night'],
    },
  })
})

test('files are chosen, dropped, pasted and taken back', async () => {
  const { page } = await demo.open()
  const bytes = (await createPicture('boat.png', { width: 64, height: 64 })).bytes
  const boat: CarriedFile = { name: 'boat.png', type: 'image/png', bytes }
  const paper: CarriedFile = { name: 'paper.txt', type: 'text/plain', bytes: Buffer.from('Some words.') }
  const form = await openForm(page, 'files')
  const drops = form.getByText('Drag and drop or click to upload file')
  await submit(form)
  await form.getByText('This field is required').waitFor()
  await chooseFile(drops.first(), paper)
  await form.getByRole('alert').getByText('Not a valid file type. Use image.').waitFor()
  await dropFile(drops.first(), boat)
  await form.getByText('boat.png').waitFor()
  await pasteFile(page, boat)
  await form.getByText('image.png').waitFor()
  expect(await drops.count()).toBe(1)
  await dropFile(form.getByRole('heading', { name: 'Bring along' }), paper)
  await form.getByText('paper.txt').waitFor()
  expect(await drops.count()).toBe(0)
  await form.getByRole('button', { name: 'Remove attachment image.png' }).click()
  await submit(form)
  await expectHeard(page, {
    form: 'files',
    fields: {
      pictures: [{ name: 'boat.png', size: bytes.length, type: 'image/png' }],
      anything: [{ name: 'paper.txt', size: 11, type: 'text/plain; charset=utf-8' }],
    },
  })
})

test('the older kind of form works as well, opened by a button', async () => {
  const { page } = await demo.open()
  const old = await openForm(page, 'old')
  await old.getByRole('textbox', { name: 'Name' }).fill('Ana')
  await submit(old)
  await expectHeard(page, { form: 'old', fields: { name: 'Ana', story: 'It was a dark night.' } })
  await runCommand(page, 'show buttons')
  const opener = page.getByRole('button', { name: 'Form', exact: true })
  await opener.click()
  const form = page.getByRole('dialog', { name: 'Tell me' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Anabel')
  await submit(form)
  await expectHeard(page, { form: 'texts', fields: { name: 'Anabel', story: 'It was a dark night.' } })
  expect(await hasFocus(opener)).toBe(true)
})

test('a form that is closed sends nothing and keeps nothing', async () => {
  const { page, testbed } = await demo.open()
  const sent = countSent(testbed, 'modal')
  for (const close of [
    (form: Locator) => form.getByRole('button', { name: 'Cancel' }).click(),
    (form: Locator) => form.getByRole('button', { name: 'Close' }).click(),
    () => page.keyboard.press('Escape'),
  ]) {
    const form = await openForm(page, 'texts')
    const name = form.getByRole('textbox', { name: 'Name' })
    expect(await name.inputValue()).toBe('')
    await name.fill('Ana')
    await close(form)
    await form.waitFor({ state: 'hidden' })
    expect(await hasFocus(page.getByRole('textbox', { name: 'Message #videos' }))).toBe(true)
  }
  expect(sent()).toBe(0)
})

test('a form that nobody answers says so, and can be sent again', async () => {
  const { page, testbed } = await demo.open()
  const sent = countSent(testbed, 'modal')
  const form = await openForm(page, 'silent')
  await form.getByRole('textbox', { name: 'Name' }).fill('Ana')
  const button = form.getByRole('button', { name: 'Submit' })
  const busy = await recordAttribute(button, 'aria-busy')
  await button.evaluate((element) => {
    element.click()
    element.click()
  })
  await form.getByRole('alert').getByText('Something went wrong. Try again.').waitFor()
  expect(await form.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ana')
  expect(await busy()).toEqual(['true', 'false'])
  expect(sent()).toBe(1)
  await submit(form)
  await expect.poll(sent).toBe(2)
  await page.keyboard.press('Escape')
})
