import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kling } from '../../src/commands/kling.ts'
import type { Usage } from '../../src/domain/contracts/limits.ts'
import { noServerLimits } from '../../src/domain/policy.ts'
import { UserError } from '../../src/domain/userError.ts'
import type { Services } from '../../src/interactions/handler.ts'
import { readOrigin } from '../../src/interactions/origin.ts'
import { renderHelp } from '../../src/views/help.ts'
import { renderQueue } from '../../src/views/queue.ts'
import { en } from '../../src/views/text/en.ts'
import { renderUsage } from '../../src/views/usage.ts'
import { offersOf } from '../support/catalogue.ts'
import { createFakeGenerations } from '../support/createFakeGenerations.ts'
import { createFakePreferences } from '../support/createFakePreferences.ts'
import { createFakePresets } from '../support/createFakePresets.ts'
import { createFakeServers } from '../support/createFakeServers.ts'
import { createFakeServices } from '../support/createFakeServices.ts'
import { createFakeUsage } from '../support/createFakeUsage.ts'
import { createInteractions, elsewhere } from '../support/createInteractions.ts'
import { createGeneration } from '../views/support/createGeneration.ts'

let interactions: ReturnType<typeof createInteractions>
beforeEach(() => {
  interactions = createInteractions()
})
afterEach(() => interactions.close())

const policy: Services['policy'] = {
  providers: offersOf('runcomfy', 'runware'),
  allowedGuilds: 'any',
  allowUserInstall: false,
  quoteAbove: 'unlimited',
  caps: {
    openPerPerson: 3,
    perPersonPerDay: 10,
    attemptsPerPersonPerDay: 50,
    attemptsPerPersonPerMinute: 10,
    personDay: 0,
    serverMonth: 0,
    month: 0,
  },
}
/** Where no server has rules of its own. */
const servers = createFakeServers({ standingOf: async () => ({ limits: noServerLimits }), qualitiesIn: async () => [] })

const withGenerations = (generations: ReturnType<typeof createFakeGenerations>): Services =>
  createFakeServices({
    generations,
    preferences: createFakePreferences(),
    presets: createFakePresets(),
    servers,
    policy,
  })

const prompt = { name: 'prompt', type: 3, value: 'a cat' }
const privately = { name: 'private', type: 5, value: true }
const generation = createGeneration()

describe('/kling video', () => {
  test.each([
    [false, [prompt]],
    [true, [prompt, privately]],
  ])('is accepted before it is answered, private: %s', async (ephemeral, options) => {
    const accepted = { generation, isRepeated: false }
    const generations = createFakeGenerations({ accept: async () => accepted })
    const answer = await kling.execute(interactions.command('video', options), withGenerations(generations))
    expect(answer).toStrictEqual({ kind: 'video', accepted })
    expect(generations.accept).toHaveBeenCalledExactlyOnceWith(
      {
        request: {
          scene: { kind: 'prompt', prompt: 'a cat' },
          duration: 5,
          aspectRatio: '16:9',
          quality: 'standard',
          sound: true,
        },
      },
      expect.objectContaining({ interactionId: '1100000000000000050', ephemeral }),
    )
  })

  test('with bad input reaches no service', async () => {
    const generations = createFakeGenerations()
    await expect(kling.execute(interactions.command('video'), withGenerations(generations))).rejects.toThrow(
      new UserError({ code: 'promptEmpty' }),
    )
    expect(generations.accept).not.toHaveBeenCalled()
  })

  test('passes on why it was not accepted', async () => {
    const refusal = new UserError({ code: 'storeUnavailable' })
    const generations = createFakeGenerations({ accept: async () => Promise.reject(refusal) })
    await expect(kling.execute(interactions.command('video', [prompt]), withGenerations(generations))).rejects.toBe(
      refusal,
    )
  })
})

