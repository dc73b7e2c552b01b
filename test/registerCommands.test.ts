import type { REST } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { createCommandBodies } from '../src/commands/index.ts'
import { registerCommands } from '../src/registerCommands.ts'
import { createMemoryStore } from './support/createMemoryStore.ts'

const applicationId = '1100000000000000001'
const commands = createCommandBodies({ providers: ['runcomfy'] }, 'global')
const otherCommands = createCommandBodies({ providers: ['runware'] }, 'global')

function createRest(put: () => Promise<unknown> = async () => []) {
  const routes: string[] = []
  const rest = {
    put: (route: string) => {
      routes.push(route)
      return put()
    },
  } as unknown as REST
  return { rest, routes }
}

describe('registering the commands', () => {
  test('happens once, and again only when they changed', async () => {
    const { rest, routes } = createRest()
    const { settings } = createMemoryStore()
    const registration = { rest, settings, applicationId, commands }
    expect(await registerCommands(registration)).toBe(true)
    expect(await registerCommands(registration)).toBe(false)
    expect(await registerCommands({ ...registration, commands: otherCommands })).toBe(true)
    expect(routes).toStrictEqual(Array(2).fill(`/applications/${applicationId}/commands`))
  })

  test('of one server is remembered apart from the registration everywhere', async () => {
    const { rest, routes } = createRest()
    const { settings } = createMemoryStore()
    await registerCommands({ rest, settings, applicationId, commands })
    expect(await registerCommands({ rest, settings, applicationId, commands, guildId: '42' })).toBe(true)
    expect(routes.at(-1)).toBe(`/applications/${applicationId}/guilds/42/commands`)
  })

  test('is tried again at the next start when Discord did not take it', async () => {
    const { settings } = createMemoryStore()
    const refusing = createRest(() => Promise.reject(new Error('no')))
    await expect(registerCommands({ rest: refusing.rest, settings, applicationId, commands })).rejects.toThrow('no')
    expect(await registerCommands({ rest: createRest().rest, settings, applicationId, commands })).toBe(true)
  })
})
