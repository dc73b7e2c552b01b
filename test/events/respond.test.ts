import { DiscordAPIError, HTTPError, MessageFlags, type REST, RESTJSONErrorCodes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { seconds } from '../../src/domain/clock.ts'
import type { Standing } from '../../src/domain/contracts/delivery.ts'
import { AnswerUnclear } from '../../src/events/acknowledge.ts'
import { createResponder } from '../../src/events/respond.ts'
import { startTimeout } from '../../src/lib/timeout.ts'
import { createManualClock } from '../support/createManualClock.ts'

const identity = { id: '1100000000000000050', token: 'fake-token', applicationId: '1100000000000000001' }
const callbackRoute = '/interactions/1100000000000000050/fake-token/callback'
const view = { body: { flags: MessageFlags.IsComponentsV2, components: [] }, files: [] }
const details = { body: undefined, files: undefined }

function createApiError(code: number, status: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'https://discord.example', details)
}
const createServerError = () => new HTTPError(502, 'Bad Gateway', 'POST', 'https://discord.example', details)
const createNetworkError = (code: string) => Object.assign(new Error('no'), { code })
/** What discord.js makes of a page of Cloudflare's. */
const createPageError = () =>
  new DiscordAPIError({} as never, undefined as never, 403, 'POST', 'https://discord.example', details)

const deferred = { interaction: { response_message_id: '77', response_message_ephemeral: true } }
const never = () => new Promise<never>(() => {})
const standing: Standing = { kind: 'stands', acknowledgement: { messageId: '78', ephemeral: false } }
const absent: Standing = { kind: 'absent' }
const unknown: Standing = { kind: 'unknown' }

type Call = { method: string; route: string; body?: unknown; query?: string; auth?: boolean }

/** Each call is answered by the next of the answers, the last one again and again; the same for what is found. */
function createDesk(answers: readonly (() => unknown)[] = [], found: readonly Standing[] = []) {
  const clock = createManualClock()
  const calls: Call[] = []
  let looks = 0
  const request =
    (method: string) =>
    async (route: string, options: { body?: unknown; query?: URLSearchParams; auth?: boolean } = {}) => {
      const { body, query, auth } = options
      calls.push({
        method,
        route,
        ...(body !== undefined && { body }),
        ...(query !== undefined && { query: query.toString() }),
        ...(auth !== undefined && { auth }),
      })
      return answers[Math.min(calls.length, answers.length) - 1]?.()
    }
  const rest = { post: request('POST'), patch: request('PATCH') } as unknown as REST
  const responses = createResponder({
    rest,
    unretriedRest: rest,
    clock,
    answers: {
      async findByToken() {
        looks += 1
        return found[Math.min(looks, found.length) - 1] ?? unknown
      },
    },
  })
  const timeout = startTimeout({ clock, milliseconds: seconds(3) })
  return {
    responses,
    calls,
    clock,
    address: { ...identity, deadline: timeout.signal },
    get looks() {
      return looks
    },
  }
}

/** How it went, after so much time. */
async function settle(promise: Promise<unknown>, desk: ReturnType<typeof createDesk>, milliseconds: number) {
  let outcome: unknown = 'pending'
  promise.then(
    (value) => {
      outcome = value
    },
    (error: unknown) => {
      outcome = error
    },
  )
  await desk.clock.advance(milliseconds)
  return outcome
}

