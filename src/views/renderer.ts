import { InteractionContextType } from 'discord.js'
import type { Renderer } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { renderNotification } from './notification.ts'
import { renderStatus } from './statusMessage.ts'
import type { Texts } from './text/en.ts'
import { selectTexts } from './text/texts.ts'

/** What delivery is given to render with. */
export const renderer: Renderer = {
  status: (generation, options) => renderStatus(chooseTexts(generation, options.isPrivate), generation, options),
  notice: (generation, circumstances) => renderNotification(chooseTexts(generation, false), generation, circumstances),
}

/** What one person alone reads is in their language, as are direct messages; what a server reads is in the server's. */
function chooseTexts({ origin }: Generation, isPrivate: boolean): Texts {
  const isForOwner = isPrivate || origin.ephemeral || origin.context !== InteractionContextType.Guild
  return selectTexts(isForOwner ? origin.locale : origin.guildLocale)
}