test('/kling queue shows the person’s own list to nobody else', async () => {
  const entries = [{ generation, place: 1 }]
  const generations = createFakeGenerations({ list: async () => entries })
  expect(await kling.execute(interactions.command('queue'), withGenerations(generations))).toStrictEqual({
    kind: 'reply',
    view: renderQueue(en, entries),
    ephemeral: true,
  })
  expect(generations.list).toHaveBeenCalledExactlyOnceWith('1100000000000000004')
})

const ownUsage: Usage = {
  person: {
    today: { used: 2, limit: 10 },
    attempts: { used: 3, limit: 50 },
    money: { used: 630_000, reserved: 0, unknown: 0, budget: 3_000_000 },
    open: { used: 1, limit: 3 },
    renewsAt: 1_800_000_000_000,
  },
}

const memberWith = (permissions: bigint) => ({
  member: {
    user: { id: '1100000000000000004', username: 'member', discriminator: '0', avatar: null },
    roles: [],
    joined_at: '2026-01-01T00:00:00Z',
    permissions: String(permissions),
    deaf: false,
    mute: false,
    flags: 0,
  },
})
const manageServer = 1n << 5n
const administrator = 1n << 3n
const manageMessages = 1n << 13n
const ownUserId = '1100000000000000004'
const server = '1100000000000000002'
const byPerson = { authorizing_integration_owners: { '1': ownUserId } }

describe('/kling usage', () => {
  test.each([
    ['of a member', {}, { guildId: server }],
    ['of a moderator', memberWith(manageMessages), { guildId: server }],
    ['of who may manage the server', memberWith(manageServer | manageMessages), { guildId: server, seesServer: true }],
    ['of an administrator', memberWith(administrator), { guildId: server, seesServer: true }],
    [
      'of who manages a server that the app was not added to',
      { ...memberWith(manageServer), ...byPerson },
      { seesServer: true },
    ],
    ['in a private conversation', elsewhere, {}],
  ])('%s asks for no more than may be seen', async (_name, changes, asked) => {
    const usage = createFakeUsage({ usageOf: async () => ownUsage })
    const services = createFakeServices({ usage, servers, policy })
    const interaction = interactions.command('usage', [], {}, changes)
    expect(await kling.execute(interaction, services)).toStrictEqual({
      kind: 'reply',
      view: renderUsage(en, ownUsage, policy, readOrigin(interaction, true)),
      ephemeral: true,
    })
    expect(usage.usageOf).toHaveBeenCalledExactlyOnceWith({
      userId: ownUserId,
      seesServer: false,
      ...('guildId' in asked && { own: noServerLimits }),
      ...asked,
    })
  })

  test('says nothing about a server that may not spend', async () => {
    const usage = createFakeUsage({ usageOf: async () => ownUsage })
    const services = createFakeServices({
      usage,
      servers,
      policy: { ...policy, allowedGuilds: ['1100000000000000099'] },
    })
    await kling.execute(interactions.command('usage', [], {}, memberWith(manageServer)), services)
    expect(usage.usageOf).toHaveBeenCalledExactlyOnceWith({ userId: ownUserId, seesServer: true })
  })
})

test.each([
  ['in a server', {}, { guildId: '1100000000000000002', installation: 'guild' }],
  ['elsewhere', elsewhere, { installation: 'user' }],
] as const)('/kling help %s knows the place', async (_name, changes, place) => {
  const interaction = interactions.command('help', [], {}, changes)
  expect(await kling.execute(interaction, withGenerations(createFakeGenerations()))).toStrictEqual({
    kind: 'reply',
    view: renderHelp(en, policy, place, { limits: noServerLimits }),
    ephemeral: true,
  })
})

test.each(['remix', 'constructor'])('/kling %s is not known', async (name) => {
  await expect(
    kling.execute(interactions.command(name), withGenerations(createFakeGenerations())),
  ).rejects.toMatchObject({ reason: { code: 'outdated' } })
})

test('/kling without anything below it is not known', async () => {
  const data = { id: '1100000000000000010', name: 'kling', type: 1 }
  await expect(
    kling.execute(interactions.command('', [], {}, { data }), withGenerations(createFakeGenerations())),
  ).rejects.toMatchObject({ reason: { code: 'outdated' } })
})
