import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../../src/commands/index.ts'
import { StartFailure } from '../../src/process/lifetime.ts'
import { openRaw } from '../support/openRaw.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow()

/** Everything that people find in Discord's lists and menus. */
const commandNames = commands.flatMap((each) => (each.kind === 'mention' ? [] : [each.name])).sort()

test('a wrong token is one clear line, and no attempt to log in', async () => {
  const flow = await open({ isBotStarted: false })
  const failure = await flow.startBot({ DISCORD_TOKEN: 'a-wrong-token' }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartFailure)
  expect((failure as StartFailure).message).toMatch(/^Discord refused DISCORD_TOKEN\. [^\n]*$/)
  expect((failure as StartFailure).message).not.toContain('a-wrong-token')
  expect(flow.discord.gateway.identifies).toBe(0)
  expect(flow.logLines.join('')).not.toContain('a-wrong-token')
})

test('a second bot on the same store refuses with one clear line, and the first goes on', async () => {
  const flow = await open()
  const failure = await flow.startBot().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartFailure)
  expect((failure as StartFailure).message).toBe(
    'Another process of this bot is running on the same store. Stop it first.',
  )
  expect(flow.discord.gateway.identifies).toBe(1)
  await flow.untilTold(await flow.ask())
})

test('a start after a crash waits until the store is free again', async () => {
  const flow = await open()
  await flow.crashBot()
  const startedAt = Date.now()
  await flow.startBot()
  expect(Date.now() - startedAt).toBeLessThan(20_000)
  expect(flow.discord.gateway.identifies).toBe(2)
})

test('a start after a crash of a machine whose clock was ahead waits no longer', async () => {
  const flow = await open()
  await flow.crashBot()
  const leases = openRaw(join(flow.directory, 'kling.sqlite'))
  await leases.query(`UPDATE leases SET value = json_set(value, '$.expiresAt', ?)`, Date.now() + 60 * 60_000)
  await leases.close()
  const startedAt = Date.now()
  await flow.startBot()
  expect(Date.now() - startedAt).toBeLessThan(20_000)
  expect(flow.discord.gateway.identifies).toBe(2)
})

test('commands are registered once, not again at a restart, and again when what they offer changes', async () => {
  const flow = await open()
  expect(flow.discord.registrations).toBe(1)
  const options = () => JSON.stringify(flow.discord.commands())
  expect(options()).toContain('"guidance"')

  await flow.stopBot()
  await flow.startBot()
  expect(flow.discord.registrations).toBe(1)

  await flow.stopBot()
  await flow.startBot({ KLING_PROVIDERS: 'runware' })
  expect(flow.discord.registrations).toBe(2)
  expect(options()).not.toContain('"guidance"')

  await flow.stopBot()
  await flow.startBot({ KLING_PROVIDERS: 'runware,runcomfy' })
  expect(flow.discord.registrations).toBe(3)
  expect(options()).toContain('"guidance"')
})

test('commands of a single server are registered there, and work', async () => {
  const flow = await open({ isBotStarted: false })
  await flow.startBot({ DISCORD_GUILD_ID: flow.channel.guildId })
  expect(flow.discord.commands()).toEqual([])
  const registered = flow.discord.commands(flow.channel.guildId).map(({ name }) => name)
  expect(registered.sort()).toEqual(commandNames)
  await flow.untilTold(await flow.ask())
})

test('a store that cannot be opened is one clear line', async () => {
  const flow = await open({ isBotStarted: false })
  const failure = await flow
    .startBot({ DATABASE_URL: 'sqlite:///dev/null/kling.sqlite' })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartFailure)
  expect((failure as StartFailure).message).toMatch(/DATABASE_URL/)
})
