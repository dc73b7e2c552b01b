import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
} from 'discord.js'
import { listRecordIds } from '../interactions/customId.ts'
import type { MessageCommand } from '../interactions/handler.ts'
import { renderReportForm } from '../views/reports.ts'
import { en } from '../views/text/en.ts'
import { localize, selectTexts } from '../views/text/texts.ts'

/** *Report video*, in the menu of every message: also for cards from before there was a button. */
export const reportVideo: MessageCommand = {
  kind: 'messageCommand',
  name: en.reports.command,
  define: () =>
    new ContextMenuCommandBuilder()
      .setType(ApplicationCommandType.Message)
      .setName(en.reports.command)
      .setNameLocalizations(localize(({ reports }) => reports.command))
      .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
      .setContexts(InteractionContextType.Guild)
      .toJSON(),
  async execute({ targetMessage, locale }, { reports }) {
    const { id, interactionMetadata, components } = targetMessage
    const recordIds = listRecordIds(components.map((component) => component.toJSON()))
    const generationId = await reports.findReported({ id, interactionId: interactionMetadata?.id, recordIds })
    return { kind: 'modal', modal: renderReportForm(selectTexts(locale), generationId) }
  },
}
