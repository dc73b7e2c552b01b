import { afterEach, expect, test } from 'vitest'
import { commands } from '../../src/commands/index.ts'
import { StartFailure } from '../../src/process/lifetime.ts'
import { type House, type HouseOptions, startHouse } from '../support/startHouse.ts'

let house: House | undefined
afterEach(async () => {
  await house?.close()
  house = undefined
})

async function open(options: HouseOptions = {}): Promise<House> {
  house = await startHouse({ isBotStarted: false, ...options })
  return house
}

/** Everything that people find in Discord's lists and menus. */
const commandNames = commands.flatMap((each) => (each.kind === 'mention' ? [] : [each.name])).sort()

const tooMany = { message: 'You are being rate limited.', retry_after: 3_600, global: false }
const anHour = { kind: 'answer', status: 429, headers: { 'retry-after': '3600' }, body: tooMany } as const

/** Starts the bot, and lets time pass where only that helps. Resolves to what it throws. */
const start = (present: House): Promise<unknown> => present.startBot().catch((error: unknown) => error)

/** Leaves the time to the start that is under way. */
async function duringStart({ time }: House, condition: () => boolean): Promise<void> {
  for (let rounds = 0; !condition(); rounds += 1) {
    if (rounds > 20_000) throw new Error('The start never came so far')
    await time.settle()
  }
}

const hasLine = ({ logLines }: House, words: string) => logLines.some((line) => line.includes(words))

test.each(['GET /applications/@me', 'GET /gateway/bot'])(
  'an hour that Discord asks for before %s is said, and not waited for in silence',
  async (route) => {
    const present = await open()
    present.discord.faults.script({ route, times: Number.POSITIVE_INFINITY, effect: anHour })
    const startedAt = Date.now()
    const failure = await start(present)
    expect(failure).toBeInstanceOf(StartFailure)
    expect((failure as StartFailure).message).toMatch(/60 seconds/)
    expect(Date.now() - startedAt).toBeLessThan(120_000)
    expect(hasLine(present, 'Discord lets us wait before it takes this call')).toBe(true)
    expect(hasLine(present, '"seconds":3600')).toBe(true)
  },
)

test.each(['GET', 'PUT'])('an hour before the commands are registered (%s) holds nobody up', async (method) => {
  const present = await open()
  const { discord, kling } = present
  discord.faults.script({ route: `${method} /applications/:application/commands`, effect: anHour })
  const startedAt = Date.now()
  expect(await start(present)).not.toBeInstanceOf(Error)
  expect(Date.now() - startedAt).toBeLessThan(60_000)
  expect(hasLine(present, '"seconds":3600')).toBe(true)
  await present.time.advance(61 * 60_000)
  expect(discord.registrations).toBe(1)
  const member = discord.addUser().in(discord.addGuild().addChannel())
  await member.run('kling video', { prompt: 'a red fox' })
  await present.time.until(() => kling.jobs.length === 1)
})

test('commands that cannot be registered are an error line; the bot serves, and tries again', async () => {
  const present = await open()
  const { discord, logLines } = present
  discord.faults.script({
    route: 'GET /applications/:application/commands',
    times: 5,
    effect: { kind: 'answer', status: 500, body: { message: '500: Internal Server Error', code: 0 } },
  })
  expect(await start(present)).not.toBeInstanceOf(Error)
  expect(discord.registrations).toBe(0)
  await present.time.until(() => discord.registrations === 1, 30 * 60_000)
  const lines = logLines.filter((line) => line.includes('The commands could not be registered; it is tried again'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', minutes: 1 },
    { level: 'error', minutes: 2 },
  ])
})

test('a server that does not have the app is named with the fix', async () => {
  const present = await open({ variables: { DISCORD_GUILD_ID: '1300000000000000009' } })
  expect(await start(present)).not.toBeInstanceOf(Error)
  expect(hasLine(present, 'Add the app to the server that DISCORD_GUILD_ID names.')).toBe(true)
})

test('commands that were deleted at Discord are back after the next start', async () => {
  const present = await open()
  await start(present)
  const { discord } = present
  await present.stopBot()
  await fetch(`${discord.apiUrl}/v10/applications/${discord.applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: '[]',
  })
  expect(discord.commands()).toEqual([])
  await start(present)
  expect(
    discord
      .commands()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(commandNames)
})

test('a server that is down at Discord holds nobody up: commands of the first seconds are answered', async () => {
  const present = await open()
  const { discord } = present
  const channel = discord.addGuild().addChannel()
  const down = discord.addGuild()
  discord.faults.takeGuildDown(down.id)
  const member = discord.addUser().in(channel)
  await start(present)
  await present.stopBot()
  const starting = start(present)
  await duringStart(present, () => discord.gateway.isBotConnected)
  const sent = await member.run('kling video', { prompt: 'a red fox' })
  await starting
  await present.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  // In the one that is down, too, should it hear of somebody there.
  const other = await discord.addUser().in(down.addChannel()).run('kling video', { prompt: 'a red fox' })
  await present.time.until(() => other.acknowledgedAfter !== undefined, 3_000)
})

test('a stop while it starts calls the start off and leaves nothing', async () => {
  const present = await open()
  const { discord } = present
  discord.faults.script({ route: 'GET /gateway/bot', effect: { kind: 'delay', milliseconds: 30_000 } })
  const starting = start(present)
  await duringStart(present, () => discord.held === 1)
  const stoppedAt = Date.now()
  await present.stopBot()
  expect(Date.now() - stoppedAt).toBeLessThan(5_000)
  expect(await starting).toBeInstanceOf(StartFailure)
  expect(discord.gateway.identifies).toBe(0)
  // The store is free at once.
  const again = Date.now()
  await start(present)
  expect(Date.now() - again).toBeLessThan(10_000)
})
