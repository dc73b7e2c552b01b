import { permissions, usualMemberPermissions } from '../../../sandbox/discord/flags.ts'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../../sandbox/discord/people/member.ts'
import type { SentInteraction } from '../../../sandbox/discord/people/presence.ts'
import type { FieldValues, OptionValues } from '../../../sandbox/discord/people/values.ts'
import { askPrivately } from '../../support/askPrivately.ts'
import type { Flow } from '../../support/useFlow.ts'

const managing = usualMemberPermissions | permissions.manageGuild

/** A server of its own with two channels, an admin and a member. */
export async function openServer(flow: Flow) {
  const guild = flow.discord.addGuild({ name: 'Cinema' })
  const channel = guild.addChannel({ name: 'videos' })
  const other = guild.addChannel({ name: 'chat' })
  const boss = flow.discord.addUser({ name: 'Boss' })
  const ben = flow.discord.addUser({ name: 'Ben' })
  const admin = boss.in(channel, { permissions: managing })
  await flow.time.settle()

  async function answered(sent: SentInteraction): Promise<SentInteraction> {
    await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
    await flow.time.settle()
    return sent
  }

  return {
    guild,
    channel,
    other,
    boss,
    ben,
    admin,
    member: ben.in(channel),
    answered,
    run: (command: string, values: OptionValues = {}) => askPrivately(flow, admin, `kling-admin ${command}`, values),
    choose: async (card: SandboxMessage, field: string, values: readonly string[], by: Member = admin) =>
      answered(await by.choose(card, findId(card, field), values)),
    async fill(card: SandboxMessage, label: string, values: FieldValues) {
      const opened = await flow.press(card, label, admin)
      return answered(await admin.submit(opened, values))
    },
    /** What the bot answers to a mention. */
    async mention(by: Member, words: string): Promise<string | undefined> {
      const said = await by.say(`<@${flow.discord.botUserId}> ${words}`)
      await flow.time.settle()
      return flow.discord.messages.find(({ reference }) => reference?.messageId === said.id)?.text
    },
    /** What became of `/kling video`: the words of a refusal, or nothing. */
    async ask(by: Member, values: OptionValues = {}): Promise<string | undefined> {
      const sent = await answered(await by.run('kling video', { prompt: 'a red fox', ...values }))
      return sent.message?.ephemeralFor === undefined ? undefined : sent.message.text
    },
  }
}

/** The custom id of the select with this argument. */
function findId(card: SandboxMessage, field: string): string {
  const id = JSON.stringify(card.components).match(new RegExp(`"(serverSetting:[^":]+:${field})"`))?.[1]
  if (id === undefined) throw new Error(`The card has no ${field}`)
  return id
}
