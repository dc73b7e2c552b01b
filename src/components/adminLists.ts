import { z } from 'zod'
import { ofManagers } from '../interactions/access.ts'
import { readAdmin } from '../interactions/admin.ts'
import { pageArgument, readPage } from '../interactions/customId.ts'
import type { Button } from '../interactions/handler.ts'
import { renderBlocks, renderLog, renderSpending } from '../views/adminLists.ts'
import { selectTexts } from '../views/text/texts.ts'

const ofPages = { kind: 'button', access: ofManagers, argument: pageArgument } as const

/** Another page of who spent what, in the place of the present one. */
export const spendingPage: Button = {
  ...ofPages,
  name: 'spendingPage',
  async execute({ recordId, argument, interaction }, { servers }) {
    const spending = await servers.spendingOf(readAdmin(interaction).guildId, readPage(argument))
    return { kind: 'update', view: renderSpending(selectTexts(interaction.locale), recordId, spending) }
  },
}

/** Another page of who is blocked. */
export const blocksPage: Button = {
  ...ofPages,
  name: 'blocksPage',
  async execute({ recordId, argument, interaction }, { servers }) {
    const blocks = await servers.blocksOf(readAdmin(interaction).guildId, readPage(argument))
    return { kind: 'update', view: renderBlocks(selectTexts(interaction.locale), recordId, blocks) }
  },
}

/** Another page of what was changed. */
export const logPage: Button = {
  ...ofPages,
  name: 'logPage',
  async execute({ recordId, argument, interaction }, { servers }) {
    const log = await servers.logOf(readAdmin(interaction).guildId, readPage(argument))
    return { kind: 'update', view: renderLog(selectTexts(interaction.locale), recordId, log) }
  },
}

/** Lifts a block from the list, which then shows who is left. Pressed twice it does nothing more. */
export const unblockPerson: Button = {
  kind: 'button',
  name: 'unblockPerson',
  access: ofManagers,
  argument: z.string().regex(/^\d{1,20}$/),
  async execute({ recordId, argument = '', interaction }, { servers }) {
    const admin = readAdmin(interaction)
    await servers.unblock(admin, argument)
    const blocks = await servers.blocksOf(admin.guildId, 0)
    return { kind: 'update', view: renderBlocks(selectTexts(interaction.locale), recordId, blocks) }
  },
}
