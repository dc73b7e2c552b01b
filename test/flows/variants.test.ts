import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeGallery, seeLabels } from '../support/readMessage.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

test('four of one request: one message, one gallery, one word, and each is paid by itself', async () => {
  const flow = await open()
  const sent = await flow.ask({ variants: 4 })
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(en.variants.ready({ ready: 0, count: 4 })))
  await flow.untilTold(sent)
  await flow.time.advance(30_000)
  expect(listSubmits(flow)).toHaveLength(4)
  expect(seeGallery(status)).toHaveLength(4)
  expect(status.attachments).toHaveLength(4)
  expect(seeLabels(status)).toEqual(['Again', 'Change', 'More'])
  expect(findNotices(flow, sent)).toHaveLength(1)
  const stored = await flow.stored()
  expect(stored.map(({ state, delivery }) => [state, delivery.deliveredAt !== undefined])).toEqual(
    Array(4).fill(['succeeded', true]),
  )
  console.log(status.text)
  console.log(JSON.stringify(stored[0], undefined, 1))
})
