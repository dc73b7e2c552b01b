import type { APIApplicationCommand, REST } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createCommandBodies } from '../../src/commands/index.ts'
import { registerCommands } from '../../src/discord/commandRegistration.ts'
import { offersOf } from '../support/catalogue.ts'

const applicationId = '1100000000000000001'
const commands = createCommandBodies({ providers: offersOf('runcomfy') }, 'global')
const otherCommands = createCommandBodies({ providers: offersOf('runware') }, 'global')

/** What Discord shows of a command: with everything that it adds, in an order of its own. */
function describeAsDiscord(command: unknown, added: object = {}): APIApplicationCommand {
  const complete = (options: unknown): unknown[] =>
    (Array.isArray(options) ? options : []).map((option) => ({
      name_localizations: null,
      description_localizations: null,
      ...option,
      ...(option.options !== undefined && { options: complete(option.options) }),
    }))
  const { options, ...rest } = command as { options?: unknown }
  return {
    id: '1300000000000000001',
    application_id: applicationId,
    version: '1300000000000000002',
    default_member_permissions: null,
    nsfw: false,
    dm_permission: true,
    name_localizations: null,
    description_localizations: null,
    ...rest,
    options: complete(options),
    ...added,
  } as unknown as APIApplicationCommand
}

/** A Discord that has some commands already. */
function createRest(present: readonly APIApplicationCommand[]) {
  const puts: { readonly route: string; readonly body: unknown }[] = []
  const rest: Pick<REST, 'get' | 'put'> = {
    get: async () => present,
    put: async (route, options) => {
      puts.push({ route, body: options?.body })
      return []
    },
  }
  return { rest, puts }
}

const asRegistered = commands.map((command) => describeAsDiscord(command))

describe('registering the commands', () => {
  test('happens where Discord has none, everywhere or in one server', async () => {
    const { rest, puts } = createRest([])
    expect(await registerCommands({ rest, applicationId, commands })).toBe(true)
    expect(await registerCommands({ rest, applicationId, commands, guildId: '42' })).toBe(true)
    expect(puts).toStrictEqual([
      { route: `/applications/${applicationId}/commands`, body: commands },
      { route: `/applications/${applicationId}/guilds/42/commands`, body: commands },
    ])
  })

  test('does not happen where Discord has them, whatever it adds', async () => {
    const { rest, puts } = createRest(asRegistered)
    expect(await registerCommands({ rest, applicationId, commands })).toBe(false)
    const here = createRest(
      commands.map((command) => describeAsDiscord(command, { contexts: null, integration_types: [0] })),
    )
    expect(await registerCommands({ rest: here.rest, applicationId, commands, guildId: '42' })).toBe(false)
    expect([...puts, ...here.puts]).toEqual([])
  })

  test.each<[string, readonly APIApplicationCommand[]]>([
    ['an option differs', otherCommands.map((command) => describeAsDiscord(command))],
    [
      'a translation differs',
      asRegistered.map((command) => ({ ...command, description_localizations: { de: 'Etwas anderes' } })),
    ],
    ['a translation is new', asRegistered.map((command) => ({ ...command, description_localizations: null }))],
    ['a description differs', asRegistered.map((command) => ({ ...command, description: 'Another' }))],
    [
      'one is left over from before',
      [...asRegistered, describeAsDiscord({ type: 1, name: 'old', description: 'Old' })],
    ],
    [
      'it is for administrators only there',
      asRegistered.map((command) => ({ ...command, default_member_permissions: '0' })),
    ],
    ['it can be used elsewhere there', asRegistered.map((command) => ({ ...command, integration_types: [0] }))],
    ['it has a translation there', asRegistered.map((command) => ({ ...command, name_localizations: { de: 'x' } }))],
  ])('happens where %s', async (_difference, present) => {
    const { rest, puts } = createRest(present)
    expect(await registerCommands({ rest, applicationId, commands })).toBe(true)
    expect(puts).toHaveLength(1)
  })

  test('leaves the command in place with which Discord opens an activity', async () => {
    const entryPoint = describeAsDiscord({ type: 4, name: 'launch', description: '' })
    const complete = createRest([...asRegistered, entryPoint])
    expect(await registerCommands({ rest: complete.rest, applicationId, commands })).toBe(false)
    const { rest, puts } = createRest([entryPoint])
    await registerCommands({ rest, applicationId, commands })
    expect(puts[0]?.body).toStrictEqual([...commands, entryPoint])
  })
})
