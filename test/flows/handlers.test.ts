import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ButtonStyle,
  ChannelType,
  ComponentType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  SlashCommandBuilder,
  TextInputStyle,
} from 'discord.js'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { Request } from '../../src/domain/request.ts'
import { createCustomId } from '../../src/interactions/customId.ts'
import type { Command, Component, RecordAccess, RecordPlace } from '../../src/interactions/handler.ts'
import { readOrigin } from '../../src/interactions/origin.ts'
import { createView, renderSentence } from '../../src/views/components.ts'
import { en } from '../../src/views/text/en.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { headOf } from '../support/says.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

const open = useFlow()

const recordId = 'abcdefgh12345678'
const request: Request = {
  scene: { kind: 'prompt', prompt: 'a red fox walks through deep snow' },
  duration: 5,
  aspectRatio: '16:9',
  quality: 'standard',
  sound: false,
}

/** The only record that the components know. */
let record: RecordPlace | undefined
const ofOwner: RecordAccess = { find: async () => record, allowed: 'owner', places: ['message'] }
const inPrivate: RecordAccess = { ...ofOwner, places: ['private'] }

const say = (text: string) => ({ kind: 'reply', view: renderSentence(text), ephemeral: true }) as const
const everywhere = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall]
const contexts = [InteractionContextType.Guild, InteractionContextType.BotDM]

const button = (name: string, word?: string) =>
  ({
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: name,
    custom_id: createCustomId(name, recordId, word),
  }) as const

/** Everything that can be pressed and chosen, in one message. */
const panel = createView([
  { type: ComponentType.ActionRow, components: [button('form'), button('buy', 'pro')] },
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: createCustomId('pick', recordId, 'text'),
        options: [
          { label: 'Rain', value: 'rain' },
          { label: 'Snow', value: 'snow' },
        ],
        max_values: 2,
      },
    ],
  },
  ...([ComponentType.UserSelect, ComponentType.RoleSelect, ComponentType.MentionableSelect] as const).map((type) => ({
    type: ComponentType.ActionRow as const,
    components: [{ type, custom_id: createCustomId('pick', recordId, ComponentType[type]) }],
  })),
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.ChannelSelect,
        custom_id: createCustomId('pick', recordId, 'channel'),
        channel_types: [ChannelType.GuildText],
      },
    ],
  },
])

const commands: readonly Command[] = [
  {
    kind: 'slashCommand',
    name: 'panel',
    define: () =>
      new SlashCommandBuilder()
        .setName('panel')
        .setDescription('Shows the panel')
        .setIntegrationTypes(...everywhere)
        .setContexts(...contexts)
        .addStringOption((option) => option.setName('word').setDescription('A word').setAutocomplete(true))
        .toJSON(),
    execute: async () => ({ kind: 'reply', view: panel, ephemeral: false }),
    complete: async ({ options }) => [{ name: `${options.getFocused()}…`, value: options.getFocused() }],
  },
  {
    kind: 'messageCommand',
    name: 'Animate this picture',
    define: () =>
      new ContextMenuCommandBuilder()
        .setType(ApplicationCommandType.Message)
        .setName('Animate this picture')
        .setNameLocalizations({ de: 'Bild animieren' })
        .setIntegrationTypes(...everywhere)
        .setContexts(...contexts)
        .toJSON(),
    execute: async ({ targetMessage }) => say(`${targetMessage.content}: ${targetMessage.attachments.size} picture`),
  },
  {
    kind: 'userCommand',
    name: 'Their videos',
    define: () =>
      new ContextMenuCommandBuilder()
        .setType(ApplicationCommandType.User)
        .setName('Their videos')
        .setNameLocalizations({ de: 'Ihre Videos' })
        .setIntegrationTypes(...everywhere)
        .setContexts(...contexts)
        .toJSON(),
    execute: async ({ targetUser }) => say(`Videos of ${targetUser.username}`),
  },
  {
    kind: 'mention',
    execute: async ({ text, repliesTo }) =>
      text === 'slower' ? renderSentence(repliesTo === undefined ? 'Slower than what?' : 'Slower, then') : undefined,
  },
]

