import { expect, test } from 'vitest'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()

test('a member types /kling, sees the options, and gets a video', async () => {
  const { page, stage } = await demo.open()
  await page.getByRole('combobox', { name: 'Message #videos' }).fill('/kling')
  await page.getByRole('option', { name: /kling video/ }).click()
  await page.getByLabel('prompt').fill('A red fox in the snow')
  await page.keyboard.press('Enter')
  await page.getByText('Rendering.', { exact: true }).waitFor()
  const [job] = stage.kling.jobs
  expect(job).toMatchObject({ prompt: 'A red fox in the snow' })
  await stage.kling.finish(job?.id ?? '')
  await page.getByText('Your video is ready.', { exact: true }).waitFor()
})
