import { describe, expect, test } from 'vitest'
import { permissions, usualBotPermissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import type { OptionValues } from '../../../sandbox/discord/people/values.ts'
import { klingCommand, playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start } = useSandbox()
const file = (name: string, size = 4) => ({ name, bytes: Buffer.alloc(size) })

async function play() {
  const sandbox = await start()
  return { sandbox, ...(await playScene(sandbox)) }
}

describe('the client', () => {
  const table: Record<string, [refused: OptionValues, twin: OptionValues, field?: string]> = {
    'a missing option': [{}, { prompt: 'x' }, 'prompt'],
    'an unknown option': [
      { prompt: 'x', length: 5 },
      { prompt: 'x', duration: 5 },
    ],
    'a text that is too long': [{ prompt: 'x'.repeat(51) }, { prompt: 'x'.repeat(50) }],
    'a text of spaces': [{ prompt: '  ' }, { prompt: ' x ' }],
    'a number that is too small': [
      { prompt: 'x', duration: 2 },
      { prompt: 'x', duration: 3 },
    ],
    'a number that is too large': [
      { prompt: 'x', duration: 16 },
      { prompt: 'x', duration: 15 },
    ],
    'a fraction for an integer': [
      { prompt: 'x', duration: 3.5 },
      { prompt: 'x', guidance: 0.5 },
    ],
    'a fraction out of range': [
      { prompt: 'x', guidance: 1.1 },
      { prompt: 'x', guidance: 1 },
    ],
    'anything but the choices': [
      { prompt: 'x', quality: '4k' },
      { prompt: 'x', quality: 'pro' },
    ],
    'a text for a boolean': [
      { prompt: 'x', sound: 'yes' },
      { prompt: 'x', sound: true },
    ],
    'a file of another type': [
      { prompt: 'x', image: file('a.txt') },
      { prompt: 'x', image: file('a.PNG') },
    ],
    'a file that is too large': [
      { prompt: 'x', image: file('a.png', 10 * 1024 * 1024 + 1) },
      { prompt: 'x', image: file('a.png', 10 * 1024 * 1024) },
    ],
  }

  test.each(Object.entries(table))('refuses %s, and takes its near twin', async (_name, [refused, twin, named]) => {
    const { member } = await play()
    const field = named ?? Object.keys(refused).at(-1)
    await expect(member.run('kling video', refused)).rejects.toMatchObject({ name: 'ClientRefusal', field })
    await expect(member.run('kling video', twin)).resolves.toHaveProperty('token')
  })

  test("refuses in the words of Discord's own", async () => {
    const { member } = await play()
    const refused = { message: 'This option is required. Specify a value.', field: 'prompt' }
    await expect(member.run('kling video', {})).rejects.toMatchObject(refused)
  })

  test('sends whatever it is given when it is a forged one', async () => {
    const { member } = await play()
    const image = { ...file('a.txt'), url: 'https://example.com/a.png', size: 1, contentType: 'image/png' }
    const sent = await member.run('kling video', { duration: 99, image, secret: true }, { raw: true })
    expect(sent.event.data).toMatchObject({
      name: 'kling',
      type: 1,
      options: [
        {
          name: 'video',
          type: 1,
          options: [
            { name: 'duration', type: 4, value: 99 },
            { name: 'image', type: 11, value: expect.stringMatching(/^\d{17,19}$/) },
            { name: 'secret', type: 5, value: true },
          ],
        },
      ],
    })
    const data = sent.event.data as { resolved: { attachments: object } }
    expect(Object.values(data.resolved.attachments)).toMatchObject([
      { url: 'https://example.com/a.png', size: 1, content_type: 'image/png' },
    ])
  })

  test('offers only what is registered, in the contexts it is registered for', async () => {
    const { sandbox, user, member, call } = await play()
    await expect(member.run('video')).rejects.toMatchObject({ name: 'ClientRefusal' })
    await expect(member.run('kling')).rejects.toMatchObject({ name: 'ClientRefusal' })
    await expect(member.run('kling queue')).rejects.toMatchObject({ name: 'ClientRefusal' })
    const group = sandbox.addGroup({ members: [user] })
    expect((await user.in(group).run('kling video', { prompt: 'x' })).event.context).toBe(2)
    await call(`PUT /applications/${sandbox.applicationId}/commands`, { body: [{ ...klingCommand, contexts: [0] }] })
    await expect(user.in(group).run('kling video', { prompt: 'x' })).rejects.toMatchObject({ name: 'ClientRefusal' })
  })
})

describe('an interaction', () => {
  test('says where it comes from in a guild with the bot', async () => {
    const { sandbox, guild, channel, user, run } = await play()
    const { event } = await run()
    expect(event).toMatchObject({
      application_id: sandbox.applicationId,
      context: 0,
      guild_id: guild.id,
      channel_id: channel.id,
      channel: { id: channel.id, nsfw: false },
      member: { user: { id: user.id }, permissions: usualMemberPermissions.toString() },
      app_permissions: usualBotPermissions.toString(),
      authorizing_integration_owners: { '0': guild.id },
      attachment_size_limit: 10 * 1024 * 1024,
      entitlements: [],
      locale: 'en-US',
      guild_locale: 'en-US',
    })
  })

  test('says so in direct messages', async () => {
    const { user } = await play()
    const { event } = await user.in(user.directMessages()).run('kling video', { prompt: 'x' })
    expect(event).toMatchObject({ context: 1, user: { id: user.id }, authorizing_integration_owners: { '0': '0' } })
    expect(event).not.toHaveProperty('guild_id')
    expect(event).not.toHaveProperty('member')
  })

  test('comes without the permissions of a hidden channel', async () => {
    const { channel, run } = await play()
    channel.hide()
    const { event } = await run()
    expect(BigInt(String(event.app_permissions)) & permissions.viewChannel).toBe(0n)
    expect(event.channel).toMatchObject({ name: 'general' })
  })
})

describe('a person', () => {
  const body = {
    flags: 1 << 15,
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: 'Ready' },
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'Go', custom_id: 'go' },
              { type: 2, style: 1, label: 'Off', custom_id: 'off', disabled: true },
              { type: 2, style: 5, label: 'Open', url: 'https://example.com' },
            ],
          },
          { type: 1, components: [{ type: 3, custom_id: 'pick', options: [{ label: 'One', value: '1' }] }] },
        ],
      },
    ],
  }

  async function playMessage() {
    const scene = await play()
    await scene.send(body)
    const [message] = scene.member.sees()
    if (message === undefined) throw new Error('There is no message')
    return { ...scene, message }
  }

  test('clicks a button by its label', async () => {
    const { member, message } = await playMessage()
    const { event } = await member.click(message, { label: 'Go' })
    expect(event).toMatchObject({
      type: 3,
      data: { custom_id: 'go', component_type: 2, id: 4 },
      message: { id: message.id, components: [{ id: 1, components: [{ id: 2 }, { id: 3 }, { id: 7 }] }] },
    })
  })

  test('chooses from a select', async () => {
    const { member, message } = await playMessage()
    const { event } = await member.choose(message, 'pick', ['1'])
    expect(event.data).toMatchObject({ custom_id: 'pick', component_type: 3, values: ['1'] })
    await expect(member.choose(message, 'pick', ['2'])).rejects.toMatchObject({ name: 'ClientRefusal' })
  })

  test.each([['off'], [{ label: 'Open' }], ['nothing'], ['pick']])('cannot click %j', async (target) => {
    const { member, message } = await playMessage()
    await expect(member.click(message, target)).rejects.toMatchObject({ name: 'ClientRefusal' })
  })

  test('cannot click what is hidden from them or gone', async () => {
    const { sandbox, channel, run, answer, call, member, message } = await playMessage()
    const sent = await run()
    await answer(sent, { type: 4, data: { ...body, flags: (1 << 15) | 64 } })
    const stranger = sandbox.addUser().in(channel)
    const ephemeral = sent.message
    if (ephemeral === undefined) throw new Error('There is no answer')
    await expect(stranger.click(ephemeral, 'go')).rejects.toMatchObject({ name: 'ClientRefusal' })
    await expect(member.click(ephemeral, 'go')).resolves.toHaveProperty('token')
    await call(`DELETE /channels/${channel.id}/messages/${message.id}`)
    await expect(member.click(message, 'go')).rejects.toMatchObject({ name: 'ClientRefusal' })
  })
})
