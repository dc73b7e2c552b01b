import type {
  APIComponentInLabel,
  APIModalInteractionResponseCallbackData,
  ButtonInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import { describe, expect, test } from 'vitest'
import type { FieldValues } from '../../../sandbox/discord/people/values.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn } = useSandbox()

type Modal = APIModalInteractionResponseCallbackData

const label = (component: APIComponentInLabel) => ({ type: 18, label: component.custom_id, component }) as const
const options = ['one', 'two', 'three'].map((value) => ({ label: value, value }))
const prompt = { type: 4, custom_id: 'prompt', style: 2, max_length: 50 } as const

const whole: Modal = {
  custom_id: 'edit',
  title: 'Edit',
  components: [
    { type: 10, content: 'Change **anything**.' },
    label(prompt),
    label({ type: 3, custom_id: 'quality', options, min_values: 1, max_values: 2 }),
    label({ type: 5, custom_id: 'friend', required: false }),
    label({ type: 19, custom_id: 'images', max_values: 2, required: false, file_types: ['image'] }),
  ],
}
const groups: Modal = {
  custom_id: 'groups',
  title: 'Groups',
  components: [
    label({ type: 21, custom_id: 'ratio', options, required: false }),
    label({ type: 22, custom_id: 'extras', options, required: false }),
    label({ type: 23, custom_id: 'sound', default: true }),
    label({ type: 8, custom_id: 'place', required: false }),
    label({ type: 6, custom_id: 'role', required: false }),
  ],
}
const short: Modal = { custom_id: 'short', title: 'Short', components: [label(prompt)] }
const withButton = {
  flags: 1 << 15,
  components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Edit', custom_id: 'open' }] }],
}
const image = (name: string, size = 3) => ({ name, bytes: Buffer.alloc(size, 7) })

async function play(modal: Modal = short) {
  const clock = createManualClock()
  const sandbox = await start({ clock })
  const scene = await playScene(sandbox)
  const { run, answer, member } = scene
  const open = async () => {
    const opened = await run()
    expect((await answer(opened, { type: 9, data: modal })).status).toBe(200)
    return opened
  }
  const submit = async (values?: FieldValues) => member.submit(await open(), values)
  return { clock, sandbox, open, submit, ...scene }
}

describe('a real client', () => {
  test('reads texts, choices, people and files, and replies', async () => {
    const sandbox = await start()
    const { member, user, run } = await playScene(sandbox)
    const seen: unknown[] = []
    await logIn(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(whole)
      if (!interaction.isModalSubmit()) return
      const { fields } = interaction
      const files = fields.getUploadedFiles('images')
      seen.push({
        isFromMessage: interaction.isFromMessage(),
        customId: interaction.customId,
        prompt: fields.getTextInputValue('prompt'),
        quality: fields.getStringSelectValues('quality'),
        friends: [...(fields.getSelectedUsers('friend')?.keys() ?? [])],
        files: files?.map(({ name, size, contentType }) => ({ name, size, contentType })),
      })
      await interaction.deferReply()
      await interaction.editReply(`${await (await fetch(files?.first()?.url ?? '')).text()}`.length.toString())
    })
    const opened = await run()
    expect(await opened.outcome).toBe('acknowledged')
    const sent = await member.submit(opened, {
      prompt: 'a cat',
      quality: ['two', 'one'],
      friend: [user.id],
      images: [image('a.png', 5), image('b.webp', 6)],
    })
    expect(await sent.outcome).toBe('acknowledged')
    await expect.poll(() => sent.message?.text).toBe('5')
    expect(seen).toStrictEqual([
      {
        isFromMessage: false,
        customId: 'edit',
        prompt: 'a cat',
        quality: ['two', 'one'],
        friends: [user.id],
        files: [
          { name: 'a.png', size: 5, contentType: 'image/png' },
          { name: 'b.webp', size: 6, contentType: 'image/webp' },
        ],
      },
    ])
    expect([opened.acknowledgedAs, sent.acknowledgedAs, sandbox.violations]).toStrictEqual([9, 5, []])
    expect(sent.token).not.toBe(opened.token)
  })

  test('reads radios, checkboxes, channels and roles', async () => {
    const sandbox = await start()
    const { member, run, channel, guild } = await playScene(sandbox)
    const seen: unknown[] = []
    await logIn(sandbox, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(groups)
      if (!interaction.isModalSubmit()) return
      const { fields } = interaction
      seen.push([
        fields.getRadioGroup('ratio'),
        fields.getCheckboxGroup('extras'),
        fields.getCheckbox('sound'),
        [...(fields.getSelectedChannels('place')?.keys() ?? [])],
        [...(fields.getSelectedRoles('role')?.keys() ?? [])],
      ])
      await interaction.reply('Noted')
    })
    const first = await run()
    await first.outcome
    await (await member.submit(first)).outcome
    const second = await run()
    await second.outcome
    const values = { ratio: 'two', extras: ['one', 'three'], sound: false, place: [channel.id], role: [guild.id] }
    await (await member.submit(second, values)).outcome
    expect(seen).toStrictEqual([
      [null, [], true, [], []],
      ['two', ['one', 'three'], false, [channel.id], [guild.id]],
    ])
  })

  test.each([
    [
      'an update',
      7,
      (interaction: ModalSubmitInteraction<'cached'>) => interaction.isFromMessage() && interaction.update(withButton),
    ],
    ['a deferred update', 6, (interaction: ModalSubmitInteraction<'cached'>) => interaction.deferUpdate()],
  ] as const)('answers with %s where the modal came from a message', async (_name, type, respond) => {
    const sandbox = await start()
    const { member, send } = await playScene(sandbox)
    await logIn(sandbox, async (interaction) => {
      if (interaction.isButton()) await (interaction as ButtonInteraction).showModal(short)
      if (interaction.isModalSubmit() && interaction.inCachedGuild()) await respond(interaction)
    })
    await send(withButton)
    const [message] = member.sees()
    if (message === undefined) throw new Error('There is no message')
    const opened = await member.click(message, 'open')
    await opened.outcome
    const sent = await member.submit(opened, { prompt: 'a dog' })
    expect(await sent.outcome).toBe('acknowledged')
    expect([sent.acknowledgedAs, sent.message]).toStrictEqual([type, message])
    expect(sent.event).toMatchObject({ type: 5, message: { id: message.id } })
  })
})

