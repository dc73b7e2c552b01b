import { SlashCommandSubcommandBuilder } from 'discord.js'
import type { Subcommand } from '../interactions/handler.ts'
import { renderPrivacy } from '../views/privacy.ts'
import { selectTexts } from '../views/text/texts.ts'
import { setCommandWords } from './words.ts'

/** `/kling privacy`: what is kept of the person, as a file and to be deleted; always private. */
export const privacy: Subcommand = {
  name: 'privacy',
  define: () => setCommandWords(new SlashCommandSubcommandBuilder(), 'privacy'),
  execute: async ({ user, locale }, { privacy, policy }) => ({
    kind: 'reply',
    view: renderPrivacy(selectTexts(locale), user.id, { ...policy, keptFor: privacy.keptFor }),
    ephemeral: true,
  }),
}
