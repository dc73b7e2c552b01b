import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { abandon } from '../../src/components/abandon.ts'
import { cancel } from '../../src/components/cancel.ts'
import { check } from '../../src/components/check.ts'
import { deliver } from '../../src/components/deliver.ts'
import { components } from '../../src/components/index.ts'
import { retry } from '../../src/components/retry.ts'
import type { CancelOutcome } from '../../src/domain/contracts/generations.ts'
import type { InteractionResponse } from '../../src/domain/interactionResponse.ts'
import { UserError } from '../../src/domain/userError.ts'
import { renderCancelOutcome, renderRepeated } from '../../src/views/clickAnswers.ts'
import { buttonPrefixes } from '../../src/views/customId.ts'
import { readOrigin } from '../../src/views/readOrigin.ts'
import { en } from '../../src/views/text/en.ts'
import { createFakeGenerations } from '../support/createFakeGenerations.ts'
import { createInteractions } from '../support/createInteractions.ts'
import { createGeneration } from '../views/support/createGeneration.ts'

let interactions: ReturnType<typeof createInteractions>
beforeEach(() => {
  interactions = createInteractions()
})
afterEach(() => interactions.close())

const id = 'abcdefgh12345678'
/** The one who presses the buttons of the tests, where they stand. */
const actor = {
  userId: '1100000000000000004',
  guildId: '1100000000000000002',
  channelId: '1100000000000000003',
  messageId: '1100000000000000060',
  isAlone: false,
  mayManageMessages: false,
}
const acknowledgement = { messageId: '1100000000000000061', ephemeral: false }
const privateFlags = { flags: 32_768 | 64 }

function expectKind<K extends InteractionResponse['kind']>(
  answer: InteractionResponse,
  kind: K,
): Extract<InteractionResponse, { kind: K }> {
  if (answer.kind !== kind) throw new Error(`The answer is ${answer.kind}, not ${kind}`)
  return answer as Extract<InteractionResponse, { kind: K }>
}

test('every button has a file of its name and stands in the list', () => {
  const files = readdirSync(new URL('../../src/components/', import.meta.url))
  const prefixes = components.map(({ prefix }) => prefix)
  expect(prefixes).toStrictEqual([...buttonPrefixes])
  expect([...prefixes.map((prefix) => `${prefix}.ts`), 'component.ts', 'index.ts'].sort()).toStrictEqual(files.sort())
})

describe('Cancel', () => {
  const press = async (outcome: CancelOutcome, entries = [{ generation: createGeneration() }], message = {}) => {
    const calls: string[] = []
    const generations = createFakeGenerations({
      list: async () => entries,
      refresh: async () => {
        calls.push('refresh')
      },
      cancel: async () => {
        calls.push('cancel')
        return outcome
      },
    })
    const interaction = interactions.button(`cancel:${id}`, message)
    const answer = expectKind(await cancel.execute(interaction, id, { generations }), 'deferUpdate')
    expect(calls).toStrictEqual([])
    return { view: await answer.proceed(), calls, generations }
  }

  test.each(['cancelled', 'requested', 'cannotStop', 'abandoned', 'alreadyFinished'] as const)(
    'answers privately when %s',
    async (kind) => {
      const { view, generations } = await press({ kind })
      expect(view).toStrictEqual(renderCancelOutcome(en, { kind }, id))
      expect(generations.cancel).toHaveBeenCalledExactlyOnceWith(id, actor, false)
    },
  )

  test.each([
    ['that everybody sees', {}, []],
    ['that is private', privateFlags, [{ generation: createGeneration({ origin: { ephemeral: true } }) }]],
  ])(
    'in the status message %s lends its token first, which shows the end whatever is closed',
    async (_, message, entries) => {
      const { calls, generations } = await press({ kind: 'cancelled' }, entries, message)
      expect(calls).toStrictEqual(['refresh', 'cancel'])
      const isAlone = 'flags' in message
      expect(generations.refresh).toHaveBeenCalledExactlyOnceWith(
        id,
        { ...actor, isAlone },
        {
          token: 'A-Very-Fake-Interaction-Token',
        },
      )
    },
  )

  test('in the list does not lend its token, which would write over the list', async () => {
    const { calls } = await press(
      { kind: 'cancelled' },
      [{ generation: createGeneration({ origin: { ephemeral: true } }) }],
      { ...privateFlags, id: '1100000000000000099' },
    )
    expect(calls).toStrictEqual(['cancel'])
  })

  test('of somebody else’s generation is refused by the service', async () => {
    const refusal = new UserError({ code: 'notYours' })
    const generations = createFakeGenerations({ refresh: async () => {}, cancel: async () => Promise.reject(refusal) })
    const answer = await cancel.execute(interactions.button(`cancel:${id}`), id, { generations })
    await expect(expectKind(answer, 'deferUpdate').proceed()).rejects.toBe(refusal)
  })
})

