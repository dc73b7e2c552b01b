import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { findNotice, findPrivate, findPublic, findStatus } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { letBotLook } from './support/letBotLook.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { useDemo } from './support/useDemo.ts'
import { turnSwitch } from './support/usePanel.ts'

const demo = useDemo()
const ready = seen.ready

test('refused content says in private what helps, costs nothing, and another prompt makes a video', async () => {
  const { page, testbed } = await demo.open()
  await turnSwitch(page, 'Content refused', true)
  await askForVideo(page, 'Something violent')
  const refused = findPrivate(page, seen.contentRefused)
  await refused.filter({ hasText: 'Something violent' }).waitFor()
  await refused.filter({ hasText: 'Not counted against your allowance.' }).waitFor()
  await refused.getByRole('button', { name: 'Change prompt' }).waitFor()
  await expect.poll(() => findPublic(page).filter({ hasText: 'Something violent' }).count()).toBe(0)
  // The same prompt would be refused again.
  expect(await refused.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  expect(testbed.kling.jobs).toEqual([])

  await turnSwitch(page, 'Content refused', false)
  const status = await askForVideo(page, 'A paper boat')
  await finishRender(testbed, await untilOrdered(testbed))
  await status.getByText(ready).waitFor()
  await refused.getByText(seen.contentRefused).waitFor()
})

test('a video that failed is made after Try again, once, however often it is pressed and wherever', async () => {
  const { page, testbed, address } = await demo.open()
  const failed = (await askForVideo(page, 'A paper boat')).first()
  const { id } = await untilOrdered(testbed)
  await testbed.kling.fail(id, { kind: 'renderError' })
  await letBotLook(testbed)
  await failed.filter({ hasText: seen.renderFailed }).waitFor()
  await failed.filter({ hasText: 'so it counts against the allowance.' }).waitFor()
  await findNotice(page, "couldn't be made.").waitFor()
  const before = await findPublic(page).count()

  const elsewhere = await page.context().newPage()
  await elsewhere.goto(address)
  await Promise.all([page, elsewhere].map((each) => each.getByRole('button', { name: 'Try again' }).click()))
  await findPrivate(page, 'You already started this one').waitFor()
  const again = findStatus(page, 'A paper boat').nth(1)
  await again.waitFor()
  const job = await untilOrdered(testbed, 2)
  expect(job).toMatchObject({ prompt: 'A paper boat' })
  await finishRender(testbed, job)
  await again.getByText(ready).waitFor()
  await findNotice(page, 'is ready.').waitFor()

  await findPrivate(page, 'You already started this one').getByRole('button', { name: 'Dismiss message' }).click()
  await failed.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'videos › message' }).click()
  await expect.poll(() => again.evaluate((message) => message.matches(':focus-within'))).toBe(true)
  await failed.getByText(seen.renderFailed).waitFor()
  expect(testbed.kling.jobs).toHaveLength(2)
  expect(await findPublic(page).count()).toBe(before + 2)
})
