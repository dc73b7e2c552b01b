import { expect } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { listSubmits } from './listSubmits.ts'
import { says } from './says.ts'
import { type Flow, findStatus } from './useFlow.ts'

/**
 * A double click on *Try again* begins one generation, which leads to a video; the other click is shown the first one's. A
 * click a day later does the same.
 */
export async function expectTriedAgain(flow: Flow, failed: SandboxMessage): Promise<void> {
  const submitsBefore = listSubmits(flow).length
  const [first, second] = await Promise.all([flow.press(failed, 'Try again'), flow.press(failed, 'Try again')])
  const status = await flow.untilTold(first)
  expect(status.id).not.toBe(failed.id)
  expect(status.text).toContain(says.ready)
  // The new message has an address or not, by how far the first click is when the second asks the store.
  expectRepeated(second.message, ['Find it in `/kling queue`.', status.id])

  const third = await flow.press(failed, 'Try again')
  expectRepeated(third.message, [status.id])
  await flow.time.advance(5_000)
  expect(listSubmits(flow)).toHaveLength(submitsBefore + 1)

  const again = (await flow.stored()).filter(({ retryOf }) => retryOf !== undefined)
  expect(again.map(({ state, origin }) => [state, origin.messageId])).toEqual([['succeeded', status.id]])
}

function expectRepeated(answer: SandboxMessage | undefined, pointers: readonly string[]): void {
  expect(answer?.ephemeralFor).toBeDefined()
  expect(answer?.text).toContain('You already started this one')
  expect(pointers.filter((pointer) => answer?.text.includes(pointer))).toHaveLength(1)
}

/** What failed left one generation of the day, and the bot goes on working. */
export async function expectNextPasses(flow: Flow): Promise<void> {
  flow.kling.faults.clear()
  const next = findStatus(await flow.ask())
  expect(next.ephemeralFor).toBeUndefined()
  await flow.time.until(() => next.text.includes(says.ready))
  const refused = await flow.ask()
  expect(refused.message?.text).toMatch(/You've used today's (video|2 videos)\./)
}
