import type { AnySelectMenuInteraction } from 'discord.js'
import { z } from 'zod'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Admin } from '../domain/contracts/servers.ts'
import { findOffer, quoteAbove } from '../domain/preferences.ts'
import { quality } from '../domain/request.ts'
import type { WantedChange } from '../domain/server.ts'
import { UserError } from '../domain/userError.ts'
import { ofManagers } from '../interactions/access.ts'
import { readAdmin } from '../interactions/admin.ts'
import type { FreeServices, Select } from '../interactions/handler.ts'
import { asUsual, renderServerSettings, type SettingField, settingFields } from '../views/adminSettings.ts'
import { selectTexts } from '../views/text/texts.ts'

const argument = z.enum(settingFields)

/** Whatever is chosen in the card holds at once, and the card shows it. */
export const serverSetting: Select = {
  kind: 'select',
  name: 'serverSetting',
  access: ofManagers,
  argument,
  async execute({ recordId, argument: word, interaction }, services) {
    const admin = readAdmin(interaction)
    const field = argument.parse(word)
    const save = async () => {
      if (field === 'quoteAbove') await changeQuote(admin, interaction.values[0], services)
      else await services.servers.change(admin, toChange(field, interaction))
      return drawCard(recordId, admin, interaction.locale, services)
    }
    // A channel is greeted first, and Discord may take its time with that.
    if (field === 'logChannel' || field === 'reportChannel') {
      return { kind: 'deferUpdate', redraws: true, proceed: save }
    }
    return { kind: 'update', view: await save() }
  },
}

async function drawCard(
  panelId: string,
  { guildId }: Admin,
  locale: string,
  { servers, preferences, policy }: FreeServices,
): Promise<MessageView> {
  const [settings, { choices }] = await Promise.all([
    servers.settingsOf(guildId),
    preferences.settingsOf({ kind: 'server', id: guildId }),
  ])
  const { qualities } = findOffer(policy.providers)
  const chosen = { quoteAbove: choices.quoteAbove, usualQuote: policy.quoteAbove }
  return renderServerSettings(selectTexts(locale), { panelId, settings, ...chosen, qualities })
}

function toChange(field: Exclude<SettingField, 'quoteAbove'>, interaction: AnySelectMenuInteraction): WantedChange {
  const { values, guildId } = interaction
  switch (field) {
    case 'roles':
      // A list with the role of everybody leaves nobody out.
      return { kind: field, after: values.some((id) => id === guildId) ? [] : [...values] }
    case 'channels':
      return { kind: field, after: [...values] }
    case 'qualities':
      return { kind: field, after: values.map((value) => parse(quality, value)) }
    case 'reportChannel':
    case 'logChannel': {
      const [after] = values
      return { kind: field, ...(after !== undefined && { after }) }
    }
  }
}

/** It belongs to what the server has chosen for its members' videos, and is noted like every other change. */
async function changeQuote(
  admin: Admin,
  chosen: string | undefined,
  { servers, preferences }: FreeServices,
): Promise<void> {
  const owner = { kind: 'server', id: admin.guildId } as const
  const after = chosen === undefined || chosen === asUsual ? undefined : readQuote(chosen)
  const before = (await preferences.settingsOf(owner)).choices.quoteAbove
  if (before === after) return
  const change = {
    kind: 'quoteAbove',
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  } as const
  await servers.noteWith(admin, change, (alongside) => preferences.change(owner, { quoteAbove: after }, alongside))
}

const readQuote = (chosen: string) => parse(quoteAbove, chosen === 'never' ? chosen : Number(chosen))

/** A forged client may send what the card never offered. */
function parse<T>(schema: z.ZodType<T>, chosen: unknown): T {
  const parsed = schema.safeParse(chosen)
  if (!parsed.success) throw new UserError({ code: 'outdated' })
  return parsed.data
}
