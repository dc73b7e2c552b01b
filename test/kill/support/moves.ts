import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../../sandbox/discord/people/presence.ts'
import { findStatusOf, type Subject } from './scenario.ts'

async function answered(sent: SentInteraction): Promise<SentInteraction> {
  while (sent.acknowledgedAfter === undefined) await sleep(1)
  return sent
}

function read(message: SandboxMessage | undefined): SandboxMessage {
  if (message === undefined) throw new Error('The bot has not answered')
  return message
}

/** Presses a button of the status message, and lets the answer arrive. */
export async function press(subject: Subject, label: string): Promise<SentInteraction> {
  const sent = await answered(await subject.member.click(findStatusOf(subject), { label }))
  await subject.world.settle()
  return sent
}

/** Presses Try again; the bot may be killed before it answers. */
export async function tryAgain(subject: Subject): Promise<void> {
  const { reports } = subject
  await subject.member.click(findStatusOf(subject), { label: 'Try again' })
  while (subject.reports === reports) await sleep(1)
  await subject.world.settle()
}

/** Presses Cancel in the person's own list, where it stands from the first moment on. */
export async function cancelInQueue({ member, world }: Subject): Promise<void> {
  const list = await answered(await member.run('kling queue'))
  await answered(await member.click(read(list.message), { label: 'Cancel (free)' }))
  await world.settle()
}

/** Opens the person's own list, and lets the finished video be shown. */
export async function showFromQueue({ member, world }: Subject): Promise<void> {
  const list = await answered(await member.run('kling queue'))
  await answered(await member.click(read(list.message), { label: 'Show me' }))
  await world.settle()
}
