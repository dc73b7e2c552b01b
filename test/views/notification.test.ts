import { expect, test } from 'vitest'
import type { MessageView } from '../../src/domain/contracts/delivery.ts'
import { renderNotification } from '../../src/views/notification.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration, createSucceeded, type Overrides } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'

const owner = '<@1100000000000000004>'
const name = '“a paper boat on a rainy street”'
const settlement = { counted: 0, spent: 0, basis: 'none' } as const
const sensitive = { url: 'https://vm.runware.ai/a.mp4', notSafeForWork: true }

const notice = (overrides: Overrides) => ({ generation: createGeneration(overrides), isMessageGone: false })
const readWords = (view: MessageView | undefined) =>
  (view?.body.components as { content: string }[] | undefined)?.map(({ content }) => content).join()

test.each<[string, Overrides, string]>([
  ['succeeded', { ...createSucceeded() }, `${owner} ${name} is ready.`],
  [
    'sensitive',
    { ...createSucceeded(), result: sensitive },
    `${owner} ${name} is ready. Open it with the button on its message.`,
  ],
  [
    'sensitive in an age-restricted channel',
    { ...createSucceeded(), result: sensitive, origin: { ageRestricted: true } },
    `${owner} ${name} is ready.`,
  ],
  ['failed', { state: 'failed', failure: { kind: 'renderFailed' }, settlement }, `${owner} ${name} couldn't be made.`],
  ['lost', { state: 'lost', settlement }, `${owner} ${name} was never finished.`],
  ['unconfirmed for good', { state: 'unconfirmed', settlement }, `${owner} ${name}: I don't know what became of it.`],
  [
    'the prompt is long and full of signs',
    createSucceeded({ request: { scene: { kind: 'prompt', prompt: `**${'long '.repeat(20)}**` } } }),
    `${owner} “\\*\\*long long long long long long long…” is ready.`,
  ],
  [
    'nothing of the prompt can be seen',
    createSucceeded({ request: { scene: { kind: 'prompt', prompt: '\u200B' } } }),
    `${owner} The video is ready.`,
  ],
])('mentions the owner and only the owner when %s', (_name, overrides, content) => {
  const view = renderNotification(en, [notice(overrides)], true)
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
  expect(renderNotification(en, [notice(overrides)], true)).toBeUndefined()
})

test('says where the video is when its message was deleted', () => {
  const gone = { ...notice(createSucceeded()), isMessageGone: true }
  expect(readWords(renderNotification(en, [gone], true))).toBe(
    `${owner} ${name} is ready, but its message was deleted. Find it in \`/kling queue\`.`,
  )
})

test('of several it is one word, which leads to each', () => {
  const address = 'https://discord.com/channels/1100000000000000002/1100000000000000003'
  const notices = [
    notice(createSucceeded({ origin: { messageId: '1' } })),
    notice({
      state: 'failed',
      settlement,
      request: { scene: { kind: 'prompt', prompt: 'a fox' } },
      origin: { messageId: '2' },
    }),
  ]
  const view = renderNotification(en, notices, true)
  expect(readWords(view)).toBe(
    [`${owner} 2 videos:`, `- [${name}](${address}/1) is ready.`, `- [“a fox”](${address}/2) couldn't be made.`].join(
      '\n',
    ),
  )
  expect(view && findErrors(view)).toStrictEqual([])
})

test('without the prompt no video has a name', () => {
  expect(readWords(renderNotification(en, [notice(createSucceeded())], false))).toBe(`${owner} The video is ready.`)
})
