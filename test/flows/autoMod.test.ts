import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { readEverything, seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

test.each([
  ['from the first edit on', 0],
  ['from a later edit on, with the bot’s own token', 16 * 60_000],
])('a prompt that the server’s filter does not allow is left out, %s', async (_, wait) => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  if (wait === 0) flow.discord.faults.blockWord('tulip')
  const sent = await flow.ask({ prompt: 'a field of tulips' })
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  await flow.time.advance(wait)
  flow.discord.faults.blockWord('tulip')
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.untilTold(sent)

  const status = findStatus(sent)
  // A link in the text would be read by the filter as well.
  expect(seeLabels(status)).toContain(en.buttons.openVideo)
  expect(status.text).toContain(en.card.promptHidden)
  expect(status.attachments).toHaveLength(1)
  expect(JSON.stringify(status.components)).not.toContain('tulip')
  if (wait === 0) expect(readEverything([status])).not.toContain('tulip')
  await expectOnce(flow, sent)
})