test('Stop waiting anyway is a cancel that knows the price', async () => {
  const generations = createFakeGenerations({ cancel: async () => ({ kind: 'abandoned' }) })
  const answer = await abandon.execute(interactions.button(`abandon:${id}`), id, { generations })
  expect(await expectKind(answer, 'deferUpdate').proceed()).toStrictEqual(
    renderCancelOutcome(en, { kind: 'abandoned' }, id),
  )
  expect(generations.cancel).toHaveBeenCalledExactlyOnceWith(id, actor, true)
})

test('Check brings a new token', async () => {
  const generations = createFakeGenerations({ refresh: async () => {} })
  const answer = await check.execute(interactions.button(`check:${id}`), id, { generations })
  expect(generations.refresh).not.toHaveBeenCalled()
  expect(await expectKind(answer, 'deferUpdate').proceed()).toBeUndefined()
  expect(generations.refresh).toHaveBeenCalledExactlyOnceWith(id, actor, {
    token: 'A-Very-Fake-Interaction-Token',
  })
})

test('Show me answers privately with the finished video', async () => {
  const generations = createFakeGenerations({ redeliver: async () => {} })
  const answer = expectKind(await deliver.execute(interactions.button(`deliver:${id}`), id, { generations }), 'defer')
  expect(answer.ephemeral).toBe(true)
  expect(generations.redeliver).not.toHaveBeenCalled()
  expect(await answer.proceed(acknowledgement)).toBeUndefined()
  expect(generations.redeliver).toHaveBeenCalledExactlyOnceWith(id, actor, {
    applicationId: '1100000000000000001',
    token: 'A-Very-Fake-Interaction-Token',
    uploadLimit: 10_485_760,
  })
})

describe('Try again', () => {
  const again = createGeneration({ id: 'again' })

  test.each([
    [false, {}],
    [true, privateFlags],
  ])('is accepted before it is answered, as private as its message: %s', async (ephemeral, message) => {
    const generations = createFakeGenerations({
      acceptAgain: async () => ({ generation: again, isRepeated: false }),
      begin: async () => {},
      abort: async () => {},
    })
    const interaction = interactions.button(`retry:${id}`, message)
    const answer = expectKind(await retry.execute(interaction, id, { generations }), 'defer')
    expect(generations.acceptAgain).toHaveBeenCalledExactlyOnceWith(
      id,
      { ...actor, isAlone: ephemeral },
      readOrigin(interaction, ephemeral),
    )
    expect(answer.ephemeral).toBe(ephemeral)

    expect(await answer.proceed(acknowledgement)).toBeUndefined()
    expect(generations.begin).toHaveBeenCalledExactlyOnceWith('again', acknowledgement)
    await answer.failed?.()
    expect(generations.abort).toHaveBeenCalledExactlyOnceWith('again')
  })

  test('pressed twice points to the first one', async () => {
    const generations = createFakeGenerations({
      acceptAgain: async () => ({ generation: again, isRepeated: true }),
    })
    expect(await retry.execute(interactions.button(`retry:${id}`), id, { generations })).toStrictEqual({
      kind: 'reply',
      view: renderRepeated(en, again),
      ephemeral: true,
    })
  })

  test('by somebody else is refused by the service', async () => {
    const refusal = new UserError({ code: 'notYours' })
    const generations = createFakeGenerations({ acceptAgain: async () => Promise.reject(refusal) })
    await expect(retry.execute(interactions.button(`retry:${id}`), id, { generations })).rejects.toBe(refusal)
  })
})
