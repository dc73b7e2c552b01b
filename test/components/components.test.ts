import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { components } from '../../src/components/index.ts'
import { cancel, check, deliver, hide, retry } from '../../src/components/statusButtons.ts'
import { findGeneration, readActor } from '../../src/interactions/access.ts'
import { parseCustomId } from '../../src/interactions/customId.ts'
import type { Button, Services } from '../../src/interactions/handler.ts'
import { readOrigin } from '../../src/interactions/origin.ts'
import { renderCancelOutcome } from '../../src/views/clickAnswers.ts'
import { en } from '../../src/views/text/en.ts'
import { createFakeGenerations } from '../support/createFakeGenerations.ts'
import { createFakeServices } from '../support/createFakeServices.ts'
import { createInteractions } from '../support/createInteractions.ts'
import { createGeneration } from '../views/support/createGeneration.ts'

let interactions: ReturnType<typeof createInteractions>
beforeEach(() => {
  interactions = createInteractions()
})
afterEach(() => interactions.close())

const id = 'abcdefgh12345678'
const ownUserId = '1100000000000000004'
const privateFlags = { flags: 32_768 | 64 }
const policy = {} as Services['policy']

function createServices(generations: ReturnType<typeof createFakeGenerations>): Services {
  return createFakeServices({ generations, policy })
}

/** Whatever the handler does once Discord has been answered, or answers. */
async function use(
  button: Button,
  generations: ReturnType<typeof createFakeGenerations>,
  { message = {} }: { message?: object } = {},
) {
  const interaction = interactions.button(`${button.name}:${id}`, { ...message })
  const actor = readActor(interaction)
  const use = { interaction, recordId: id, actor }
  const run = 'execute' in button ? button.execute : 'pays' in button ? button.accept : button.proceed
  return { interaction, result: await run(use, createServices(generations)) }
}

test('every component has a name of its own that a custom id can carry', () => {
  const names = components.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.map((name) => parseCustomId(`${name}:${id}`)?.name)).toStrictEqual(names)
})

test.each([
  [cancel, 'update'],
  [hide, 'update'],
  [check, 'update'],
  [deliver, 'privateMessage'],
  [retry, undefined],
])('%o tells Discord at once, unless the answer depends on the record', (button, acknowledge) => {
  expect('acknowledge' in button ? button.acknowledge : undefined).toBe(acknowledge)
})

/** What stands in a list of a person, and nowhere else. */
const ofLists = components.filter(({ name }) => /^(history|privacy)/.test(name))

test.each(ofLists.map(({ name, access }) => [name, access] as const))(
  'the record of %s is the person whose list it is, and nobody else uses it',
  async (_name, access) => {
    expect(await access.find(ownUserId, createServices(createFakeGenerations()))).toMatchObject({ userId: ownUserId })
    expect(access).toMatchObject({ allowed: 'owner', places: ['private'] })
  },
)

const ofGenerations = components.filter(({ access }) => access.find === findGeneration)
test.each(ofGenerations.map(({ name, access }) => [name, access] as const))(
  'the record of %s is the generation that it names',
  async (_name, access) => {
    const { origin } = createGeneration()
    const generations = createFakeGenerations({ findOrigin: async () => origin })
    expect(await access.find(id, createServices(generations))).toBe(origin)
    expect(generations.findOrigin).toHaveBeenCalledExactlyOnceWith(id)
  },
)

describe.each([
  ['Cancel', cancel, 'cancel'],
  ['Hide when done', hide, 'hide'],
] as const)('%s', (_name, button, method) => {
  test.each(['cancelled', 'requested', 'cannotStop', 'hidden', 'alreadyFinished'] as const)(
    'answers privately when %s, and says who pressed it',
    async (kind) => {
      const outcome = { kind, isOwn: true }
      const generations = createFakeGenerations({ [method]: async () => outcome })
      const { interaction, result } = await use(button, generations)
      expect(result).toStrictEqual(renderCancelOutcome(en, outcome, id))
      expect(generations[method]).toHaveBeenCalledExactlyOnceWith(id, interaction.user.id)
    },
  )
})

test('Cancel and Hide when done lend their token in their own message alone: elsewhere it would write over the list', () => {
  const lending = components.filter((each) => 'refreshesOwnMessage' in each && each.refreshesOwnMessage === true)
  expect(lending.map(({ name }) => name)).toStrictEqual(['cancel', 'hide'])
})

test('Check brings a new token', async () => {
  const generations = createFakeGenerations({ refresh: async () => {} })
  const { result } = await use(check, generations)
  expect(result).toBeUndefined()
  expect(generations.refresh).toHaveBeenCalledExactlyOnceWith(id, { token: 'A-Very-Fake-Interaction-Token' })
})

test('Show me answers privately with the finished video', async () => {
  const generations = createFakeGenerations({ redeliver: async () => {} })
  const { result } = await use(deliver, generations)
  expect(result).toBeUndefined()
  expect(generations.redeliver).toHaveBeenCalledExactlyOnceWith(id, {
    applicationId: '1100000000000000001',
    token: 'A-Very-Fake-Interaction-Token',
    uploadLimit: 10_485_760,
  })
})

test.each([
  [false, {}],
  [true, privateFlags],
])('Try again is as private as its message: %s', async (ephemeral, message) => {
  const accepted = { generation: createGeneration({ id: 'again' }), isRepeated: false }
  const generations = createFakeGenerations({ acceptAgain: async () => accepted, find: async () => undefined })
  const { interaction, result } = await use(retry, generations, { message })
  expect(result).toBe(accepted)
  expect(generations.acceptAgain).toHaveBeenCalledExactlyOnceWith(id, readOrigin(interaction, ephemeral))
})

test('what begins a video pays, and nothing else does', () => {
  const paying = components.filter((each) => 'pays' in each).map(({ name }) => name)
  expect(paying).toStrictEqual(['retry', 'newPrompt', 'generate', 'again', 'changed', 'upgrade'])
})