describe('a deferred answer', () => {
  test('carries no flag but the ephemeral one, and brings the id of its message', async () => {
    const { responses, calls, address } = createDesk([() => deferred])
    expect(await responses.defer(address, true)).toStrictEqual({ messageId: '77', ephemeral: true })
    expect(calls).toStrictEqual([
      {
        method: 'POST',
        route: callbackRoute,
        body: { type: 5, data: { flags: MessageFlags.Ephemeral } },
        query: 'with_response=true',
        auth: false,
      },
    ])
  })

  test('that Discord forced to be ephemeral is taken as that', async () => {
    const { responses, address } = createDesk([() => deferred])
    expect(await responses.defer(address, false)).toMatchObject({ ephemeral: true })
  })

  test('whose message Discord did not name is looked for', async () => {
    const { responses, address } = createDesk([() => ({ interaction: {} })], [standing])
    expect(await responses.defer(address, false)).toStrictEqual({ messageId: '78', ephemeral: false })
  })

  const unclear: [string, () => unknown][] = [
    ['Discord says that it was answered before', () => Promise.reject(createApiError(40_060, 400))],
    ['the connection breaks', () => Promise.reject(createNetworkError('UND_ERR_SOCKET'))],
    ['the answer is a 502', () => Promise.reject(createServerError())],
    ['the answer is a page of Cloudflare’s', () => Promise.reject(createPageError())],
    ['Discord says that it is too late', () => Promise.reject(createApiError(10_062, 404))],
    ['no answer comes', never],
  ]

  test.each(unclear)('is taken where it stands: %s', async (_name, answer) => {
    const desk = createDesk([answer], [standing])
    const outcome = await settle(desk.responses.defer(desk.address, false), desk, seconds(3))
    expect(outcome).toStrictEqual({ messageId: '78', ephemeral: false })
    expect(desk.calls).toHaveLength(1)
  })

  test.each(unclear.filter(([name]) => !name.includes('too late')))(
    'is sent again where it does not stand: %s',
    async (_name, answer) => {
      const desk = createDesk([answer, () => deferred], [absent])
      const outcome = await settle(desk.responses.defer(desk.address, false), desk, seconds(3))
      expect(outcome).toMatchObject({ messageId: '77' })
      expect(desk.calls).toHaveLength(2)
    },
  )

  test.each(unclear)(
    'is unclear after three seconds, and no later, where nobody can be asked: %s',
    async (_n, answer) => {
      const desk = createDesk([answer], [unknown])
      const pending = desk.responses.defer(desk.address, false)
      expect(await settle(pending, desk, seconds(2.9))).toBe('pending')
      expect(await settle(pending, desk, seconds(0.1))).toBeInstanceOf(AnswerUnclear)
      expect(desk.clock.countTimers()).toBe(0)
    },
  )

  test('that comes too late and does not stand is refused', async () => {
    const desk = createDesk([() => Promise.reject(createApiError(10_062, 404))], [absent])
    await expect(desk.responses.defer(desk.address, false)).rejects.toMatchObject({ code: 10_062 })
  })

  test('that Discord refuses for good is not sent again', async () => {
    const desk = createDesk([() => Promise.reject(createApiError(50_035, 400))])
    await expect(desk.responses.defer(desk.address, false)).rejects.toMatchObject({ code: 50_035 })
    expect(desk.calls).toHaveLength(1)
    expect(desk.looks).toBe(0)
  })

  test('is not sent when the three seconds have passed before', async () => {
    const desk = createDesk([() => deferred])
    await desk.clock.advance(seconds(3))
    await expect(desk.responses.defer(desk.address, false)).rejects.toThrow(AnswerUnclear)
    expect(desk.calls).toStrictEqual([])
  })
})

describe('another first answer', () => {
  test.each([
    ['reply', true, { type: 4, data: { ...view.body, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral } }],
    ['reply', false, { type: 4, data: view.body }],
  ] as const)('%s, ephemeral: %s', async (_name, ephemeral, body) => {
    const { responses, calls, address } = createDesk()
    await responses.reply(address, view, ephemeral)
    expect(calls).toStrictEqual([
      { method: 'POST', route: callbackRoute, body, query: 'with_response=false', auth: false },
    ])
  })

  test.each(['reply', 'update', 'deferUpdate'] as const)(
    '%s is looked for when its answer is lost, and sent again only where it does not stand',
    async (name) => {
      const lost = () => Promise.reject(createNetworkError('UND_ERR_SOCKET'))
      const taken = createDesk([lost], [standing])
      await taken.responses[name](taken.address, view, true)
      expect(taken.calls).toHaveLength(1)
      const untaken = createDesk([lost, () => undefined], [absent])
      expect(await settle(untaken.responses[name](untaken.address, view, true), untaken, seconds(1))).toBeUndefined()
      expect(untaken.calls).toHaveLength(2)
    },
  )
})

describe('after the first answer', () => {
  test('an unclear one is looked for with growing pauses, within half a minute', async () => {
    const desk = createDesk([], [unknown, absent, standing])
    const pending = desk.responses.find(desk.address)
    expect(await settle(pending, desk, seconds(6))).toBe('pending')
    expect(await settle(pending, desk, seconds(8))).toStrictEqual({ messageId: '78', ephemeral: false })
    const vain = createDesk()
    expect(await settle(vain.responses.find(vain.address), vain, seconds(30))).toBeUndefined()
  })

  test('an edit is sent again after a failure that may pass', async () => {
    const desk = createDesk([() => Promise.reject(createServerError()), () => undefined])
    expect(await settle(desk.responses.edit(desk.address, view), desk, seconds(1))).toBeUndefined()
    expect(desk.calls).toHaveLength(2)
    const refused = createDesk([() => Promise.reject(createApiError(RESTJSONErrorCodes.UnknownMessage, 404))])
    await expect(refused.responses.edit(refused.address, view)).rejects.toMatchObject({ code: 10_008 })
  })

  test('a follow-up is private, and sent again only where it certainly never left', async () => {
    const unsent = createDesk([() => Promise.reject(createNetworkError('ECONNREFUSED')), () => undefined])
    expect(await settle(unsent.responses.followUp(unsent.address, view), unsent, seconds(1))).toBeUndefined()
    expect(unsent.calls).toStrictEqual(
      Array(2).fill({
        method: 'POST',
        route: '/webhooks/1100000000000000001/fake-token',
        body: { ...view.body, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral },
        auth: false,
      }),
    )
    const lost = createDesk([() => Promise.reject(createNetworkError('UND_ERR_SOCKET'))])
    await expect(lost.responses.followUp(lost.address, view)).rejects.toThrow('no')
    expect(lost.calls).toHaveLength(1)
  })
})
