import { expect } from 'vitest'
import { complaints } from '../../support/expectCleanHouse.ts'
import { expectDiscretion } from '../../support/expectDiscretion.ts'
import type { Played } from './playWorld.ts'

/** And of a process of its own. */
const complaintsOfProcess = [...complaints, 'Unreadable record', 'The process ended with code']

/** Nothing that Discord would refuse, no defect, no secret in the log, and no direct message but to whom one was due. */
export function expectQuietHouse({ world, log, subjects, atEnd }: Played, borne: readonly string[] = []): void {
  const { discord, kling } = world
  expect(discord.violations).toEqual([])
  expect(discord.unknownRoutes).toEqual([])
  expect(discord.defects).toEqual([])
  const unexpected = complaintsOfProcess.filter((complaint) => !borne.includes(complaint))
  expect(log.filter((line) => unexpected.some((complaint) => line.includes(complaint)))).toEqual([])
  const isDue = (userId: string) =>
    atEnd.finished.some(
      ({ origin, delivery }) => origin.userId === userId && delivery.privateWordBy === 'directMessage',
    )
  const opened = discord.requests.filter(({ route }) => route === 'POST /users/@me/channels')
  const recipients = opened.map(({ body }) => (body as { recipient_id: string }).recipient_id)
  expect(
    recipients.filter((id) => !isDue(id)),
    'direct messages without a reason',
  ).toEqual([])
  expectDiscretion(
    { discord, kling, logLines: log },
    subjects.map(({ prompt }) => prompt),
  )
}
