import { expect, test } from 'vitest'
import { renderNotification } from '../../src/views/notification.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration, createSucceeded, type Overrides } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'

const owner = '<@1100000000000000004>'
const settlement = { counted: 0, spent: 0, basis: 'none' } as const
const sensitive = { url: 'https://vm.runware.ai/a.mp4', notSafeForWork: true }

test.each<[string, Overrides, string]>([
  ['succeeded', { ...createSucceeded() }, `${owner} your video is ready.`],
  ['sensitive', { ...createSucceeded(), result: sensitive }, `${owner} your video is ready. Only you can open it.`],
  [
    'sensitive in an age-restricted channel',
    { ...createSucceeded(), result: sensitive, origin: { ageRestricted: true } },
    `${owner} your video is ready.`,
  ],
  [
    'failed',
    { state: 'failed', failure: { kind: 'renderFailed' }, settlement },
    `${owner} your video could not be made.`,
  ],
  ['lost', { state: 'lost', settlement }, `${owner} your video was never finished.`],
  [
    'unconfirmed for good',
    { state: 'unconfirmed', settlement },
    `${owner} I could not find out what became of your video.`,
  ],
])('mentions the owner and only the owner when %s', (_name, overrides, content) => {
  const view = renderNotification(en, createGeneration(overrides), { isMessageGone: false })
  expect(view).toStrictEqual({
    body: {
      flags: 32_768,
      allowed_mentions: { users: ['1100000000000000004'], replied_user: false },
      components: [{ type: 10, content }],
    },
    files: [],
  })
  expect(view && findErrors(view)).toStrictEqual([])
})

test.each<[string, Overrides]>([
  ['still running', { state: 'running' }],
  ['unconfirmed but not settled', { state: 'unconfirmed' }],
  ['cancelled by the person', { state: 'cancelled', settlement }],
  ['abandoned by the person', { ...createSucceeded(), abandonedAt: 1 }],
  ['private', { ...createSucceeded(), origin: { ephemeral: true } }],
  ['never acknowledged', { state: 'failed', failure: { kind: 'notAcknowledged' }, settlement }],
])('says nothing when %s', (_name, overrides) => {
  expect(renderNotification(en, createGeneration(overrides), { isMessageGone: false })).toBeUndefined()
})

test('says where the video is when its message was deleted', () => {
  expect(renderNotification(en, createGeneration(createSucceeded()), { isMessageGone: true })?.body.components).toEqual(
    [
      {
        type: 10,
        content: `${owner} your video is ready, but its message was deleted. \`/kling queue\` shows it to you.`,
      },
    ],
  )
})
