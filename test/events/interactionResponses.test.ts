import { DiscordAPIError, MessageFlags, type REST, RESTJSONErrorCodes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createInteractionResponses, hasCode } from '../../src/events/interactionResponses.ts'

const address = { id: '1100000000000000050', token: 'fake-token', applicationId: '1100000000000000001' }
const callbackRoute = '/interactions/1100000000000000050/fake-token/callback'
const originalRoute = '/webhooks/1100000000000000001/fake-token/messages/@original'
const view = { body: { flags: MessageFlags.IsComponentsV2, components: [] }, files: [] }

function createApiError(code: number, status: number): DiscordAPIError {
  const details = { body: undefined, files: undefined }
  return new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'https://discord.example', details)
}

type Call = { method: string; route: string; body?: unknown; query?: string; auth?: boolean }

function createRest(answer: (call: Call) => unknown) {
  const calls: Call[] = []
  const request =
    (method: string) =>
    async (route: string, options: { body?: unknown; query?: URLSearchParams; auth?: boolean } = {}) => {
      const { body, query, auth } = options
      const call = {
        method,
        route,
        ...(body !== undefined && { body }),
        ...(query !== undefined && { query: query.toString() }),
        ...(auth !== undefined && { auth }),
      }
      calls.push(call)
      return answer(call)
    }
  const rest = { get: request('GET'), post: request('POST'), patch: request('PATCH') } as unknown as REST
  return { rest, calls }
}

describe('interaction responses', () => {
  test('a deferred answer carries no flag but the ephemeral one, and brings the id of its message', async () => {
    const { rest, calls } = createRest(() => ({
      interaction: { response_message_id: '77', response_message_ephemeral: true },
    }))
    const acknowledgement = await createInteractionResponses(rest, rest).defer(address, true)
    expect(acknowledgement).toStrictEqual({ messageId: '77', ephemeral: true })
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

  test('an answer that Discord forced to be ephemeral is taken as that', async () => {
    const { rest } = createRest(() => ({
      interaction: { response_message_id: '77', response_message_ephemeral: true },
    }))
    expect(await createInteractionResponses(rest, rest).defer(address, false)).toMatchObject({ ephemeral: true })
  })

  test('a deferred answer whose first attempt had arrived unnoticed finds its message', async () => {
    const { rest, calls } = createRest(({ method }) => {
      if (method === 'POST') throw createApiError(RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged, 400)
      return { id: '78', flags: MessageFlags.Loading }
    })
    const acknowledgement = await createInteractionResponses(rest, rest).defer(address, false)
    expect(acknowledgement).toStrictEqual({ messageId: '78', ephemeral: false })
    expect(calls.at(-1)).toStrictEqual({ method: 'GET', route: originalRoute, auth: false })
  })

  test('a deferred answer that came too late is thrown', async () => {
    const { rest } = createRest(() => {
      throw createApiError(RESTJSONErrorCodes.UnknownInteraction, 404)
    })
    await expect(createInteractionResponses(rest, rest).defer(address, false)).rejects.toMatchObject({ code: 10062 })
  })

  test.each([
    ['reply', true, { type: 4, data: { ...view.body, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral } }],
    ['reply', false, { type: 4, data: view.body }],
  ] as const)('%s, ephemeral: %s', async (_name, ephemeral, body) => {
    const { rest, calls } = createRest(() => undefined)
    await createInteractionResponses(rest, rest).reply(address, view, ephemeral)
    expect(calls).toStrictEqual([
      { method: 'POST', route: callbackRoute, body, query: 'with_response=false', auth: false },
    ])
  })

  test('a follow-up goes through the client that repeats nothing', async () => {
    const repeating = createRest(() => undefined)
    const unrepeating = createRest(() => undefined)
    await createInteractionResponses(repeating.rest, unrepeating.rest).followUp(address, view)
    expect(repeating.calls).toStrictEqual([])
    expect(unrepeating.calls).toStrictEqual([
      {
        method: 'POST',
        route: '/webhooks/1100000000000000001/fake-token',
        body: { ...view.body, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral },
        auth: false,
      },
    ])
  })

  test('codes are told apart', () => {
    const error = createApiError(10062, 404)
    expect(hasCode(error, RESTJSONErrorCodes.UnknownInteraction)).toBe(true)
    expect(hasCode(error, RESTJSONErrorCodes.UnknownMessage)).toBe(false)
    expect(hasCode(new Error('else'), RESTJSONErrorCodes.UnknownInteraction)).toBe(false)
  })
})
