import { DiscordAPIError, MessageFlags, SnowflakeUtil } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import type { Origin } from '../../../src/domain/origin.ts'
import { createLog } from '../../../src/log.ts'
import { createAnswers } from '../../../src/services/delivery/messageSearch.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { createOrigin } from '../generation/support/createOrigin.ts'

const askedAt = Date.UTC(2026, 0, 1)
const snowflake = (after: number) => SnowflakeUtil.generate({ timestamp: askedAt + after }).toString()
const interactionId = snowflake(0)
const readable = String((1n << 10n) | (1n << 16n))
const inChannel = createOrigin({ interactionId, permissions: readable })

const answer = {
  id: snowflake(200),
  flags: MessageFlags.Loading,
  author: { id: 'application' },
  interaction_metadata: { id: interactionId },
}
const stranger = { id: snowflake(300), author: { id: 'somebody' } }

function refuse(code: number, status: number): () => never {
  return () => {
    const details = { body: undefined, files: undefined }
    throw new DiscordAPIError({ code, message: 'no' }, code, status, 'GET', 'https://discord.example', details)
  }
}
const noAnswer = refuse(10_015, 404)
const tokenDead = refuse(50_027, 401)
const down = () => {
  throw new Error('other side closed')
}

/** What Discord says about the token, and to each question about the channel. */
function ask(origin: Origin, byToken: () => unknown, ...byChannel: (() => unknown)[]) {
  const clock = createManualClock(askedAt)
  const calls: { route: string; auth: boolean | undefined }[] = []
  const rest = {
    get: async (route: string, { auth }: { auth?: boolean } = {}) => {
      calls.push({ route, auth })
      return route.startsWith('/webhooks/') ? byToken() : (byChannel.shift() ?? down)()
    },
  }
  const log = createLog({ level: 'silent', secrets: [] })
  return { found: createAnswers({ rest: rest as never, clock, log }).find({ id: 'a', origin }), calls, clock }
}

describe('an answer', () => {
  test('is found by the token, without authorization, and the channel is not asked', async () => {
    const { found, calls } = ask(inChannel, () => ({ ...answer, flags: MessageFlags.Loading | MessageFlags.Ephemeral }))
    expect(await found).toStrictEqual({
      kind: 'stands',
      acknowledgement: { messageId: answer.id, ephemeral: true, isPromise: true },
    })
    expect(calls.map(({ auth }) => auth)).toStrictEqual([false])
  })

  test('with words in it is no promise', async () => {
    const { found } = ask(inChannel, () => ({ ...answer, flags: 0, components: [{}] }))
    expect(await found).toMatchObject({ acknowledgement: { isPromise: false } })
  })

  test.each([
    ['there is none by the token', noAnswer],
    ['the token has ended', tokenDead],
    ['the token cannot be asked about', down],
  ])('is found in the channel where %s', async (_name, byToken) => {
    const { found } = ask(inChannel, byToken, () => [stranger, answer])
    expect(await found).toMatchObject({ kind: 'stands', acknowledgement: { messageId: answer.id, ephemeral: false } })
  })

  test.each<[string, string, Origin, () => unknown, (() => unknown)[]]>([
    ['absent', 'the token and the channel agree', inChannel, noAnswer, [() => [stranger]]],
    ['absent', 'the token says so and the channel is silent', inChannel, noAnswer, [down]],
    ['absent', 'the token says so in private', createOrigin({ interactionId, ephemeral: true }), noAnswer, []],
    ['absent', 'the token has ended and others wrote in the channel', inChannel, tokenDead, [() => [stranger]]],
    ['absent', 'others wrote before', inChannel, tokenDead, [() => [], () => [stranger]]],
    ['unknown', 'the channel shows nothing at all', inChannel, tokenDead, [() => [], () => []]],
    ['unknown', 'the channel cannot be asked', inChannel, tokenDead, [down]],
    ['unknown', 'nobody can be asked', inChannel, down, [down]],
    ['unknown', 'the answer is no message', inChannel, () => '<html>', [down]],
    ['outOfReach', 'it was private', createOrigin({ interactionId, ephemeral: true }), tokenDead, []],
    ['outOfReach', 'the history is closed to us', createOrigin({ interactionId }), tokenDead, []],
  ])('is %s where %s', async (kind, _name, origin, byToken, byChannel) => {
    expect(await ask(origin, byToken, ...byChannel).found).toStrictEqual({ kind })
  })

  test('is not looked for beyond the minute after the command', async () => {
    const crowd = Array.from({ length: 100 }, (_, index) => ({ ...stranger, id: snowflake(minutes(1) + index) }))
    const { found, calls } = ask(inChannel, tokenDead, () => crowd)
    expect(await found).toStrictEqual({ kind: 'absent' })
    expect(calls).toHaveLength(2)
  })

  test('is unknown where Discord does not answer for long', async () => {
    const { found, clock } = ask(createOrigin({ interactionId, ephemeral: true }), () => new Promise(() => {}))
    await clock.advance(seconds(10))
    expect(await found).toStrictEqual({ kind: 'unknown' })
    expect(clock.countTimers()).toBe(0)
  })
})
