import type { Page } from 'playwright-core'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Change, ShownMessage } from '../../sandbox/web/protocol.ts'
import type { OpenedDemo } from './support/useDemo.ts'
import { useShowBot } from './support/useShowBot.ts'

const demo = useShowBot()

/** Tells the page what no bot can bring about, since Discord would refuse it. */
async function tellPage(page: Page, testbed: OpenedDemo['testbed']): Promise<(change: Change) => void> {
  const listeners: ((change: Change) => void)[] = []
  const { onChange } = testbed
  const spy = vi.spyOn(testbed, 'onChange').mockImplementation((listener) => {
    listeners.push(listener)
    return onChange(listener)
  })
  onTestFinished(() => spy.mockRestore())
  await page.reload()
  await page.getByRole('textbox', { name: 'Message ' }).waitFor()
  return (change) => {
    for (const listener of listeners) listener(change)
  }
}

test('a component that the page does not know shows as a labelled box, and fails the run', async () => {
  const { page, testbed, complaints } = await demo.open()
  const tell = await tellPage(page, testbed)
  const words = { type: 10, content: 'Known words' }
  const message: ShownMessage = {
    id: '7',
    placeId: testbed.describe().places[0]?.id ?? '',
    body: {
      id: '7',
      flags: 1 << 15,
      author: { id: testbed.discord.botUserId, bot: true },
      components: [
        { type: 99, id: 1 },
        {
          type: 17,
          id: 2,
          components: [
            { ...words, id: 3 },
            { type: 98, id: 4 },
          ],
        },
        { type: 1, id: 5, components: [{ type: 97, id: 6 }] },
        { type: 9, id: 7, components: [{ type: 96, id: 8 }], accessory: { type: 95, id: 9 } },
      ],
    },
    isLoading: false,
    pings: [],
    createdAt: Date.now(),
  }
  tell({ kind: 'message', message })
  const boxes = page.getByRole('log').getByRole('note')
  await expect
    .poll(() => boxes.allTextContents())
    .toEqual([99, 98, 97, 96, 95].map((type) => `Component type ${type} is not drawn here`))
  await page.getByRole('log').getByText('Known words').waitFor()
  // A test fails where this is not empty at its end.
  const reports = [99, 98, 97, 96, 95].map((type) => `Component type ${type} of message 7 is not drawn.`)
  await expect.poll(() => complaints).toEqual(reports)

  tell({ kind: 'message', message: { ...message, body: { ...message.body, content: 'Changed' } } })
  await page.getByRole('log').getByText('Changed').waitFor()
  expect(complaints.splice(0)).toEqual(reports)
})

test('so does a field that it does not know in a modal', async () => {
  const { page, testbed, complaints } = await demo.open()
  const tell = await tellPage(page, testbed)
  const [person] = testbed.describe().people
  const [place] = testbed.describe().places
  tell({
    kind: 'sent',
    sent: {
      id: '7',
      personId: person?.id ?? '',
      placeId: place?.id ?? '',
      kind: 'command',
      name: 'odd',
      state: 'acknowledged',
      modal: {
        custom_id: 'odd',
        title: 'Odd',
        components: [
          { type: 18, label: 'Known', component: { type: 4, style: 1, custom_id: 'known', required: false } },
          { type: 18, label: 'Unknown', component: { type: 99, custom_id: 'unknown' } },
          { type: 98 },
        ],
      },
      at: Date.now(),
    },
  })
  const modal = page.getByRole('dialog', { name: 'Odd' })
  await modal.getByText('Component type 99 is not drawn here').waitFor()
  await modal.getByText('Component type 98 is not drawn here').waitFor()
  await modal.getByLabel('Known').fill('words')
  const reports = [99, 98].map((type) => `Component type ${type} is not drawn in modals`)
  await expect.poll(() => complaints).toEqual(reports)
  complaints.splice(0)
})
