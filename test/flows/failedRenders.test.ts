import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BehaviourOptions } from '../../sandbox/kling/behaviour.ts'
import type { JobFailure } from '../../sandbox/kling/job.ts'
import { createPicture } from '../support/createPicture.ts'
import { expectEnd, nothingPaid, paidPerhaps, rawMark } from '../support/expectEnd.ts'
import { expectTriedAgain } from '../support/expectTriedAgain.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readAttachmentUrls } from '../support/readAttachmentUrls.ts'
import { says } from '../support/says.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '2' } })
const picture = await createPicture('cat.png', { width: 640, height: 360 })

interface Row {
  readonly provider: 'runcomfy' | 'runware'
  readonly kind: JobFailure['kind']
  readonly behaviour?: BehaviourOptions
}

const rows: Record<string, Row> = {
  'at RunComfy, said in the result': { provider: 'runcomfy', kind: 'renderError' },
  'at RunComfy, said by the status as well': {
    provider: 'runcomfy',
    kind: 'renderError',
    behaviour: { runcomfy: { failedStatus: 'failed', errorShape: 'object' } },
  },
  'at RunComfy, after a time limit': { provider: 'runcomfy', kind: 'timedOut' },
  'at RunComfy, because of the picture': { provider: 'runcomfy', kind: 'pictureUnusable' },
  'at Runware, among the errors': { provider: 'runware', kind: 'renderError' },
  'at Runware, as an item': {
    provider: 'runware',
    kind: 'renderError',
    behaviour: { runware: { failure: 'item' } },
  },
  'at Runware, after a time limit': { provider: 'runware', kind: 'timedOut' },
  'at Runware, because of the picture': { provider: 'runware', kind: 'pictureUnusable' },
}

describe('a render fails', () => {
  test.each(Object.entries(rows))('%s', async (_name, { provider, kind, behaviour }) => {
    const flow = await open({
      variables: { KLING_PROVIDERS: provider },
      kling: { ...(behaviour && { behaviour }) },
    })
    flow.kling.faults.add({
      endpoint: 'submit',
      effect: { kind: 'renderFails', failure: { kind, message: `${rawMark}: it did not work` } },
    })
    const sent = await flow.ask(kind === 'pictureUnusable' ? { image: picture } : {})
    const status = await flow.untilTold(sent)

    await expectEnd(flow, sent, {
      sentence: says.renderFailed,
      state: 'failed',
      failure: 'renderFailed',
      // Runware charges for what succeeds; RunComfy does not say.
      settlement: provider === 'runware' ? nothingPaid : paidPerhaps,
      canRetry: true,
    })
    await expectTriedAgain(flow, status)
  })
})

test('a picture that the provider could not fetch goes along itself the next time', async () => {
  const flow = await open({
    variables: { KLING_PROVIDERS: 'runcomfy' },
    kling: { fetch: () => Promise.resolve(new Response('No access', { status: 403 })) },
  })
  const sent = await flow.ask({ image: picture })
  const status = await flow.untilTold(sent)
  expect(status.text).toContain(says.renderFailed)
  await expectTriedAgain(flow, status)
  const images = listSubmits(flow).map(({ body }) => (body as { start_image_url: string }).start_image_url)
  expect(images).toEqual([readAttachmentUrls(sent)[0], expect.stringMatching(/^data:image\/jpeg;base64,/)])
})

test('a picture that was deleted in the meantime is asked for, and nothing is ordered', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'renderFails', failure: { kind: 'renderError' } } })
  const failed = await flow.untilTold(await flow.ask({ image: picture }))
  await rm(join(flow.directory, 'media'), { recursive: true })
  const sent = await flow.press(failed, 'Try again')
  expect(sent.message?.ephemeralFor).toBe(flow.user.id)
  expect(sent.message?.text).toContain('I no longer have the image in `image`.')
  expect(JSON.stringify(sent.message?.components)).not.toContain('Try again')
  expect(await flow.stored()).toHaveLength(1)
  expect(listSubmits(flow)).toHaveLength(1)
})

test('only the owner may try again', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'renderFails', failure: { kind: 'renderError' } } })
  const status = await flow.make()
  const stranger = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const refused = await flow.press(status, 'Try again', stranger)
  expect(refused.message?.ephemeralFor).toBe(stranger.userId)
  expect(refused.message?.text).toContain('This belongs to somebody else')
  expect(flow.kling.jobs).toHaveLength(1)
})
