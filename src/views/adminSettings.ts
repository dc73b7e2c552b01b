import {
  type APIActionRowComponent,
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type APIRoleSelectComponent,
  type APIStringSelectComponent,
  ChannelType,
  Colors,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import { fromDollars } from '../domain/money.ts'
import type { Budget } from '../domain/policy.ts'
import { chooseQuote, type QuoteAbove } from '../domain/preferences.ts'
import type { Quality } from '../domain/request.ts'
import type { ServerSettings } from '../domain/server.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createContainer, createText, createView } from './components.ts'
import type { Texts } from './text/en.ts'

/** What a select of the card is about, as its custom id names it. */
export const settingFields = ['channels', 'roles', 'qualities', 'quoteAbove', 'reportChannel', 'logChannel'] as const
export type SettingField = (typeof settingFields)[number]

/** Where somebody can post, and so ask for a video. */
const channelTypes = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
]
const mostChosen = 25
export const asUsual = 'usual'
const amounts: readonly QuoteAbove[] = [0, ...[0.5, 1, 2, 5].map(fromDollars), 'never']

interface SettingsCard {
  readonly panelId: string
  readonly settings: ServerSettings
  /** What the server has for those who chose nothing themselves. */
  readonly quoteAbove: QuoteAbove | undefined
  /** What the operator has for servers that chose nothing. */
  readonly usualQuote: Budget
  /** What there is at all. */
  readonly qualities: readonly Quality[]
}

/** One select for each setting, with what holds now chosen in it. */
export function renderServerSettings(texts: Texts, card: SettingsCard): MessageView {
  const { adminSettings: words } = texts
  const { panelId, settings } = card
  const parts: readonly (readonly [SettingField, APIActionRowComponent<Select>])[] = [
    ['channels', row(channelSelect(panelId, 'channels', settings.channels, words.everywhere))],
    ['roles', row(roleSelect(panelId, settings.roles, words.everybody))],
    ['qualities', row(qualitySelect(texts, card))],
    ['quoteAbove', row(quoteSelect(texts, card))],
    ['reportChannel', row(oneChannelSelect(panelId, 'reportChannel', settings.reportChannel, words.onlyList))],
    ['logChannel', row(oneChannelSelect(panelId, 'logChannel', settings.logChannel, words.onlyHere))],
  ]
  const components: APIComponentInContainer[] = [
    createText(words.title),
    ...parts.flatMap(([field, select]) => [createText(words[field]), select]),
    createText(`-# ${words.footer}`),
  ]
  return createView([createContainer(Colors.Blurple, components)])
}

type Select = APIChannelSelectComponent | APIRoleSelectComponent | APIStringSelectComponent

const row = (select: Select): APIActionRowComponent<Select> => ({
  type: ComponentType.ActionRow,
  components: [select],
})

const idOf = (panelId: string, field: SettingField) => createCustomId('serverSetting', panelId, field)

function channelSelect(
  panelId: string,
  field: SettingField,
  chosen: readonly string[],
  placeholder: string,
): APIChannelSelectComponent {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: idOf(panelId, field),
    channel_types: channelTypes,
    placeholder,
    min_values: 0,
    max_values: mostChosen,
    ...(chosen.length > 0 && {
      default_values: chosen.slice(0, mostChosen).map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
    }),
  }
}

function oneChannelSelect(panelId: string, field: SettingField, chosen: string | undefined, placeholder: string) {
  const select = channelSelect(panelId, field, chosen === undefined ? [] : [chosen], placeholder)
  return { ...select, channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement], max_values: 1 }
}

function roleSelect(panelId: string, chosen: readonly string[], placeholder: string): APIRoleSelectComponent {
  return {
    type: ComponentType.RoleSelect,
    custom_id: idOf(panelId, 'roles'),
    placeholder,
    min_values: 0,
    max_values: mostChosen,
    ...(chosen.length > 0 && {
      default_values: chosen.slice(0, mostChosen).map((id) => ({ id, type: SelectMenuDefaultValueType.Role })),
    }),
  }
}

function qualitySelect({ adminSettings, qualityNames }: Texts, card: SettingsCard): APIStringSelectComponent {
  const { panelId, settings, qualities } = card
  return {
    type: ComponentType.StringSelect,
    custom_id: idOf(panelId, 'qualities'),
    placeholder: adminSettings.everyQuality,
    min_values: 0,
    max_values: qualities.length,
    options: qualities.map((value) => ({
      label: qualityNames[value],
      value,
      default: settings.qualities.includes(value),
    })),
  }
}

function quoteSelect({ adminSettings, writing }: Texts, card: SettingsCard): APIStringSelectComponent {
  const { panelId, quoteAbove, usualQuote } = card
  const name = (amount: QuoteAbove) => {
    if (amount === 'never') return adminSettings.never
    return amount === 0 ? adminSettings.always : writing.money(amount)
  }
  const listed = quoteAbove === undefined || amounts.includes(quoteAbove) ? amounts : [...amounts, quoteAbove]
  return {
    type: ComponentType.StringSelect,
    custom_id: idOf(panelId, 'quoteAbove'),
    options: [
      {
        label: adminSettings.asUsualIs(name(chooseQuote([], usualQuote) ?? 'never')),
        value: asUsual,
        default: quoteAbove === undefined,
      },
      ...listed.map((amount) => ({ label: name(amount), value: String(amount), default: amount === quoteAbove })),
    ],
  }
}
