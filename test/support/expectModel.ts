import { expect } from 'vitest'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import type { ProviderId } from '../../src/domain/generation.ts'
import { createPicture } from './createPicture.ts'
import { expectDelivered } from './expectDelivered.ts'
import { listSubmits } from './listSubmits.ts'
import { readAttachmentUrls } from './readAttachmentUrls.ts'
import { seeThumbnail } from './readMessage.ts'
import { says } from './says.ts'
import type { Flow } from './useFlow.ts'

/** A command, what the provider receives for it, and what the person sees in the end. */
export interface ModelRow {
  /** Beside the prompt. */
  readonly values: OptionValues
  readonly path: string
  /** @param addresses those of the attached pictures, in the order of the options */
  readonly body: (addresses: readonly string[]) => unknown
  /** The line of settings in the status message. */
  readonly settings: string
  readonly cost: string
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
  expect(status.text).toContain(`> ${askedPrompt}`)
  expect(status.text).toContain(`\n${settings}\n`)
  expect(status.text).toContain(`-# ${cost} · made in `)
  if (values.negative_prompt !== undefined) expect(status.text).toContain('-# Not wanted: fog and people')
  const isTold = status.text.includes('You asked for 1:1, but a video with an image takes the shape of that image.')
  expect(isTold).toBe(values.image !== undefined && values.aspect_ratio === '1:1')

  // The start frame stands beside the prompt while the video is made, and not in what is left of it in the end.
  const thumbnails = status.history.map(seeThumbnail)
  expect(thumbnails.at(-1)).toBeUndefined()
  const seen = new Set(thumbnails.filter((url) => url !== undefined))
  expect([...seen]).toEqual(values.image === undefined ? [] : [addresses[0]])
  await expectDelivered(flow, sent, { duration: Number(values.duration ?? 5), hasSound: values.sound !== false })
}