describe('the event', () => {
  test('gives every component back with its id, and what stands behind the files', async () => {
    const { member, open, sandbox } = await play(whole)
    const opened = await open()
    expect(opened.modal).toMatchObject({ components: [{ id: 1 }, { id: 2, component: { id: 3 } }, { id: 4 }, {}, {}] })
    const { event } = await member.submit(opened, { prompt: 'a cat', quality: ['one'], images: [image('a.png')] })
    const data = event.data as { resolved: { attachments: Record<string, { url: string }> } }
    const [id = ''] = Object.keys(data.resolved.attachments)
    expect(event).toMatchObject({
      type: 5,
      authorizing_integration_owners: opened.event.authorizing_integration_owners,
    })
    expect(event).not.toHaveProperty('message')
    expect(data).toStrictEqual({
      custom_id: 'edit',
      components: [
        { type: 10, id: 1 },
        { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'prompt', value: 'a cat' } },
        { type: 18, id: 4, component: { type: 3, id: 5, custom_id: 'quality', values: ['one'] } },
        { type: 18, id: 6, component: { type: 5, id: 7, custom_id: 'friend', values: [] } },
        { type: 18, id: 8, component: { type: 19, id: 9, custom_id: 'images', values: [id] } },
      ],
      resolved: {
        attachments: {
          [id]: expect.objectContaining({ id, filename: 'a.png', size: 3, content_type: 'image/png', ephemeral: true }),
        },
      },
    })
    expect(data.resolved.attachments[id]?.url).toContain(`/ephemeral-attachments/${sandbox.applicationId}/`)
  })

  test('keeps rows where the modal has some, and what was preset where nobody changed it', async () => {
    const row = (custom_id: string, value: string): Modal['components'][number] => ({
      type: 1,
      components: [{ type: 4, custom_id, style: 1, label: 'Words', value }],
    })
    const { submit } = await play({ custom_id: 'old', title: 'Old', components: [row('a', 'as it was'), row('b', '')] })
    const { event } = await submit({ b: 'new' })
    expect(event.data).toStrictEqual({
      custom_id: 'old',
      components: [
        { type: 1, id: 1, components: [{ type: 4, id: 2, custom_id: 'a', value: 'as it was' }] },
        { type: 1, id: 3, components: [{ type: 4, id: 4, custom_id: 'b', value: 'new' }] },
      ],
    })
  })

  test('makes the answer say what opened the modal', async () => {
    const { answer, open, member, sandbox, call, channel } = await play()
    const opened = await open()
    const sent = await member.submit(opened, { prompt: 'x' })
    await answer(sent, { type: 4, data: { content: 'Noted' } })
    const { body } = await call(`GET /channels/${channel.id}/messages/${sandbox.messages[0]?.id}`)
    expect(body.interaction_metadata).toMatchObject({
      id: sent.id,
      type: 5,
      triggering_interaction_metadata: { id: opened.id, type: 2 },
    })
  })
})

