import { SlashCommandSubcommandBuilder } from 'discord.js'
import { findOffer } from '../domain/preferences.ts'
import type { Subcommand } from '../interactions/handler.ts'
import { renderSettings } from '../views/settings.ts'
import { selectTexts } from '../views/text/texts.ts'
import { setCommandWords } from './words.ts'

/** `/kling settings`: always private. */
export const settings: Subcommand = {
  name: 'settings',
  define: () => setCommandWords(new SlashCommandSubcommandBuilder(), 'settings'),
  async execute({ user, guildId, locale }, { preferences, policy }) {
    const [own, inherited] = await Promise.all([
      preferences.preferencesOf(user.id),
      preferences.serverChoicesOf(guildId ?? undefined),
    ])
    const offer = findOffer(policy.providers)
    const card = {
      kind: 'person',
      recordId: user.id,
      settings: own,
      inherited,
      usualQuote: policy.quoteAbove,
      offer,
    } as const
    return { kind: 'reply', view: renderSettings(selectTexts(locale), card), ephemeral: true }
  },
}
