import type { MessageContextMenuCommandInteraction, UserContextMenuCommandInteraction } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { permissions, usualAdminPermissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import type { JsonObject } from '../../../sandbox/discord/json.ts'
import { klingCommand, playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn } = useSandbox()
const everywhere = { integration_types: [0, 1], contexts: [0, 1, 2] }
const animate = { name: 'Animate this image', type: 3, ...everywhere }
const png = { name: 'cat.png', bytes: Buffer.from('picture') }

async function play(commands: readonly JsonObject[] = [animate]) {
  const sandbox = await start()
  const scene = await playScene(sandbox)
  await scene.call(`PUT /applications/${sandbox.applicationId}/commands`, { body: commands })
  return { sandbox, ...scene }
}

async function playMessage() {
  const scene = await play()
  await scene.send({ content: 'look' }, { files: [png] })
  const [message] = scene.member.sees()
  if (message === undefined) throw new Error('There is no message')
  return { ...scene, message }
}

describe("a command in a message's menu", () => {
  test('gives a real client the message whole, and is answered like any other', async () => {
    const { sandbox, member, message } = await playMessage()
    const seen: unknown[] = []
    await logIn(sandbox, async (interaction) => {
      expect(interaction.isMessageContextMenuCommand()).toBe(true)
      const menu = interaction as MessageContextMenuCommandInteraction
      const { commandName, targetId } = menu
      const { content, attachments } = menu.targetMessage
      seen.push({ commandName, targetId, content, files: attachments.map(({ name, size }) => ({ name, size })) })
      await menu.reply('Animating')
    })
    const sent = await member.runOnMessage('Animate this image', message)
    expect(await sent.outcome).toBe('acknowledged')
    expect(seen).toStrictEqual([
      {
        commandName: 'Animate this image',
        targetId: message.id,
        content: 'look',
        files: [{ name: 'cat.png', size: 7 }],
      },
    ])
    expect(sent.message?.text).toBe('Animating')
  })

  test('says in its event and in its answer which message it was', async () => {
    const { member, message, answer, call, channel } = await playMessage()
    const sent = await member.runOnMessage('Animate this image', message)
    expect(sent.event).toMatchObject({
      type: 2,
      data: {
        name: 'Animate this image',
        type: 3,
        target_id: message.id,
        resolved: { messages: { [message.id]: {} } },
      },
    })
    expect(sent.event.data).not.toHaveProperty('options')
    await answer(sent, { type: 4, data: { content: 'Animating' } })
    const { body } = await call(`GET /channels/${channel.id}/messages/${sent.message?.id}`)
    expect(body).toMatchObject({ type: 23, interaction_metadata: { id: sent.id, target_message_id: message.id } })
  })

  test('opens a modal, whose answer belongs to no message', async () => {
    const { member, message, answer } = await playMessage()
    const opened = await member.runOnMessage('Animate this image', message)
    const field = { type: 18, label: 'Prompt', component: { type: 4, custom_id: 'prompt', style: 1 } }
    await answer(opened, { type: 9, data: { custom_id: 'animate', title: 'Animate', components: [field] } })
    const sent = await member.submit(opened, { prompt: 'it jumps' })
    expect(sent.event).not.toHaveProperty('message')
    expect((await answer(sent, { type: 6 })).body.code).toBe(50035)
  })

  test('is not offered on what the person does not see, nor under a name that is another type', async () => {
    const { sandbox, member, message, channel, call } = await playMessage()
    const elsewhere = sandbox.addUser().in(sandbox.addGuild().addChannel())
    const refused = { name: 'ClientRefusal' }
    await expect(elsewhere.runOnMessage('Animate this image', message)).rejects.toMatchObject(refused)
    await expect(member.runOnMessage('Animate', message)).rejects.toMatchObject(refused)
    await expect(member.run('Animate this image')).rejects.toMatchObject(refused)
    await call(`DELETE /channels/${channel.id}/messages/${message.id}`)
    await expect(member.runOnMessage('Animate this image', message)).rejects.toMatchObject(refused)
  })
})

describe("a command in a person's menu", () => {
  const watch = { name: 'Videos of this person', type: 2, ...everywhere }

  test('gives a real client the person, and says so in its answer', async () => {
    const { sandbox, member, channel, call } = await play([watch])
    const ben = sandbox.addUser({ name: 'ben' })
    ben.in(channel)
    const seen: unknown[] = []
    await logIn(sandbox, async (interaction) => {
      expect(interaction.isUserContextMenuCommand()).toBe(true)
      const menu = interaction as UserContextMenuCommandInteraction
      seen.push([menu.commandName, menu.targetId, menu.targetUser.username, menu.targetMember !== null])
      await menu.reply('None yet')
    })
    const sent = await member.runOnUser('Videos of this person', ben)
    expect(await sent.outcome).toBe('acknowledged')
    expect(seen).toStrictEqual([['Videos of this person', ben.id, 'ben', true]])
    const { body } = await call(`GET /channels/${channel.id}/messages/${sent.message?.id}`)
    expect(body).toMatchObject({ type: 23, interaction_metadata: { target_user: { id: ben.id } } })
  })

  test('is offered on the bot, and not on who is elsewhere', async () => {
    const { sandbox, user, member } = await play([watch])
    const stranger = sandbox.addUser()
    const sent = await member.runOnUser('Videos of this person', { id: sandbox.botUserId })
    expect(sent.event.data).toMatchObject({ resolved: { users: { [sandbox.botUserId]: { bot: true } } } })
    const refused = { name: 'ClientRefusal' }
    await expect(member.runOnUser('Videos of this person', stranger)).rejects.toMatchObject(refused)
    const direct = user.in(user.directMessages())
    await expect(direct.runOnUser('Videos of this person', user)).resolves.toHaveProperty('token')
    await expect(direct.runOnUser('Videos of this person', stranger)).rejects.toMatchObject(refused)
    await expect(direct.runOnUser('Animate this image', user)).rejects.toMatchObject(refused)
  })
})

describe('what is offered', () => {
  const nsfw = { name: 'nsfw', description: 'Adults', nsfw: true, ...everywhere }
  const forModerators = {
    name: 'moderate',
    description: 'Look after it',
    default_member_permissions: String(permissions.manageMessages),
    ...everywhere,
  }
  const forAdmins = { name: 'admin', description: 'All of it', default_member_permissions: '0', ...everywhere }
  const guildOnly = { name: 'here', description: 'Servers', integration_types: [0], contexts: [0] }
  const all = [klingCommand, nsfw, forModerators, forAdmins, guildOnly, { ...animate, name: 'kling' }]
  const namesOf = (commands: readonly JsonObject[]) => commands.map(({ name, type }) => `${type} ${name}`)

  test('depends on who asks', async () => {
    const { member, user, channel } = await play(all)
    const admin = user.in(channel, { permissions: usualAdminPermissions })
    const moderator = user.in(channel, { permissions: usualMemberPermissions | permissions.manageMessages })
    const silenced = user.in(channel, { permissions: usualMemberPermissions & ~permissions.useApplicationCommands })
    expect(namesOf(member.offered())).toStrictEqual(['1 kling', '1 here', '3 kling'])
    expect(namesOf(moderator.offered())).toStrictEqual(['1 kling', '1 moderate', '1 here', '3 kling'])
    expect(namesOf(admin.offered())).toStrictEqual(['1 kling', '1 moderate', '1 admin', '1 here', '3 kling'])
    expect(silenced.offered()).toStrictEqual([])
  })

  test('depends on the place', async () => {
    const { sandbox, user, guild } = await play(all)
    const restricted = user.in(guild.addChannel({ ageRestricted: true }))
    expect(namesOf(restricted.offered())).toStrictEqual(['1 kling', '1 nsfw', '1 here', '3 kling'])
    const direct = user.in(user.directMessages())
    expect(namesOf(direct.offered())).toStrictEqual(['1 kling', '1 nsfw', '1 moderate', '1 admin', '3 kling'])
    const foreign = sandbox.addUser({ hasInstalled: true }).in(sandbox.addGuild({ installed: false }).addChannel())
    expect(namesOf(foreign.offered())).toStrictEqual(['3 kling'])
  })

  test('is what can be run, and nothing else', async () => {
    const { sandbox, member, user, channel } = await play(all)
    const admin = user.in(channel, { permissions: usualAdminPermissions })
    for (const person of [member, admin]) {
      const offered = person.offered().filter(({ type }) => type === 1)
      for (const { name } of sandbox.commands().filter(({ type, name }) => type === 1 && name !== 'kling')) {
        const running = person.run(String(name))
        if (offered.some((command) => command.name === name)) await expect(running).resolves.toHaveProperty('token')
        else await expect(running).rejects.toMatchObject({ name: 'ClientRefusal' })
      }
    }
  })

  test('is nothing in a channel that is gone', async () => {
    const { member, channel } = await play(all)
    channel.delete()
    expect(member.offered()).toStrictEqual([])
    await expect(member.run('here')).rejects.toMatchObject({ name: 'ClientRefusal' })
  })

  test("hides a global command behind the guild's own of the same name and type", async () => {
    const { sandbox, member, guild, call } = await play(all)
    const body = [{ name: 'here', description: 'Here alone' }]
    await call(`PUT /applications/${sandbox.applicationId}/guilds/${guild.id}/commands`, { body })
    const [own] = sandbox.commands(guild.id)
    expect(member.offered().filter(({ name }) => name === 'here')).toStrictEqual([own])
  })
})