const components: readonly Component[] = [
  {
    kind: 'button',
    name: 'form',
    access: ofOwner,
    execute: async () => ({
      kind: 'modal',
      modal: {
        custom_id: createCustomId('form', recordId),
        title: 'Change the prompt',
        components: [
          {
            type: ComponentType.Label,
            label: 'Prompt',
            component: { type: ComponentType.TextInput, custom_id: 'prompt', style: TextInputStyle.Paragraph },
          },
        ],
      },
    }),
  },
  {
    kind: 'modal',
    name: 'form',
    access: ofOwner,
    execute: async ({ interaction }) => say(`Changed to ${interaction.fields.getTextInputValue('prompt')}`),
  },
  {
    kind: 'select',
    name: 'pick',
    access: ofOwner,
    argument: z.string(),
    async execute({ interaction, argument }) {
      const names = [
        ...(interaction.isUserSelectMenu() ? interaction.users.map(({ username }) => username) : []),
        ...(interaction.isRoleSelectMenu() ? interaction.roles.map((role) => role.name) : []),
        ...(interaction.isMentionableSelectMenu() ? interaction.users.map(({ username }) => username) : []),
        ...(interaction.isChannelSelectMenu()
          ? interaction.channels.map((channel) => ('name' in channel ? channel.name : ''))
          : []),
        ...(interaction.isStringSelectMenu() ? interaction.values : []),
      ]
      return say(`${argument}: ${names.join(', ')}`)
    },
  },
  {
    kind: 'button',
    name: 'buy',
    access: ofOwner,
    argument: z.enum(['pro']),
    pays: 'once',
    accept: ({ interaction }, { generations }) => generations.accept({ request }, readOrigin(interaction, false)),
  },
  { kind: 'button', name: 'secret', access: inPrivate, execute: async () => say('For nobody else') },
]

async function openPanel() {
  const flow = await open({ handlers: { commands, components } })
  const shown = await answered(flow, flow.member.run('panel'))
  const message = shown.message
  if (message === undefined) throw new Error('There is no panel')
  const guildId = String(shown.event.guild_id)
  record = { userId: flow.user.id, guildId, channelId: message.channelId, messageId: message.id }
  return { ...flow, guildId, message }
}

async function answered({ time }: Pick<Flow, 'time'>, sending: Promise<SentInteraction>): Promise<SentInteraction> {
  const sent = await sending
  await time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await time.settle()
  return sent
}

test('a handler of each kind is reached by the real client, and answers in its own way', async () => {
  const flow = await openPanel()
  const { member, discord, channel, message, user } = flow
  const ben = discord.addUser({ name: 'Ben' })
  const other = ben.in(channel)
  await flow.time.settle()
  const use = async (sending: Promise<SentInteraction>) => (await answered(flow, sending)).message?.text
  const pick = (word: string, ...values: string[]) =>
    use(member.choose(message, createCustomId('pick', recordId, word), values))

  const suggested = await answered(flow, member.complete('panel', { word: 'sno' }, 'word'))
  expect(suggested.choices).toMatchObject([{ name: 'sno…', value: 'sno' }])

  const picture = { name: 'fox.png', bytes: Buffer.from('picture') }
  const posted = await member.say('My fox', { files: [picture] })
  expect(await use(other.runOnMessage('Animate this picture', posted))).toBe('My fox: 1 picture')
  expect(await use(member.runOnUser('Their videos', ben))).toBe(`Videos of ${ben.name}`)

  expect(await pick('text', 'snow', 'rain')).toBe('text: snow, rain')
  expect(await pick('UserSelect', ben.id)).toBe(`UserSelect: ${ben.name}`)
  expect(await pick('RoleSelect', flow.guildId)).toBe('RoleSelect: @everyone')
  expect(await pick('MentionableSelect', user.id)).toBe(`MentionableSelect: ${user.name}`)
  expect(await pick('channel', channel.id)).toBe('channel: videos')

  const opened = await answered(flow, member.click(message, { label: 'form' }))
  expect(await use(member.submit(opened, { prompt: 'a blue fox' }))).toBe('Changed to a blue fox')

  const bot = `<@${discord.botUserId}>`
  await other.say('slower') // Not meant for the bot.
  const asked = await other.say(`${bot} slower`)
  const replied = await other.say('slower', { replyTo: message })
  const ignored = await other.say(`${bot} hello`)
  await flow.time.settle()
  const answersTo = ({ id }: SandboxMessage) =>
    discord.messages.filter(({ reference }) => reference?.messageId === id).map(({ text }) => text)
  expect([asked, replied, ignored].map(answersTo)).toEqual([['Slower than what?'], ['Slower, then'], []])
})

