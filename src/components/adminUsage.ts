import { UserError } from '../domain/userError.ts'
import { ofManagers } from '../interactions/access.ts'
import { pageArgument, readPage } from '../interactions/customId.ts'
import type { Button } from '../interactions/handler.ts'
import { renderSpending } from '../views/adminUsage.ts'
import { selectTexts } from '../views/text/texts.ts'

/** Another page of who spent what, in the place of the present one. */
export const spendingPage: Button = {
  kind: 'button',
  name: 'spendingPage',
  access: ofManagers,
  argument: pageArgument,
  async execute({ recordId, argument, interaction, actor: { guildId } }, { servers }) {
    if (guildId === undefined) throw new UserError({ code: 'wrongPlace' })
    const spending = await servers.spendingOf(guildId, readPage(argument))
    return { kind: 'update', view: renderSpending(selectTexts(interaction.locale), recordId, spending) }
  },
}
