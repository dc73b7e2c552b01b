import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { seen } from '../support/says.ts'
import { askForVideo } from './support/askForVideo.ts'
import { bePerson } from './support/bePerson.ts'
import { findNotice, findPrivate, findPublic } from './support/findMessages.ts'
import { finishRender } from './support/finishRender.ts'
import { holdRequest } from './support/holdRequest.ts'
import { letBotLook } from './support/letBotLook.ts'
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
  // Asked again and again, until it is clear that it is no passing trouble.
  for (let round = 0; round < 4; round += 1) await letBotLook(testbed)
  await status.getByText(seen.paused).waitFor()
  await status.filter({ hasText: 'This one starts by itself as soon as it does.' }).waitFor()
  await runCommand(page, 'kling queue')
  await findPrivate(page, 'Your videos').getByText(seen.paused).waitFor()
  expect(countSubmits(testbed)).toBe(0)

  await turnSwitch(page, 'Provider down', false)
  await passFifteenMinutes(page)
  const job = await untilOrdered(testbed)
  await finishRender(testbed, job)
  await status.getByText(ready).waitFor()
  await findNotice(page, 'is ready.').waitFor()
  expect(countSubmits(testbed)).toBe(1)
})

test('an answer that is lost is told plainly where nobody can be asked, and nothing is ordered twice', async () => {
  const { page, testbed } = await demo.open({ variables: { KLING_PROVIDERS: 'runcomfy,runware' } })
  await turnSwitch(page, 'Answer lost', true)
  const status = await askForVideo(page, 'A lost paper boat')
  await status.getByText(seen.unconfirmedForGood).waitFor()
  await status.filter({ hasText: "I didn't resend it, to avoid paying twice." }).waitFor()
  await status.filter({ hasText: 'so it counts against the allowance.' }).waitFor()
  await findNotice(page, "I don't know what became of it.").waitFor()
  await status.getByRole('button', { name: 'Try again' }).waitFor()
  for (let minute = 0; minute < 5; minute += 1) await passTime(testbed, 60)
  expect(countSubmits(testbed)).toBe(1)
  expect(await findPublic(page).count()).toBe(2)

  await bePerson(page, 'Cleo')
  await runCommand(page, 'kling usage')
  const usage = findPrivate(page, 'This server this month')
  await usage.getByText(en.usage.unknown('$0.63')).waitFor()
})

test('an answer that is lost is found again where somebody can be asked', async () => {
  const { page, testbed } = await demo.open({ variables: { KLING_PROVIDERS: 'runware' } })
  await turnSwitch(page, 'Answer lost', true)
  const release = holdRequest(testbed, 'lookup')
  const status = await askForVideo(page, 'A found paper boat')
  await status.filter({ hasText: "I'm finding out whether the video was started. I won't send it twice." }).waitFor()
  release()
  await letBotLook(testbed)
  await letBotLook(testbed)
  await status.getByText(seen.rendering).waitFor()
  const [job] = testbed.kling.jobs
  await finishRender(testbed, { id: job?.id ?? '' })
  await status.getByText(ready).waitFor()
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
  await page.getByText(ready).first().waitFor()
  await findNotice(page, 'is ready.').waitFor()
})