test('a component acts for whom it is declared and where, whatever is sent', async () => {
  const flow = await openPanel()
  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  await flow.time.settle()
  const { notYours, wrongPlace, outdated } = en.userErrors
  const elsewhere = (await answered(flow, flow.member.run('panel'))).message
  if (elsewhere === undefined) throw new Error('There is no second panel')
  const say = async (sending: Promise<SentInteraction>) => (await answered(flow, sending)).message?.text
  expect(await say(other.click(flow.message, { label: 'form' }))).toBe(notYours)
  expect(await say(other.choose(flow.message, createCustomId('pick', recordId, 'text'), ['snow']))).toBe(notYours)
  expect(await say(flow.member.click(elsewhere, { label: 'form' }))).toBe(wrongPlace)
  expect(await say(flow.member.click(flow.message, { forged: `secret:${recordId}` }))).toBe(wrongPlace)
  expect(await say(flow.member.click(flow.message, { forged: `buy:${recordId}:gold` }))).toBe(outdated)
  expect(await flow.stored()).toEqual([])
})

test('the commands of every kind are registered once, with their names in every language', async () => {
  const flow = await openPanel()
  const named = flow.discord.commands().map(({ type, name, name_localizations }) => [type, name, name_localizations])
  expect(named).toEqual([
    [1, 'panel', undefined],
    [3, 'Animate this picture', { de: 'Bild animieren' }],
    [2, 'Their videos', { de: 'Ihre Videos' }],
  ])
  await flow.stopBot()
  await flow.startBot()
  expect(flow.discord.registrations).toBe(1)
})

test('what pays is paid once: for a double tap, on two devices, and after a restart', async () => {
  const flow = await openPanel()
  const buy = (member = flow.member) => answered(flow, member.click(flow.message, { label: 'buy' }))
  const clicks = await Promise.all([buy(), buy(), buy(flow.user.in(flow.channel))])
  const begun = clicks.filter(({ acknowledgedAs }) => acknowledgedAs === 5)
  expect(begun).toHaveLength(1)
  await flow.time.until(() => listSubmits(flow).length === 1)
  await flow.time.settle()
  await flow.crashBot()
  await flow.startBot()
  const late = await buy()
  const said = [...clicks.filter((click) => !begun.includes(click)), late].map(({ message }) => message)
  expect(said).toHaveLength(3)
  for (const message of said) {
    expect(message?.ephemeralFor).toBe(flow.user.id)
    expect(message?.text).toContain(headOf(en.repeated.withoutLink).slice(0, -3))
  }
  const [first] = begun
  if (first !== undefined) await flow.untilTold(first)
  expect(listSubmits(flow)).toHaveLength(1)
  expect(await flow.stored()).toMatchObject([{ state: 'succeeded', claim: `buy:${recordId}:pro` }])
})

test('what ends before anything was paid can be pressed again', async () => {
  const flow = await openPanel()
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'contentRefused' } })
  const buy = () => answered(flow, flow.member.click(flow.message, { label: 'buy' }))
  const first = await buy()
  await flow.time.until(() => first.message?.isDeleted ?? false)
  await flow.time.advance(5_000)
  await flow.untilTold(await buy())
  expect((await flow.stored()).map(({ state }) => state)).toEqual(['failed', 'succeeded'])
})