describe('a modal', () => {
  const table: Record<string, [refused: FieldValues, twin: FieldValues, field: string, words: string]> = {
    'without a required text': [
      { quality: ['one'] },
      { prompt: 'x', quality: ['one'] },
      'prompt',
      'This field is required',
    ],
    'with a text that is too long': [
      { prompt: 'x'.repeat(51), quality: ['one'] },
      { prompt: 'x'.repeat(50), quality: ['one'] },
      'prompt',
      'Must be at most 50 characters',
    ],
    'with too many choices': [
      { prompt: 'x', quality: ['one', 'two', 'three'] },
      { prompt: 'x', quality: ['one', 'two'] },
      'quality',
      'Select between 1 and 2',
    ],
    'with a file of another type': [
      { prompt: 'x', quality: ['one'], images: [image('a.txt')] },
      { prompt: 'x', quality: ['one'], images: [image('a.gif')] },
      'images',
      'Not a valid file type. Use image.',
    ],
    'with a file that is too large': [
      { prompt: 'x', quality: ['one'], images: [image('a.png', 10 * 1024 * 1024 + 1)] },
      { prompt: 'x', quality: ['one'], images: [image('a.png', 10 * 1024 * 1024)] },
      'images',
      'Your files are too powerful. Max file size: 10 MB',
    ],
    'with a field that it does not have': [
      { prompt: 'x', quality: ['one'], length: '5' },
      { prompt: 'x', quality: ['one'] },
      'length',
      'There is no field length',
    ],
  }

  test.each(Object.entries(table))('%s is not sent, and its near twin is', async (_name, row) => {
    const [refused, twin, field, words] = row
    const { member, open } = await play(whole)
    const opened = await open()
    await expect(member.submit(opened, refused)).rejects.toMatchObject({ name: 'ClientRefusal', field, message: words })
    await expect(member.submit(opened, twin)).resolves.toHaveProperty('token')
  })

  test('is sent as it is by a forged client', async () => {
    const { member, open } = await play(whole)
    const images = [{ ...image('a.txt'), url: 'https://example.com/a.png', size: 1 }]
    const { event } = await member.submit(await open(), { prompt: 'x'.repeat(99), images }, { raw: true })
    const data = event.data as { components: unknown[]; resolved: { attachments: object } }
    expect(data.components[1]).toMatchObject({ component: { value: 'x'.repeat(99) } })
    expect(Object.values(data.resolved.attachments)).toMatchObject([{ url: 'https://example.com/a.png', size: 1 }])
  })

  test('is sent once, by the person and in the place it was opened for', async () => {
    const { member, open, channel, user, guild, sandbox, answer } = await play()
    const opened = await open()
    const stranger = sandbox.addUser().in(channel)
    const elsewhere = user.in(guild.addChannel())
    for (const other of [stranger, elsewhere]) {
      await expect(other.submit(opened, { prompt: 'x' })).rejects.toMatchObject({ name: 'ClientRefusal' })
    }
    const sent = await member.submit(opened, { prompt: 'x' })
    await expect(member.submit(opened, { prompt: 'y' })).rejects.toMatchObject({ name: 'ClientRefusal' })
    await answer(sent, { type: 4, data: { content: 'Noted' } })
    await expect(member.submit(opened, { prompt: 'y' })).rejects.toMatchObject({ name: 'ClientRefusal' })
  })

  test('stays open while its files go up, once', async () => {
    const { member, open } = await play(whole)
    const opened = await open()
    const values = { prompt: 'x', quality: ['one'], images: [image('a.png')] }
    const both = await Promise.allSettled([member.submit(opened, values), member.submit(opened, values)])
    expect(both.map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected'])
  })

  test('may be sent again when the bot did not respond', async () => {
    const { clock, member, open, answer } = await play()
    const opened = await open()
    const first = await member.submit(opened, { prompt: 'x' })
    await clock.advance(3_000)
    expect(await first.outcome).toBe('didNotRespond')
    const second = await member.submit(opened, { prompt: 'x' })
    expect((await answer(second, { type: 5 })).status).toBe(200)
  })

  test('may be sent long after the token that opened it has ended', async () => {
    const { clock, member, open, answer, edit } = await play()
    const opened = await open()
    await clock.advance(60 * 60_000)
    const sent = await member.submit(opened, { prompt: 'x' })
    expect((await answer(sent, { type: 5 })).status).toBe(200)
    expect((await edit(sent, { content: 'Done' })).status).toBe(200)
    expect((await edit(opened, { content: 'x' })).body.code).toBe(50027)
  })

  test('is answered by no update where it came from a command, and by no other modal', async () => {
    const { submit, answer } = await play()
    const sent = await submit({ prompt: 'x' })
    for (const body of [{ type: 6 }, { type: 7, data: { content: 'x' } }, { type: 9, data: short }]) {
      expect((await answer(sent, body)).body.code).toBe(50035)
    }
  })

  test('that was never opened cannot be sent', async () => {
    const { member, run } = await play()
    await expect(member.submit(await run(), {})).rejects.toMatchObject({ name: 'ClientRefusal' })
  })
})
