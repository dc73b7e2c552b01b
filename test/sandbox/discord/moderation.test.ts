import { describe, expect, test } from 'vitest'
import { permissions, usualAdminPermissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start } = useSandbox()

async function play() {
  const sandbox = await start()
  const scene = await playScene(sandbox)
  const reply = async (flags = 0) => {
    const sent = await scene.run()
    await scene.answer(sent, { type: 4, data: { content: 'by the bot', flags } })
    if (sent.message === undefined) throw new Error('There is no answer')
    return { sent, message: sent.message }
  }
  return { sandbox, reply, ...scene }
}

describe('a person', () => {
  test('deletes their own message, and no other', async () => {
    const { sandbox, member, channel } = await play()
    const own = await member.say('mine')
    const foreign = await sandbox.addUser().in(channel).say('not mine')
    member.remove(own)
    expect(own.isDeleted).toBe(true)
    expect(() => member.remove(foreign)).toThrow('The person may not delete this message')
    expect(foreign.isDeleted).toBe(false)
  })

  test("does not delete the bot's answer to their own command", async () => {
    const { member, reply } = await play()
    const { message } = await reply()
    expect(() => member.remove(message)).toThrow('The person may not delete this message')
  })

  test('puts away what only they see, and the bot does not learn of it', async () => {
    const { sandbox, member, reply, edit } = await play()
    const { sent, message } = await reply(64)
    member.remove(message)
    expect([member.sees(), message.isDeleted]).toStrictEqual([[], false])
    expect((await edit(sent, { content: 'still there' })).status).toBe(200)
    await expect(member.click(message, 'go')).rejects.toMatchObject({ name: 'ClientRefusal' })
    expect(sandbox.messages).toHaveLength(1)
  })
})

describe('a moderator', () => {
  test.each([
    ['who may manage messages', usualMemberPermissions | permissions.manageMessages],
    ['who is an administrator', usualAdminPermissions],
    ['who is an administrator and nothing else', permissions.administrator],
  ])('%s deletes what others wrote', async (_name, granted) => {
    const { member, user, channel, reply } = await play()
    const moderator = user.in(channel, { permissions: granted })
    const { message } = await reply()
    const said = await member.say('mine')
    for (const each of [message, said]) moderator.remove(each)
    expect([message.isDeleted, said.isDeleted]).toStrictEqual([true, true])
  })

  test('sees nothing of what only somebody else sees', async () => {
    const { sandbox, channel, reply } = await play()
    const moderator = sandbox.addUser().in(channel, { permissions: usualAdminPermissions })
    const { message } = await reply(64)
    expect(() => moderator.remove(message)).toThrow('The person does not see this message')
  })

  test('is none in direct messages', async () => {
    const { user, answer } = await play()
    const member = user.in(user.directMessages(), { permissions: usualAdminPermissions })
    const sent = await member.run('kling video', { prompt: 'x' })
    await answer(sent, { type: 4, data: { content: 'by the bot' } })
    const [message] = member.sees()
    if (message === undefined) throw new Error('There is no answer')
    expect(() => member.remove(message)).toThrow('The person may not delete this message')
  })
})
