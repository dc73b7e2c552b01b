import { expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import { en } from '../../src/views/text/en.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeLabels } from '../support/readMessage.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

async function askAs({ time }: Flow, member: Member) {
  const sent = await member.run('kling video', { prompt: 'a red fox' })
  await time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await time.settle()
  return sent
}

async function expectRefused(flow: Flow, member: Member, sentence: string) {
  const sent = await askAs(flow, member)
  expect(findStatus(sent)).toMatchObject({ ephemeralFor: member.userId, text: expect.stringContaining(sentence) })
  expect(findStatus(sent).text).toContain(en.userErrors.nothingCharged)
  await flow.time.advance(60_000)
  expect(await flow.stored()).toEqual([])
  expect(listSubmits(flow)).toEqual([])
}

const notThisServer = headOf(en.userErrors.serverNotAllowed)
const notHere = en.userErrors.userInstallNotAllowed

test('a server that is not among the allowed ones gets a sentence, and nothing is spent', async () => {
  const flow = await open({ variables: { ALLOWED_GUILDS: '123456789012345678' } })
  await expectRefused(flow, flow.member, notThisServer)
})

test('nor may its members spend there because people may bring the app elsewhere', async () => {
  const variables = { ALLOWED_GUILDS: '123456789012345678', ALLOW_USER_INSTALL: 'true' }
  const flow = await open({ variables })
  await expectRefused(flow, flow.member, notThisServer)
})

test('whoever brings the app into a server that is left out spends nothing of that server’s month', async () => {
  const flow = await open({
    user: { hasInstalled: true },
    variables: { ALLOWED_GUILDS: '123456789012345678', ALLOW_USER_INSTALL: 'true', BUDGET_SERVER_MONTH: '0' },
  })
  const status = await flow.make()
  expect(status.text).toContain(says.ready)
  expect(await flow.storedOne()).toMatchObject({ origin: { guildId: flow.channel.guildId, installation: 'user' } })
})

test('a direct message gets a sentence where people may not use it by themselves', async () => {
  const flow = await open()
  await expectRefused(flow, flow.user.in(flow.user.directMessages()), notHere)
})

test('a server into which only a person brought it gets a sentence', async () => {
  const flow = await open({ user: { hasInstalled: true } })
  const channel = flow.discord.addGuild({ name: 'Elsewhere', installed: false }).addChannel()
  await expectRefused(flow, flow.user.in(channel), notHere)
})

test('an allowed server makes videos', async () => {
  const flow = await open({ isBotStarted: false })
  await flow.startBot({ ALLOWED_GUILDS: flow.channel.guildId })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(says.ready)
})

test.each([
  ['visible to all, where people may use apps of their own', usualMemberPermissions, false],
  [
    'only for the person, where Discord hides apps of their own',
    usualMemberPermissions & ~permissions.useExternalApps,
    true,
  ],
])('a person brings it into a server without the bot: %s', async (_, memberPermissions, isEphemeral) => {
  const flow = await open({ user: { hasInstalled: true }, variables: { ALLOW_USER_INSTALL: 'true' } })
  const channel = flow.discord.addGuild({ name: 'Elsewhere', installed: false }).addChannel()
  const member = flow.user.in(channel, { permissions: memberPermissions })
  const sent = await askAs(flow, member)
  const status = findStatus(sent)
  expect(status.ephemeralFor).toBe(isEphemeral ? flow.user.id : undefined)
  await flow.time.until(() => status.text.includes(says.ready))
  await flow.time.advance(30_000)

  const [thinking, ...edits] = status.history
  expect(thinking?.components).toEqual([])
  const offersCheck = edits.map(({ components }) => seeLabels({ components }).includes(en.buttons.check))
  expect(offersCheck.slice(0, -1)).not.toEqual([])
  expect(new Set(offersCheck.slice(0, -1))).toEqual(new Set([true]))
  expect(offersCheck.at(-1)).toBe(false)
  expect(status.attachments).toHaveLength(1)
  expect(await flow.storedOne()).toMatchObject({
    state: 'succeeded',
    origin: { installation: 'user', botInGuild: false, ephemeral: isEphemeral },
  })
  const channelRoute = flow.discord.requests.filter(({ route }) => route?.includes('/channels/:channel'))
  expect(channelRoute).toEqual([])
  const pinged = flow.discord.messages.filter(({ pings }) => pings.length > 0)
  expect(pinged).toHaveLength(isEphemeral ? 0 : 1)
})

test('a group of people makes videos where people may use it by themselves', async () => {
  const flow = await open({ user: { hasInstalled: true }, variables: { ALLOW_USER_INSTALL: 'true' } })
  const group = flow.discord.addGroup({ members: [flow.user, flow.discord.addUser({ name: 'Ben' })] })
  const sent = await askAs(flow, flow.user.in(group))
  await flow.time.until(() => findStatus(sent).text.includes(says.ready))
  expect(findStatus(sent).attachments).toHaveLength(1)
})
