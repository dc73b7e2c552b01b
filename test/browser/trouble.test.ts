import { expect, test } from 'vitest'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { bePerson } from './support/bePerson.ts'
import { findNotice, findPrivate, findPublic } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { holdRequest } from './support/holdRequest.ts'
import { letBotLook } from './support/letBotLook.ts'
import { letBotShow } from './support/letBotShow.ts'
import { passTime } from './support/passTime.ts'
import { runCommand } from './support/typeCommand.ts'
import { untilOrdered } from './support/untilOrdered.ts'
import { type OpenedDemo, useDemo } from './support/useDemo.ts'
import { passFifteenMinutes, turnSwitch } from './support/usePanel.ts'

const demo = useDemo()
const ready = seen.ready

const countSubmits = ({ kling }: OpenedDemo['testbed']) =>
  kling.requests.filter(({ endpoint }) => endpoint === 'submit').length

test('while no provider can be reached a video is paused, and it starts by itself afterwards', async () => {
  const { page, testbed } = await demo.open()
  await turnSwitch(page, 'Provider down', true)
  const status = await askForVideo(page, 'A paper boat')
  await letBotShow(testbed)
  await status.getByText('Yours starts next.').waitFor()
  // Asked again and again, until it is clear that it is no passing trouble.
  for (let round = 0; round < 4; round += 1) await letBotLook(testbed)
  await status.getByText(seen.paused).waitFor()
  await status.filter({ hasText: 'Yours starts by itself as soon as it does.' }).waitFor()
  await runCommand(page, 'kling queue')
  await findPrivate(page, 'Your videos').getByText(seen.paused).waitFor()
  expect(countSubmits(testbed)).toBe(0)

  await turnSwitch(page, 'Provider down', false)
  await passFifteenMinutes(page)
  const job = await untilOrdered(testbed)
  await finishRender(testbed, job)
  await status.getByText(ready, { exact: true }).waitFor()
  await findNotice(page, 'your video is ready.').waitFor()
  expect(countSubmits(testbed)).toBe(1)
})

test('an answer that is lost is told plainly where nobody can be asked, and nothing is ordered twice', async () => {
  const { page, testbed } = await demo.open({ variables: { KLING_PROVIDERS: 'runcomfy,runware' } })
  await turnSwitch(page, 'Answer lost', true)
  const status = await askForVideo(page, 'A lost paper boat')
  await status.getByText(seen.unconfirmedForGood).waitFor()
  await status.filter({ hasText: 'It was not sent again, so that nothing is paid twice.' }).waitFor()
  await status.filter({ hasText: 'so $0.63 counts against your allowance.' }).waitFor()
  await findNotice(page, 'I could not find out what became of your video.').waitFor()
  await status.getByRole('button', { name: 'Try again' }).waitFor()
  for (let minute = 0; minute < 5; minute += 1) await passTime(testbed, 60)
  expect(countSubmits(testbed)).toBe(1)
  expect(await findPublic(page).count()).toBe(2)

  await bePerson(page, 'Cleo')
  await runCommand(page, 'kling usage')
  const usage = findPrivate(page, 'This server this month')
  await usage
    .getByText('$0.63 of that is not certain: the video service did not say whether it charged for it.')
    .waitFor()
})

test('an answer that is lost is found again where somebody can be asked', async () => {
  const { page, testbed } = await demo.open({ variables: { KLING_PROVIDERS: 'runware' } })
  await turnSwitch(page, 'Answer lost', true)
  const release = holdRequest(testbed, 'lookup')
  const status = await askForVideo(page, 'A found paper boat')
  await status.filter({ hasText: 'I am finding out whether it arrived. It is not sent twice.' }).waitFor()
  release()
  await letBotLook(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()
  const [job] = testbed.kling.jobs
  await finishRender(testbed, { id: job?.id ?? '' })
  await status.getByText(ready, { exact: true }).waitFor()
  expect(countSubmits(testbed)).toBe(1)
  expect(testbed.kling.jobs).toHaveLength(1)
})

test('while Discord takes no changes of messages nothing is shown, and all of it afterwards', async () => {
  const { page, testbed } = await demo.open()
  await turnSwitch(page, 'Edits fail', true)
  await askForVideo(page, 'A paper boat')
  const log = page.getByRole('log')
  await log.getByText('Kling is thinking…').waitFor()
  const job = await untilOrdered(testbed)
  await finishRender(testbed, job)
  await log.getByText('Kling is thinking…').waitFor()
  await turnSwitch(page, 'Edits fail', false)
  await passTime(testbed, 300)
  await page.getByText(ready, { exact: true }).waitFor()
  await findNotice(page, 'your video is ready.').waitFor()
})
