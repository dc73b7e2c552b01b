import { expect } from 'vitest'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import type { ProviderId } from '../../src/domain/generation.ts'
import { takeHeadline } from '../../src/views/promptText.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from './createPicture.ts'
import { expectDelivered } from './expectDelivered.ts'
import { listSubmits } from './listSubmits.ts'
import { readAttachmentUrls } from './readAttachmentUrls.ts'
import { readEverything, seeThumbnail } from './readMessage.ts'
import { says } from './says.ts'
import type { Flow } from './useFlow.ts'

/** A command, what the provider receives for it, and what the person sees in the end. */
export interface ModelRow {
  /** Beside the prompt. */
  readonly values: OptionValues
  readonly path: string
  /** @param addresses those of the attached pictures, in the order of the options */
  readonly body: (addresses: readonly string[]) => unknown
  /** What the grey line of the status message says beside whose it is and how long it took. */
  readonly settings: string
  /** Millionths of a dollar. */
  readonly cost: number
}

export const askedPrompt = 'a lighthouse at dusk, waves against the rocks'
export const startPicture = () => createPicture('first frame.png', { width: 640, height: 360 }, '#336699')
export const endPicture = () => createPicture('last.png', { width: 360, height: 640 }, '#996633')

/** One command from the request to the played video. */
export async function expectModel(flow: Flow, provider: ProviderId, row: ModelRow): Promise<void> {
  const { values, path, body, settings, cost } = row
  const sent = await flow.ask({ prompt: askedPrompt, ...values })
  const status = await flow.untilTold(sent)

  const addresses = readAttachmentUrls(sent)
  const [submit, ...others] = listSubmits(flow)
  expect(others).toEqual([])
  expect(submit).toMatchObject({ provider, path, answered: 200 })
  expect(submit?.body).toStrictEqual(body(addresses))

  expect(status.text).toContain(says.ready)
  expect(status.text).toContain(takeHeadline(askedPrompt))
  expect(status.text).toContain(`\n-# <@${flow.user.id}> · ${settings} · ${says.ready}`)
  expect(status.text).not.toContain('$')
  expect((await flow.storedOne()).settlement?.spent).toBe(cost)
  // What it was to leave out stands there while it is made.
  if (values.negative_prompt !== undefined) {
    expect(readEverything([status])).toContain(en.card.notWanted('fog and people'))
  }
  const isTold = status.text.includes(en.card.aspectRatioIgnored('1:1'))
  expect(isTold).toBe(values.image !== undefined && values.aspect_ratio === '1:1')

  // The start frame stands beside the prompt as soon as it was checked; the video shows it itself.
  const thumbnails = status.history.map(seeThumbnail)
  const start = values.image === undefined ? undefined : addresses[0]
  expect(thumbnails.at(-1)).toBeUndefined()
  expect(new Set(thumbnails.filter((url) => url !== undefined))).toEqual(new Set(start === undefined ? [] : [start]))
  await expectDelivered(flow, sent, { duration: Number(values.duration ?? 5), hasSound: values.sound !== false })
}
