import { ButtonInteraction, ChatInputCommandInteraction, Client, GatewayIntentBits } from 'discord.js'

const applicationId = '1100000000000000001'
const guildId = '1100000000000000002'
const channelId = '1100000000000000003'
const userId = '1100000000000000004'

const user = { id: userId, username: 'member', discriminator: '0', avatar: null }

export interface RawOption {
  readonly name: string
  readonly type: number
  readonly value?: unknown
}

type Payload = Record<string, unknown>

const common: Payload = {
  id: '1100000000000000050',
  application_id: applicationId,
  token: 'A-Very-Fake-Interaction-Token',
  version: 1,
  guild_id: guildId,
  channel_id: channelId,
  channel: { id: channelId, type: 0 },
  member: { user, roles: [], joined_at: '2026-01-01T00:00:00Z', permissions: '0', deaf: false, mute: false, flags: 0 },
  app_permissions: '2147483647',
  locale: 'en-US',
  guild_locale: 'de',
  context: 0,
  attachment_size_limit: 10_485_760,
  entitlements: [],
  authorizing_integration_owners: { '0': guildId },
}

/** The payload of a private conversation with somebody else, where only the person has the app. */
export const elsewhere: Payload = {
  guild_id: undefined,
  guild_locale: undefined,
  member: undefined,
  user,
  context: 2,
  authorizing_integration_owners: { '1': userId },
}

/** Real discord.js interactions from raw payloads, without any network. */
export function createInteractions() {
  const client = new Client({ intents: [GatewayIntentBits.Guilds] })

  return {
    command(subcommand: string, options: readonly RawOption[] = [], attachments: Payload = {}, changes: Payload = {}) {
      const data = {
        id: '1100000000000000010',
        name: 'kling',
        type: 1,
        options: [{ name: subcommand, type: 1, options }],
        resolved: { attachments },
      }
      const payload = { ...common, type: 2, data, ...changes }
      return Reflect.construct(ChatInputCommandInteraction, [client, payload]) as ChatInputCommandInteraction<'cached'>
    },

    button(customId: string, message: Payload = {}, changes: Payload = {}) {
      const payload = {
        ...common,
        type: 3,
        data: { component_type: 2, custom_id: customId },
        message: {
          id: '1100000000000000060',
          channel_id: channelId,
          author: { ...user, id: applicationId, bot: true },
          content: '',
          timestamp: '2026-11-01T00:00:00Z',
          attachments: [],
          embeds: [],
          components: [],
          mentions: [],
          mention_roles: [],
          flags: 32_768,
          type: 0,
          ...message,
        },
        ...changes,
      }
      return Reflect.construct(ButtonInteraction, [client, payload]) as ButtonInteraction<'cached'>
    },

    /** As after the gateway told about the server, so that a bot user of ours is in it. */
    joinServer(
      channels: readonly Payload[] = [{ id: channelId, type: 0, name: 'channel', position: 0 }],
      threads: readonly Payload[] = [],
    ) {
      const server = {
        id: guildId,
        name: 'server',
        owner_id: userId,
        roles: [],
        emojis: [],
        features: [],
        channels: channels.map((channel) => ({ permission_overwrites: [], ...channel })),
        threads,
        members: [],
      }
      const add: unknown = Reflect.get(client.guilds, '_add')
      if (typeof add !== 'function') throw new Error('discord.js keeps its servers otherwise now')
      add.call(client.guilds, server)
    },

    close: () => client.destroy(),
  }
}
