import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js'
import { expect, test } from 'vitest'
import { createMessageCreate } from '../../src/events/messageCreate.ts'
import type { Services } from '../../src/interactions/handler.ts'
import type { ReceivedMessage } from '../../src/interactions/receivedMessage.ts'
import { createLog } from '../../src/log.ts'
import { en } from '../../src/views/text/en.ts'
import { createApiError } from '../services/delivery/support/createFakeRest.ts'

const view = { body: { content: 'Here I am' }, files: [] }
const message: ReceivedMessage = {
  id: '7',
  channelId: '5',
  guildId: '4',
  userId: '3',
  text: 'slower',
  files: [],
  botUserId: '1',
}

async function mention(...failures: readonly Error[]) {
  const bodies: RESTPostAPIChannelMessageJSONBody[] = []
  const lines: string[] = []
  const left = [...failures]
  const rest = {
    async post(_path: string, { body }: { body: RESTPostAPIChannelMessageJSONBody }) {
      bodies.push(body)
      const failure = left.shift()
      if (failure !== undefined) throw failure
    },
  }
  const answer = createMessageCreate({
    mentions: [{ kind: 'mention', execute: async () => view }] as never,
    services: {} as Services,
    rest: rest as never,
    explainError: () => view,
    languages: { find: async () => undefined },
    clock: { now: () => 0, after: () => () => undefined },
    log: createLog({ level: 'warn', secrets: [], destination: { write: (line) => void lines.push(line) } }),
  })
  await answer(message)
  return { bodies, lines }
}

test('a mention is answered by a reply', async () => {
  const { bodies } = await mention()

  expect(bodies).toStrictEqual([
    {
      ...view.body,
      message_reference: { message_id: '7', fail_if_not_exists: false },
      nonce: '7',
      enforce_nonce: true,
    },
  ])
})

test.each([
  ['the history may not be read', 400, 160_002],
  ['the message is gone', 404, 10_008],
  ['the reference is no good', 400, 50_035],
])('where %s, it is answered below, by no reply', async (_reason, status, code) => {
  const { bodies, lines } = await mention(createApiError(status, code))

  expect(bodies.slice(1)).toStrictEqual([{ ...view.body, nonce: '7', enforce_nonce: true }])
  expect(lines).toHaveLength(0)
})

test('an answer that is refused for another reason is not sent again', async () => {
  const { bodies } = await mention(createApiError(403, 50_013))

  expect(bodies).toHaveLength(1)
})

test('what the message filter blocks is said to be so', async () => {
  const { bodies, lines } = await mention(createApiError(400, 200_000))

  expect(bodies).toHaveLength(2)
  expect(JSON.stringify(bodies[1])).toContain(en.mentions.filtered.slice(0, 20))
  expect(lines).toHaveLength(0)
})
