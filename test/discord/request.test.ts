import { REST, type RESTOptions } from 'discord.js'
import { expect, test } from 'vitest'
import { createDiscordRequest, shareGlobalLimit } from '../../src/discord/request.ts'
import { createLog } from '../../src/log.ts'
import { createManualClock } from '../support/createManualClock.ts'

const url = 'https://discord.test/api/v10/channels/1/messages'
const authorized = { method: 'POST', headers: { Authorization: 'Bot a-very-fake-token' } }
const own = { message: '401: Unauthorized', code: 0 }

type Answer = () => Response | Promise<Response>
const refusal: Answer = () => Response.json(own, { status: 401 })
const wall: Answer = () => new Response('<html></html>', { status: 401 })
const welcome: Answer = () => Response.json({ id: '1' })

/** Answers the calls one after the other; the last answer goes on for ever. */
function open(...answers: Answer[]) {
  const clock = createManualClock()
  const asked: string[] = []
  const lines: { level: string; msg: string; seconds?: number }[] = []
  let refused = 0
  const request = createDiscordRequest({
    makeRequest: async (address) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]
      asked.push(address)
      return (await answer?.()) ?? welcome()
    },
    apiUrl: 'https://discord.test/api',
    clock,
    log: createLog({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(JSON.parse(line)) } }),
    onTokenRefused: () => {
      refused += 1
    },
  })
  async function call(options: object = authorized) {
    const response = request(url, options as Parameters<typeof request>[1])
    await clock.advance(60_000)
    return response
  }
  return { call, asked, lines, countRefusals: () => refused }
}

const question = 'https://discord.test/api/v10/users/@me'

test.each<[string, Answer[]]>([
  ['is answered 401 once', [refusal, welcome]],
  ['is answered 401 by a bot wall, as are all questions', [wall]],
  ['is answered 401, and so is the first question', [refusal, refusal, welcome]],
  ['is answered 401, and then nobody answers', [refusal, () => Promise.reject(new Error('reset'))]],
  [
    'is answered 401, and questions are answered in a JSON that is not of Discord',
    [refusal, () => Response.json({ error: 'x' }, { status: 401 })],
  ],
])('a call that %s fails in a way that says nothing about the token', async (_how, answers) => {
  const { call, countRefusals } = open(...answers)
  expect((await call()).status).toBe(503)
  expect(countRefusals()).toBe(0)
})

test('a token that Discord refuses again and again is refused', async () => {
  const { call, asked, countRefusals } = open(refusal)
  expect((await call()).status).toBe(401)
  expect(asked).toEqual([url, question, question, question])
  expect(countRefusals()).toBe(1)
})

test('many calls that are refused at once lead to one question', async () => {
  const { call, asked } = open(refusal, refusal, refusal, welcome)
  expect((await Promise.all([call(), call(), call()])).map(({ status }) => status)).toEqual([503, 503, 503])
  expect(asked).toEqual([url, url, url, question])
})

test('a 401 on a call without the bot’s token is an answer like any other', async () => {
  const { call, asked } = open(refusal)
  expect((await call({ method: 'POST', headers: {} })).status).toBe(401)
  expect(asked).toEqual([url])
})

test.each([
  ['3', '3'],
  ['0.7', '0.7'],
  ['3600', '3600'],
  ['1000000000', '3600'],
  ['Fri, 27 Nov 2026 07:00:00 GMT', '5'],
  ['', '5'],
  ['-1', '5'],
  ['0', '5'],
  [undefined, '5'],
])('a 429 that says %j is waited for %s seconds', async (asked, waited) => {
  const headers = { 'x-ratelimit-scope': 'shared', ...(asked !== undefined && { 'retry-after': asked }) }
  const { call, lines } = open(() => Response.json({ message: 'slow down' }, { status: 429, headers }))
  const response = await call()
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe(waited)
  expect(response.headers.get('x-ratelimit-scope')).toBe('shared')
  expect(await response.json()).toEqual({ message: 'slow down' })
  const said = Number(waited) > 5 ? [{ level: 'warn', seconds: Number(waited) }] : []
  expect(lines).toMatchObject(said)
})

test('a bucket that is said to be filled again in years is asked again within the hour', async () => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1e9' }
  const { call } = open(() => Response.json({ id: '1' }, { headers }))
  const response = await call()
  expect(response.headers.get('x-ratelimit-reset-after')).toBe('3600')
  expect(await response.json()).toEqual({ id: '1' })
})

test('several managers share one limit of requests a second', async () => {
  let sent = 0
  const makeRequest: RESTOptions['makeRequest'] = async () => {
    sent += 1
    return Response.json({})
  }
  const rests = Array.from({ length: 3 }, () => new REST({ globalRequestsPerSecond: 5, makeRequest }).setToken('fake'))
  const [counting, ...others] = rests
  if (counting === undefined) throw new Error('There is no manager')
  shareGlobalLimit(counting, ...others)
  const answers = rests.flatMap((rest, at) => ['a', 'b'].map((name) => rest.get(`/things/${at}${name}`)))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(sent).toBe(5)
  await Promise.all(answers)
  expect(sent).toBe(6)
})
