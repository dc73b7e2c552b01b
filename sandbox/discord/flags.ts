/** @see https://discord.com/developers/docs/resources/message#message-object-message-flags */
export const messageFlags = {
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  isComponentsV2: 1 << 15,
} as const

/** @see https://discord.com/developers/docs/topics/permissions */
export const permissions = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useExternalEmojis: 1n << 18n,
  useApplicationCommands: 1n << 31n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
  useExternalApps: 1n << 50n,
} as const

/**
 * What a bot that was invited in the usual way may do in a channel. Mentioning everyone belongs to it: a new server gives
 * that to all, so that a forgotten `allowed_mentions` is noticed.
 */
export const usualBotPermissions =
  permissions.viewChannel |
  permissions.sendMessages |
  permissions.embedLinks |
  permissions.attachFiles |
  permissions.readMessageHistory |
  permissions.mentionEveryone |
  permissions.useExternalEmojis |
  permissions.createPublicThreads |
  permissions.sendMessagesInThreads

/** What an ordinary member may do in a channel. */
export const usualMemberPermissions =
  usualBotPermissions | permissions.useApplicationCommands | permissions.useExternalApps

/** What somebody who looks after a server may do in a channel; `default_member_permissions` of "0" lets only them through. */
export const usualAdminPermissions =
  usualMemberPermissions |
  permissions.administrator |
  permissions.manageChannels |
  permissions.manageGuild |
  permissions.manageMessages

/** @see https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
export const channelTypes = {
  text: 0,
  direct: 1,
  group: 3,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  forum: 15,
} as const

/** @see https://discord.com/developers/docs/components/reference#component-object-component-types */
export const componentTypes = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
  thumbnail: 11,
  mediaGallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const

/** @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types */
export const commandTypes = { chatInput: 1, user: 2, message: 3 } as const

/** @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const
